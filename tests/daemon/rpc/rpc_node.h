// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/rpc_services.h"
#include "daemon/service/node_status.h"
#include "tests/daemon/service/working_node.h"

#include <QJsonDocument>

namespace alula::test {

// A working node that is asked as the socket's clients ask, without the socket: JSON in, JSON out.
class RpcNode : public WorkingNode {
public:
    RpcNode() {
        must(start());
        addSystemHandlers(dispatcher, services());
        addServerHandlers(dispatcher, services());
        addBackupHandlers(dispatcher, services());
        addBrowseHandlers(dispatcher, services());
        addCompareHandlers(dispatcher, services());
        addChangeHandlers(dispatcher, services());
        addDeleteHandlers(dispatcher, services());
        addJobHandlers(dispatcher, services());
    }
    template <class P, class A>
    Result<A> call(const protocol::Method<P, A>& method, const P& params = {}) {
        ALULA_ASSIGN(const auto json, protocol::toJson(params));
        ALULA_ASSIGN(const auto answer, dispatcher.call(std::string(method.name), json, {role, {"cli", "mira"}, stop}));
        return protocol::fromJson<A>(QJsonDocument::fromJson(QByteArray::fromStdString(answer)).object());
    }
    const RpcServices& services() {
        if (!m_services)
            m_services.reset(new RpcServices{node, *status, *commands, servers, browser, *board, planner, *scheduler, events, log,
                                             *exchange, streams, contents, volumes, comparer, search, versions});
        return *m_services;
    }

    protocol::Role role = protocol::Role::Admin; // of the caller
    std::stop_token stop;
    Dispatcher dispatcher;
    std::unique_ptr<NodeStatus> status; // made by start()
    std::unique_ptr<JobBoard> board;
    BackupBrowser browser{node, archives};
    BackupContents contents{node, archives};
    VolumeBrowser volumes{node, servers};
    BackupComparer comparer{node, archives};
    NameKeeper names{node, archives};
    NameSearch search{node, archives, names};
    PathVersions versions{node, archives, names};
    RestorePlanner planner{node, archives, servers};
    LogMemory log;

private:
    Result<void> start() {
        ALULA_TRY(WorkingNode::start());
        status = std::make_unique<NodeStatus>(node, *scheduler, servers);
        board = std::make_unique<JobBoard>(node, *scheduler);
        return {};
    }
    std::unique_ptr<RpcServices> m_services;
};

} // namespace alula::test
