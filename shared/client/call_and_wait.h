// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/client/daemon_client.h"

#include <QtCore/QEventLoop>

#include <optional>

namespace alula {

// Opens and waits for hello's answer in a nested event loop. For programs that have nothing else to do (the CLI, tests).
Result<void> openAndWait(DaemonClient& client, std::chrono::milliseconds timeout = DaemonClient::kTimeout);

// One call and its answer. Notifications are delivered meanwhile.
template <class P, class A>
Result<A> callAndWait(DaemonClient& client, const protocol::Method<P, A>& method, const P& params,
                      std::chrono::milliseconds timeout = DaemonClient::kTimeout) {
    QEventLoop loop;
    std::optional<Result<A>> got;
    client.call(method, params, &loop, std::function<void(Result<A>)>([&](Result<A> answer) {
                    got.emplace(std::move(answer));
                    loop.quit();
                }),
                timeout);
    if (!got) loop.exec();
    if (!got) return fail(ErrorCode::Cancelled, "The program is ending.");
    return *std::move(got);
}

} // namespace alula
