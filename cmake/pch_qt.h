// SPDX-License-Identifier: GPL-3.0-or-later
// The same for rooms with Qt.
#include "cmake/pch_plain.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>
#include <QString>
