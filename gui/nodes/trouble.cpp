// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/trouble.h"

#include "gui/nodes/tr.h"

#include <QtCore/QString>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
QString userOf(const NodeAddress& address) {
    if (address.way == NodeAddress::Way::Ssh && address.where.contains(u'@')) return address.where.section(u'@', 0, 0);
    return QString::fromLocal8Bit(qgetenv("USER"));
}

// ssh and the remote shell say what they have to say in words only; these are theirs, and alulactl's own.
Trouble::Kind kindOf(const NodeAddress& address, const Error& why, bool wasOnline) {
    const QString said = QString::fromStdString(why.message());
    if (why.code() == ErrorCode::Unsupported) return Trouble::Kind::OtherVersion;
    if (why.code() == ErrorCode::PermissionDenied) return Trouble::Kind::NotAllowed;
    if (address.way == NodeAddress::Way::Local) return wasOnline ? Trouble::Kind::Lost : Trouble::Kind::NotRunning;
    if (said.contains("command not found"_L1) || said.contains("alulactl: not found"_L1)) return Trouble::Kind::NotInstalled;
    if (said.contains("alula"_L1) && said.contains("Permission denied"_L1) && said.contains(".sock"_L1))
        return Trouble::Kind::NotAllowed;
    if (said.contains("No daemon answers"_L1)) return wasOnline ? Trouble::Kind::Lost : Trouble::Kind::NotRunning;
    return wasOnline ? Trouble::Kind::Lost : Trouble::Kind::SshFailed;
}
} // namespace

Trouble troubleOf(const NodeAddress& address, const Error& why, bool wasOnline) {
    Trouble trouble;
    trouble.kind = kindOf(address, why, wasOnline);
    trouble.details = QString::fromStdString(why.message());
    const QString node = address.title();
    const QString user = userOf(address);
    switch (trouble.kind) {
    case Trouble::Kind::NotRunning:
        trouble.sentence = Nodes::tr("No Alula answers on %1. Nothing was changed. Start its daemon there.").arg(node);
        trouble.fix = u"sudo systemctl start alulad"_s;
        break;
    case Trouble::Kind::NotAllowed:
        trouble.sentence = Nodes::tr("%1 is not in group alula on %2. Nothing was changed. Run there: sudo usermod -aG alula %1, "
                                     "then sign in again.")
                               .arg(user, node);
        trouble.fix = u"sudo usermod -aG alula "_s + user;
        trouble.helpsToWait = false;
        break;
    case Trouble::Kind::NotInstalled:
        trouble.sentence =
            Nodes::tr("alulactl was not found on %1. Nothing was changed. Install Alula there, then try again.").arg(node);
        trouble.helpsToWait = false;
        break;
    case Trouble::Kind::OtherVersion:
        trouble.sentence = Nodes::tr("%1 runs another version of Alula. Its backups are safe. %2").arg(node, trouble.details);
        trouble.helpsToWait = false;
        break;
    case Trouble::Kind::SshFailed:
        trouble.sentence = Nodes::tr("ssh could not reach %1. Nothing was changed. See what ssh said, then try again.").arg(node);
        trouble.fix = u"ssh "_s + address.where;
        trouble.helpsToWait = false;
        break;
    case Trouble::Kind::Lost:
        trouble.sentence = Nodes::tr("Connection to %1 lost. Its jobs go on. Nothing to do: it is tried again.").arg(node);
        break;
    case Trouble::Kind::Other: trouble.sentence = trouble.details; break;
    }
    return trouble;
}

} // namespace alula::gui
