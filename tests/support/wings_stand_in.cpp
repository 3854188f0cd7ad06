// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/wings_stand_in.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <algorithm>
#include <cstdlib>

namespace alula::test {

namespace {

QJsonObject parse(const std::string& body) { return QJsonDocument::fromJson(QByteArray::fromStdString(body)).object(); }

StandInReply error(int status, const std::string& text) { return {.status = status, .body = R"({"error":")" + text + "\"}"}; }

} // namespace

WingsStandIn::WingsStandIn(std::string token, bool tls)
    : m_token(std::move(token)), m_server([this](const SeenRequest& request) { return handle(request); }, tls) {}

void WingsStandIn::addServer(const std::string& uuid, Behaviour behaviour) {
    const std::lock_guard lock(m_mutex);
    m_servers[uuid].behaviour = std::move(behaviour);
}

void WingsStandIn::removeServer(const std::string& uuid) {
    const std::lock_guard lock(m_mutex);
    m_servers.erase(uuid);
}

void WingsStandIn::setState(const std::string& uuid, const std::string& state) {
    const std::lock_guard lock(m_mutex);
    m_servers[uuid].behaviour.state = state;
}

void WingsStandIn::say(const std::string& uuid, const std::string& line) {
    const std::lock_guard lock(m_mutex);
    m_servers[uuid].console.push_back(line);
}

std::vector<std::string> WingsStandIn::actions(const std::string& uuid) const {
    const std::lock_guard lock(m_mutex);
    return m_servers.at(uuid).actions;
}

std::vector<std::string> WingsStandIn::commands(const std::string& uuid) const {
    const std::lock_guard lock(m_mutex);
    return m_servers.at(uuid).commands;
}

std::string WingsStandIn::state(const std::string& uuid) const {
    const std::lock_guard lock(m_mutex);
    return m_servers.at(uuid).behaviour.state;
}

StandInReply WingsStandIn::handle(const SeenRequest& request) {
    if (m_away) return {.manner = StandInReply::Manner::Reset};
    const auto fault = m_script.take(request.method + " " + request.path());
    if (!fault) return process(request);
    if (!fault->process) return fault->reply;
    auto reply = process(request);
    reply.manner = fault->reply.manner;
    return reply;
}

StandInReply WingsStandIn::process(const SeenRequest& request) {
    static constexpr std::string_view kBase = "/api/servers/";
    const auto path = request.path();
    if (!path.starts_with(kBase)) return {.status = 404, .body = "404 page not found", .contentType = "text/plain"};
    if (request.header("authorization") != "Bearer " + m_token)
        return error(403, "You are not authorized to access this endpoint.");
    const auto rest = path.substr(kBase.size());
    const std::lock_guard lock(m_mutex);
    const auto found = m_servers.find(rest.substr(0, rest.find('/')));
    if (found == m_servers.end()) return error(404, "The requested resource does not exist on this instance.");
    if (request.method == "GET" && !rest.contains('/')) return tellState(found->second);
    if (request.method == "POST" && rest.ends_with("/power")) return takePower(found->second, request.body);
    if (request.method == "POST" && rest.ends_with("/commands")) return takeCommands(found->second, request.body);
    if (request.method == "GET" && rest.ends_with("/logs")) return tellLog(found->second, request);
    return {.status = 404, .body = "404 page not found", .contentType = "text/plain"};
}

StandInReply WingsStandIn::tellState(Server& server) {
    auto& how = server.behaviour;
    if (m_onAsked) m_onAsked(how.state);
    const std::string told = how.flaps.empty() ? how.state : how.flaps[server.told++ % how.flaps.size()];
    if (how.state == "stopping" && server.pollsLeft != 0 && --server.pollsLeft == 0) how.state = "offline";
    if (told == "offline" && how.comesBack > 0) {
        --how.comesBack;
        how.state = "running";
    }
    return {.body = R"({"state":")" + told + R"(","is_suspended":false,"utilization":{"memory_bytes":0},"configuration":{}})"};
}

StandInReply WingsStandIn::takePower(Server& server, const std::string& body) {
    const auto action = parse(body).value(QLatin1String("action")).toString().toStdString();
    if (action != "start" && action != "stop" && action != "kill" && action != "restart")
        return error(422, "The power action provided was not valid, should be one of \\\"stop\\\", \\\"start\\\", "
                          "\\\"restart\\\", \\\"kill\\\"");
    server.actions.push_back(action);
    auto& how = server.behaviour;
    if (action == "start") how.state = "running";
    if (how.state != "offline" && ((action == "stop" && how.obeysStop) || (action == "kill" && how.obeysKill))) {
        server.pollsLeft = how.polls;
        how.state = how.polls == 0 ? "offline" : "stopping";
    }
    return {.status = 202};
}

StandInReply WingsStandIn::takeCommands(Server& server, const std::string& body) {
    if (server.behaviour.state == "offline") return error(502, "Cannot send commands to a stopped server instance.");
    for (const auto& line : parse(body).value(QLatin1String("commands")).toArray()) {
        const auto command = line.toString().toStdString();
        server.commands.push_back(command);
        server.console.push_back("> " + command);
        const auto said = server.behaviour.says.find(command);
        if (said != server.behaviour.says.end())
            server.console.insert(server.console.end(), said->second.begin(), said->second.end());
        if (m_onCommand) m_onCommand(command);
    }
    return {.status = 204};
}

// As Docker keeps it: null without a line, 100 at most (router_server.go, getServerLogs).
StandInReply WingsStandIn::tellLog(const Server& server, const SeenRequest& request) const {
    if (server.console.empty()) return {.body = R"({"data":null})"};
    const auto wanted = static_cast<std::size_t>(std::clamp(std::atoi(request.query("size").c_str()), 1, 100));
    QJsonArray lines;
    for (std::size_t i = server.console.size() - std::min(wanted, server.console.size()); i < server.console.size(); ++i)
        lines.append(QString::fromStdString(server.console[i]));
    return {.body = QJsonDocument(QJsonObject{{QStringLiteral("data"), lines}}).toJson(QJsonDocument::Compact).toStdString()};
}

} // namespace alula::test
