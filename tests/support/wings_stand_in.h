// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fault.h"
#include "tests/support/http_stand_in.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace alula::test {

// Wings' own API on the node as far as Alula uses it: state, power, commands, log. Any thread.
class WingsStandIn {
public:
    explicit WingsStandIn(std::string token = "the-token-of-the-node", bool tls = false);

    std::string url() const { return m_server.url(); }
    std::string caFile() const { return m_server.caFile(); }
    const std::string& token() const { return m_token; }

    // How a server takes power actions. Wings answers each with 202, whatever happens then.
    struct Behaviour {
        std::string state = "running";
        bool obeysStop = true, obeysKill = true;
        unsigned polls = 1;                  // answers "stopping" so many times before it is offline
        unsigned comesBack = 0;              // so many times it is running again after it was seen offline once
        std::vector<std::string> flaps = {}; // not empty: the states that are told, in turn, whatever happens
        // What its console says to a command, besides echoing it as a terminal does.
        std::map<std::string, std::vector<std::string>> says = {};
    };
    void addServer(const std::string& uuid, Behaviour behaviour);
    void addServer(const std::string& uuid) { addServer(uuid, Behaviour()); }
    void removeServer(const std::string& uuid);
    void setState(const std::string& uuid, const std::string& state); // as if somebody else did it

    void say(const std::string& uuid, const std::string& line); // into its console, of itself
    // Called for every command that a console takes, before Wings answers.
    void onCommand(std::function<void(const std::string& command)> act) { m_onCommand = std::move(act); }

    // Called whenever a state is asked for, with the state that will be told: it may change that, as somebody else would.
    void onAsked(std::function<void(std::string& state)> act) { m_onAsked = std::move(act); }

    // Resets every connection from now on.
    void setAway(bool away) { m_away = away; }
    // By "METHOD /path": next("POST /api/servers/", Fault::status(502)).
    void next(const std::string& route, Fault fault, std::size_t times = 1) { m_script.next(route, std::move(fault), times); }
    void release() { m_server.release(); }

    std::vector<std::string> actions(const std::string& uuid) const;  // power actions it was sent, in order
    std::vector<std::string> commands(const std::string& uuid) const; // console lines
    std::string state(const std::string& uuid) const;
    std::vector<SeenRequest> requests() const { return m_server.requests(); }
    bool waitForRequests(std::size_t count) const { return m_server.waitForRequests(count); }
    bool waitForBrokenOff(std::size_t count) const { return m_server.waitForBrokenOff(count); }

private:
    struct Server {
        Behaviour behaviour;
        unsigned pollsLeft = 0;
        std::size_t told = 0; // of `flaps`
        std::vector<std::string> actions, commands, console;
    };
    StandInReply handle(const SeenRequest& request);
    StandInReply process(const SeenRequest& request);
    StandInReply tellState(Server& server);
    StandInReply takePower(Server& server, const std::string& body);
    StandInReply takeCommands(Server& server, const std::string& body);
    StandInReply tellLog(const Server& server, const SeenRequest& request) const;

    const std::string m_token;
    // Set before the first request.
    std::function<void(const std::string&)> m_onCommand;
    std::function<void(std::string&)> m_onAsked;
    FaultScript m_script;
    std::atomic<bool> m_away = false;

    mutable std::mutex m_mutex;
    std::map<std::string, Server> m_servers; // guarded by m_mutex

    HttpStandIn m_server; // last: its threads end before the others go
};

} // namespace alula::test
