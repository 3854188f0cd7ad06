// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/node.h"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace alula {

// Which servers this node has (API: "Server exists"): the panel's list, cached in the catalog; without a panel, or with the panel
// out of reach, the folders of the data directory. Any thread.
class ServerDirectory {
public:
    // Quick: one try within seconds, somebody waits for the answer.
    using AskPanel = std::function<Result<std::vector<Server>>(bool quick, std::stop_token)>;
    using AskState = std::function<Result<std::string>(const ServerId&)>; // "running", "stopped"
    // `askPanel` empty: there is no panel; `askState` empty: no Wings.
    ServerDirectory(const Node& node, AskPanel askPanel, AskState askState = {})
        : m_node(node), m_askPanel(std::move(askPanel)), m_askState(std::move(askState)), m_heard(node.clock.steady()) {}

    Result<void> refresh(std::stop_token stop);
    // NotFound (kNoSuchServer) when it is none of ours. An unknown uuid asks the panel again, at most once in 10 s, and quickly.
    Result<Server> find(const ServerId& id);
    // For a job whose request was checked with find(): never asks anybody.
    Result<Server> known(const ServerId& id);
    void stop();                              // who asks the panel in find() just now is let go; from here on nobody asks
    Result<std::vector<Server>> all();        // panel's and folders'
    std::string stateOf(const ServerId& id);  // "running", "stopped", "unknown"; as Wings said at most 5 s ago
    bool panelReachable() const;              // as of the last refresh; false without a panel
    Timestamp lastContact() const;            // 0: never
    std::chrono::nanoseconds silence() const; // since then, or since the start; by the steady clock, which nobody sets

private:
    Result<void> refresh(bool quick, std::stop_token stop);
    Result<std::optional<Server>> listed(const ServerId& id) const; // by the panel, as far as it was asked
    Result<Server> madeKnown(const ServerId& id); // from the catalog, made with a volume id when only a folder is there
    bool hasFolder(const ServerId& id) const;
    bool mayAskAgain();

    const Node& m_node;
    const AskPanel m_askPanel;
    const AskState m_askState;
    std::stop_source m_stop; // of the asking in find()
    mutable std::mutex m_mutex;
    struct Seen {
        std::string state;
        std::chrono::steady_clock::time_point when;
    };
    std::map<ServerId, Seen> m_states;                                  // guarded by m_mutex
    std::optional<std::chrono::steady_clock::time_point> m_lastAsked;   // guarded by m_mutex
    std::optional<std::chrono::steady_clock::time_point> m_wingsSilent; // guarded by m_mutex: when it last did not answer
    bool m_reachable = false;                                           // guarded by m_mutex
    Timestamp m_lastContact;                                            // guarded by m_mutex
    std::chrono::steady_clock::time_point m_heard;                      // guarded by m_mutex
};

} // namespace alula
