// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <QtCore/QDateTime>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

namespace alula::gui {

QDateTime localTime(Timestamp time);
QString dayText(const QDate& day);        // "18 Nov", as the language writes it
QString dayAndYearText(const QDate& day); // "18 Nov 2026"
// "just now", "12 min ago", "2 h ago", "4 d ago", after 7 days the date: "18 Nov", with the year when it is another one.
QString agoText(Timestamp time, const QDateTime& now = QDateTime::currentDateTime());
QString agoText(const std::optional<Timestamp>& time, const QDateTime& now = QDateTime::currentDateTime()); // none: "not known"
QStringList agoSamples();                // the longest that agoText() says, for the width of a column
QString shortTimeText(Timestamp time);   // "22 Nov 03:00", with the year when it is another one
QString fullTimeText(Timestamp time);    // local and UTC, to the second: for tool tips and Details
QString asOfText(const QDateTime& time); // "14:02", with the day when it is not today

} // namespace alula::gui
