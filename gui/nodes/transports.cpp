// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/transports.h"

#include "shared/client/local_socket_transport.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
// ssh's words for "you may not", which are in English in every locale. Everything else with 255 (no route, no such host, timed out) may pass.
bool wasNotLetIn(std::string_view said) {
    static constexpr std::array<std::string_view, 6> kWords = {
        "Permission denied (", "Host key verification failed", "Too many authentication failures", "no matching",
        "Bad configuration",   "Bad owner or permissions"};
    return std::ranges::any_of(kWords, [&](std::string_view words) { return said.contains(words); });
}
} // namespace

ProcessTransport::Program sshProgram(const QString& destination, const QStringList& command) {
    ProcessTransport::Program ssh;
    ssh.path = qEnvironmentVariable("ALULA_SSH", u"ssh"_s);
    // "--": a destination is never taken for an option.
    ssh.arguments = QStringList{u"-T"_s,
                                u"-o"_s,
                                u"ServerAliveInterval=15"_s,
                                u"-o"_s,
                                u"ServerAliveCountMax=3"_s,
                                u"-o"_s,
                                u"ConnectTimeout=30"_s,
                                u"--"_s,
                                destination} +
                    command;
    ssh.environment = QProcessEnvironment::systemEnvironment();
    ssh.environment.insert(u"SSH_ASKPASS"_s, QCoreApplication::applicationFilePath());
    ssh.environment.insert(u"SSH_ASKPASS_REQUIRE"_s, u"force"_s); // a terminal that we were started from is not asked
    ssh.environment.insert(QString::fromLatin1(kAskpassMark), u"1"_s);
#ifdef Q_OS_WIN
    if (!ssh.environment.contains(u"DISPLAY"_s)) ssh.environment.insert(u"DISPLAY"_s, u"needed-for-askpass"_s);
#endif
    return ssh;
}

Error bridgeEnded(int exitCode, const std::string& said) {
    const std::string text = said.empty() ? "The connection through ssh ended." : said;
    switch (exitCode) {
    case 2: return {ErrorCode::Unsupported, text};
    case 3: return {ErrorCode::Busy, text};
    case 6: return {ErrorCode::PermissionDenied, text};
    case 126:
    case 127: return {ErrorCode::NotFound, text};
    case 255: return {wasNotLetIn(said) ? ErrorCode::Refused : ErrorCode::Network, text};
    default: return {ErrorCode::Network, text};
    }
}

std::unique_ptr<Transport> makeTransport(const NodeAddress& address) {
    if (address.way == NodeAddress::Way::Local) return std::make_unique<LocalSocketTransport>(address.where);
    return std::make_unique<ProcessTransport>(sshProgram(address.where, {u"alulactl"_s, u"bridge"_s}), bridgeEnded);
}

} // namespace alula::gui
