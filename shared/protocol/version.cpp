// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/version.h"

namespace alula::protocol {

Result<void> checkVersions(const Version& daemon, const Version& client) {
    if (daemon.major == client.major) return {};
    const std::string older = daemon.major < client.major ? "the daemon (alulad)" : "this program";
    return fail(ErrorCode::Unsupported, "The daemon speaks protocol " + daemon.toString() + " and this program " +
                                            client.toString() + ": upgrade " + older + ", then try again.");
}

} // namespace alula::protocol
