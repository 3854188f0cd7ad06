// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/json_output.h"

#include "shared/protocol/rpc_error.h"

#include <QtCore/QJsonDocument>

namespace alula::cli {

using namespace Qt::StringLiterals;

namespace {
QString lineOf(const QJsonObject& json) { return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)) + u'\n'; }
} // namespace

void JsonOutput::show(const QJsonObject& json, const Page&) { m_terminal.write(lineOf(json)); }
void JsonOutput::item(const QJsonObject& json, const QString&) { m_terminal.write(lineOf(json)); }
void JsonOutput::note(const QString& sentence) { m_terminal.writeError(QString(shown(sentence.toStdString()) + u'\n')); }
void JsonOutput::page(const Page& page) { m_terminal.writeError(page.toText()); }

void JsonOutput::error(const Error& error) {
    const auto json = protocol::toJson(protocol::toRpcError(error));
    m_terminal.writeError(lineOf({{u"error"_s, json.value_or(QJsonObject())}}));
}

} // namespace alula::cli
