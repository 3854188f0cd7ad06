// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/trouble.h"

#include "gui/nodes/tr.h"
#include "shared/wording/shell_word.h"

#include <QtCore/QString>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
// "": not known: ssh's settings may name another one.
QString userOf(const NodeAddress& address) {
    if (address.way == NodeAddress::Way::Local) return qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    const qsizetype at = address.where.lastIndexOf(u'@');
    if (at <= 0) return {};
    const QString user = address.where.first(at);
    return user.startsWith("ssh://"_L1) ? user.sliced(6) : user;
}

Trouble::Kind kindOf(const NodeAddress& address, const Error& why, bool wasOnline) {
    const bool local = address.way == NodeAddress::Way::Local;
    switch (why.code()) {
    case ErrorCode::Unsupported: return Trouble::Kind::OtherVersion;
    case ErrorCode::PermissionDenied: return Trouble::Kind::NotAllowed;
    case ErrorCode::NotFound:
        if (!local) return Trouble::Kind::NotInstalled;
        break;
    case ErrorCode::Refused:
        if (!local) return Trouble::Kind::SshRefused;
        break;
    case ErrorCode::Busy: return wasOnline ? Trouble::Kind::Lost : Trouble::Kind::NotRunning;
    default: break;
    }
    if (wasOnline) return Trouble::Kind::Lost;
    return local ? Trouble::Kind::NotRunning : Trouble::Kind::SshFailed;
}

void sayNotAllowed(Trouble& trouble, const QString& user, const QString& node) {
    trouble.fix = u"sudo usermod -aG alula "_s + (user.isEmpty() ? u"\"$USER\""_s : shellWord(user.toStdString()));
    trouble.sentence = (user.isEmpty() ? Nodes::tr("You are not in group alula on %1.").arg(node)
                                       : Nodes::tr("%1 is not in group alula on %2.").arg(user, node)) +
                       u' ' + Nodes::tr("Nothing was changed. Run there: %1, then sign in again.").arg(trouble.fix);
    trouble.helpsToWait = false;
}

void sayRefused(Trouble& trouble, const NodeAddress& address, const QString& node) {
    trouble.sentence =
        trouble.details.contains("Host key verification failed"_L1)
            ? Nodes::tr("The host key of %1 was not accepted. Nothing was changed. See what ssh said, and accept it "
                        "only if it is the right one.")
                  .arg(node)
            : Nodes::tr("ssh was not let in to %1: no key or password was accepted. Nothing was changed. See what "
                        "ssh said, then try again.")
                  .arg(node);
    trouble.fix = u"ssh "_s + shellWord(address.where.toStdString());
    trouble.helpsToWait = false; // and would ask for the password again and again
}
} // namespace

Trouble troubleOf(const NodeAddress& address, const Error& why, bool wasOnline, const QString& name) {
    Trouble trouble;
    trouble.kind = kindOf(address, why, wasOnline);
    trouble.details = QString::fromStdString(why.message());
    const QString node = name.isEmpty() ? address.title() : name;
    switch (trouble.kind) {
    case Trouble::Kind::NotRunning:
        trouble.sentence = Nodes::tr("No Alula answers on %1. Nothing was changed. Start its daemon there.").arg(node);
        trouble.fix = u"sudo systemctl start alulad"_s;
        break;
    case Trouble::Kind::NotAllowed: sayNotAllowed(trouble, userOf(address), node); break;
    case Trouble::Kind::NotInstalled:
        trouble.sentence =
            Nodes::tr("alulactl was not found on %1. Nothing was changed. Install Alula there, then try again.").arg(node);
        trouble.helpsToWait = false;
        break;
    case Trouble::Kind::OtherVersion:
        trouble.sentence = Nodes::tr("%1 runs another version of Alula. Its backups are safe. %2").arg(node, trouble.details);
        trouble.helpsToWait = false;
        break;
    case Trouble::Kind::SshRefused: sayRefused(trouble, address, node); break;
    case Trouble::Kind::SshFailed:
        trouble.sentence =
            Nodes::tr("ssh could not reach %1. Nothing was changed. Check its name and the network; it is tried again.")
                .arg(node);
        trouble.fix = u"ssh "_s + shellWord(address.where.toStdString());
        break;
    case Trouble::Kind::Lost:
        trouble.sentence = Nodes::tr("Connection to %1 lost. Its jobs go on. Nothing to do: it is tried again.").arg(node);
        break;
    }
    return trouble;
}

} // namespace alula::gui
