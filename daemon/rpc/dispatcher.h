// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/job.h"
#include "shared/protocol/json_text.h"
#include "shared/protocol/methods.h"

#include <QJsonObject>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <sys/types.h>

namespace alula {

// Who calls, as handlers need to know it.
struct RpcCaller {
    protocol::Role role = protocol::Role::Reader;
    JobOrigin origin;     // "cli" or "console", with the user's name
    std::stop_token stop; // the answer is no longer wanted
    uid_t user = 0;
};

// The table of methods: decodes parameters, checks the role, calls, encodes. Filled once at start; call(): any thread.
class Dispatcher {
public:
    template <class P, class A, class Handler> // Handler: Result<A>(const P&, const RpcCaller&)
    void add(const protocol::Method<P, A>& method, Handler handler) {
        m_methods[std::string(method.name)] = {
            method.needs,
            [handler = std::move(handler)](const QJsonObject& json, const RpcCaller& caller) -> Result<std::string> {
                ALULA_ASSIGN(const P parameters, protocol::fromJson<P>(json));
                ALULA_ASSIGN(const A answer, handler(parameters, caller));
                return protocol::toText(answer);
            }};
    }

    bool knows(const std::string& method) const { return m_methods.contains(method); }
    // It may take long, or wait for others that do: many at once must not keep out the quick ones.
    static bool isLong(const std::string& method, const QJsonObject& parameters);
    // The answer as JSON text. PermissionDenied when the caller's role is not enough. Never throws.
    Result<std::string> call(const std::string& method, const QJsonObject& parameters, const RpcCaller& caller) const;

private:
    struct Entry {
        protocol::Role needs = protocol::Role::Admin;
        std::function<Result<std::string>(const QJsonObject&, const RpcCaller&)> run;
    };
    std::map<std::string, Entry> m_methods;
};

} // namespace alula
