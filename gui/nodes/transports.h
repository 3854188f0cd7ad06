// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node_address.h"
#include "shared/client/process_transport.h"
#include "shared/client/transport.h"

#include <memory>
#include <string>

namespace alula::gui {

// The real ones: the local socket, or `ssh DESTINATION alulactl bridge`.
std::unique_ptr<Transport> makeTransport(const NodeAddress& address);

// ssh with the admin's own settings, keys and agent, for that command there; a dead link ends it within 45 s, and its questions come up as
// dialogs of this program (isAskpass()). $ALULA_SSH: another program in place of `ssh`, taking the same arguments.
ProcessTransport::Program sshProgram(const QString& destination, const QStringList& command);

// What a bridge's end means, by the exit code alone (docs/cli.md; 255 is ssh's own, 127 the remote shell's):
// NotFound: no alulactl there; PermissionDenied: not for this user; Busy: no daemon answers; Unsupported: an alulactl that knows no bridge;
// Refused: ssh was not let in, which asking again will not change; Network: anything that may pass.
Error bridgeEnded(int exitCode, const std::string& said);

inline constexpr const char* kAskpassMark = "ALULA_CONSOLE_ASKPASS"; // set for ssh and what it starts

} // namespace alula::gui
