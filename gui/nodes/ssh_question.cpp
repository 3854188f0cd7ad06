// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/ssh_question.h"

#include <QtCore/QRegularExpression>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMostShown = 4000;

QString shownPrompt(const QString& prompt) {
    QString text;
    for (const QChar c : prompt.first(qMin(prompt.size(), kMostShown))) {
        if (c == u'\n' || c.isPrint()) text += c;
    }
    return text.trimmed();
}
} // namespace

// The words are OpenSSH's (sshconnect.c), which has them in English only.
SshQuestion parseSshQuestion(const QString& prompt, const QString& hint) {
    static const QRegularExpression host(u"The authenticity of host '([^']+)'"_s);
    static const QRegularExpression key(u"([A-Z0-9-]+) key fingerprint is:?\\s*(\\S+?)\\.?(?:\\s|$)"_s);
    SshQuestion question;
    question.prompt = shownPrompt(prompt);
    if (hint == "none"_L1) question.kind = SshQuestion::Kind::Notice;
    else if (hint == "confirm"_L1) question.kind = SshQuestion::Kind::Confirm;
    else if (prompt.contains("(yes/no"_L1) || prompt.contains("Please type 'yes'"_L1)) question.kind = SshQuestion::Kind::HostKey;
    if (question.kind != SshQuestion::Kind::HostKey) return question;
    question.host = host.match(question.prompt).captured(1);
    const auto match = key.match(question.prompt);
    question.keyType = match.captured(1);
    question.fingerprint = match.captured(2);
    question.knownElsewhere = question.prompt.contains("is known by the following"_L1);
    return question;
}

} // namespace alula::gui
