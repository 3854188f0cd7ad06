// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/json_output.h"

#include "shared/protocol/rpc_error.h"
#include "shared/wording/wording.h"

#include <QtCore/QJsonDocument>

namespace alula::cli {

using namespace Qt::StringLiterals;

namespace {
// Qt leaves the controls U+007F to U+009F as they are; a terminal would obey them. JSON means the same by their escapes.
QString lineOf(const QJsonObject& json) {
    QString line;
    for (const QChar c : QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact))) {
        const bool isControl = c.unicode() >= 0x7f && c.unicode() <= 0x9f;
        line += isControl ? u"\\u00%1"_s.arg(uint{c.unicode()}, 2, 16, QChar(u'0')) : QString(c);
    }
    return line + u'\n';
}
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
