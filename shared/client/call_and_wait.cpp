// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/client/call_and_wait.h"

namespace alula {

Result<void> openAndWait(DaemonClient& client, std::chrono::milliseconds timeout) {
    QEventLoop loop;
    std::optional<Error> problem;
    QObject::connect(&client, &DaemonClient::ready, &loop, &QEventLoop::quit);
    QObject::connect(&client, &DaemonClient::disconnected, &loop, [&](const Error& why) {
        problem.emplace(why);
        loop.quit();
    });
    client.open(timeout);
    if (!client.isReady() && !problem) loop.exec();
    if (problem) return std::unexpected(*std::move(problem));
    if (!client.isReady()) return fail(ErrorCode::Cancelled, "The program is ending.");
    return {};
}

} // namespace alula
