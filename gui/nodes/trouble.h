// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node_address.h"
#include "shared/base/result.h"

#include <QtCore/QString>

#include <cstdint>

namespace alula::gui {

// Why a node is not online, as a kind, as one sentence that says what to do, and as the command that would mend it.
struct Trouble {
    enum class Kind : std::uint8_t {
        NotRunning,   // nobody answers on the socket
        NotAllowed,   // the socket is there, this user may not use it
        NotInstalled, // ssh works, alulactl is not there
        OtherVersion,
        SshRefused, // host key, key, password
        SshFailed,  // ssh itself: no such host, no network
        Lost,       // was online
    };
    Kind kind = Kind::Lost;
    QString sentence;        // what happened, what is safe, what to do
    QString fix;             // a command to copy; "": none
    QString details;         // what the system or ssh said, as it said it
    bool helpsToWait = true; // false: it will not go away by itself
};

// By the error's code (over ssh: bridgeEnded()). `wasOnline`: this node was reached before, so that how to reach it is known to be right.
// `name`: what it calls itself; "": not known yet.
Trouble troubleOf(const NodeAddress& address, const Error& why, bool wasOnline, const QString& name = {});

} // namespace alula::gui
