// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/wings_client.h"

#include "daemon/panel/json_body.h"
#include "shared/base/log.h"

#include <QJsonArray>
#include <QString>
#include <array>
#include <optional>
#include <utility>

namespace alula {

namespace {

// 100 lines of at most 64 KiB each (bufio.Scanner's limit), of which JSON makes more.
constexpr std::size_t kMostLog = std::size_t{16} << 20;

std::optional<WingsState> stateFromName(const QString& name) {
    static constexpr std::array<std::pair<QLatin1String, WingsState>, 4> kStates = {
        {{QLatin1String("offline"), WingsState::Offline},
         {QLatin1String("starting"), WingsState::Starting},
         {QLatin1String("running"), WingsState::Running},
         {QLatin1String("stopping"), WingsState::Stopping}}};
    for (const auto& [text, state] : kStates) {
        if (name == text) return state;
    }
    return std::nullopt;
}

QString nameOf(PowerAction action) {
    switch (action) {
    case PowerAction::Start: return QStringLiteral("start");
    case PowerAction::Stop: return QStringLiteral("stop");
    case PowerAction::Kill: break;
    }
    return QStringLiteral("kill");
}

} // namespace

WingsClient::WingsClient(HttpClient& http, WingsAccess access)
    : m_http(http), m_access([&access] {
          while (access.url.ends_with('/')) access.url.pop_back();
          return std::move(access);
      }()) {}

HttpRequest WingsClient::request(const std::string& method, const ServerId& server, const std::string& below) const {
    HttpRequest made;
    made.method = method;
    made.url = m_access.url + "/api/servers/" + server.toString() + below;
    made.headers = {
        {"Authorization", "Bearer " + m_access.token}, {"Accept", "application/json"}, {"Content-Type", "application/json"}};
    made.caFile = m_access.caFile;
    made.unixSocket = m_access.unixSocket;
    made.connectTimeout = m_access.connectTimeout;
    made.timeout = m_access.timeout;
    made.maxResponse = 1u << 20;
    return made;
}

Error WingsClient::refusal(const HttpResponse& answer) const {
    const auto said = parseObject(answer.body).value(QLatin1String("error")).toString().left(200).toStdString();
    std::string text = "Wings at " + m_access.url + " answered " + std::to_string(answer.status);
    text += said.empty() ? "." : ": " + log::printable(said);
    // A 404 counts as "no such server, so it is stopped": it has to be Wings' own, not that of whatever else listens there.
    if (answer.status == 404 && !answer.header("user-agent").starts_with("Alula/") && !said.empty())
        return Error(ErrorCode::NotFound, text);
    if (answer.status == 404) return Error(ErrorCode::Protocol, text + " That is not Wings: check wings.url.");
    if (answer.status == 401 || answer.status == 403)
        return Error(ErrorCode::PermissionDenied, text + " Check the node's token against Wings' config.yml.");
    return Error(answer.status >= 500 ? ErrorCode::Busy : ErrorCode::Refused, text);
}

Result<WingsState> WingsClient::state(const ServerId& server, std::stop_token stop) {
    ALULA_ASSIGN(const auto answer, m_http.exchange(request("GET", server, ""), stop));
    if (answer.status != 200) {
        auto error = refusal(answer);
        if (error.code() == ErrorCode::NotFound) return WingsState::Missing;
        return fail(std::move(error));
    }
    const auto state = stateFromName(parseObject(answer.body).value(QLatin1String("state")).toString());
    if (!state)
        return fail(ErrorCode::Protocol,
                    "The answer of " + m_access.url + " does not tell a server's state. Check that wings.url is Wings.");
    return *state;
}

Result<void> WingsClient::power(const ServerId& server, PowerAction action, unsigned waitSeconds, std::stop_token stop) {
    auto made = request("POST", server, "/power");
    made.body = compact(QJsonObject{{QStringLiteral("action"), nameOf(action)},
                                    {QStringLiteral("wait_seconds"), static_cast<qint64>(waitSeconds)}});
    ALULA_ASSIGN(const auto answer, m_http.exchange(made, stop));
    if (answer.status < 200 || answer.status >= 300) return fail(refusal(answer));
    return {};
}

// Whether the server runs is asked of Docker for each call (router_server.go, postServerCommands), so a 502 is surer than a state.
// That of a proxy in front of Wings has no such sentence.
Result<CommandsAnswer> WingsClient::commands(const ServerId& server, const std::vector<std::string>& lines,
                                             std::stop_token stop) {
    QJsonArray array;
    for (const auto& line : lines) array.append(QString::fromStdString(line));
    auto made = request("POST", server, "/commands");
    made.body = compact(QJsonObject{{QStringLiteral("commands"), array}});
    ALULA_ASSIGN(const auto answer, m_http.exchange(made, stop));
    if (answer.status >= 200 && answer.status < 300) return CommandsAnswer::Taken;
    if (answer.status == 502 && parseObject(answer.body).value(QLatin1String("error")).isString())
        return CommandsAnswer::NotRunning;
    return fail(refusal(answer));
}

Result<std::vector<std::string>> WingsClient::lastLines(const ServerId& server, std::stop_token stop) {
    auto made = request("GET", server, "/logs?size=100");
    made.maxResponse = kMostLog;
    ALULA_ASSIGN(const auto answer, m_http.exchange(made, stop));
    if (answer.status != 200) return fail(refusal(answer));
    const auto body = parseObject(answer.body);
    const auto data = body.value(QLatin1String("data"));
    // Without a line Go writes null.
    if (!body.contains(QLatin1String("data")) || !(data.isArray() || data.isNull()))
        return fail(ErrorCode::Protocol,
                    "The answer of " + m_access.url + " is not a server's log. Check that wings.url is Wings.");
    std::vector<std::string> lines;
    for (const auto& line : data.toArray()) lines.push_back(line.toString().toStdString());
    return lines;
}

} // namespace alula
