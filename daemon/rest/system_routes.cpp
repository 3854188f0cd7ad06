// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/system_routes.h"

#include "daemon/rest/error_answer.h"
#include "daemon/service/node_state.h"
#include "shared/base/log.h"

#include <QFile>
#include <QJsonArray>

// Resources of a static library are registered by hand (Qt's documentation, "The Qt Resource System").
static void registerResources() { Q_INIT_RESOURCE(alula); }

namespace alula {

namespace {
using Method = QHttpServerRequest::Method;

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }
// 2^53 and above have no exact double; no disk of a game node comes near.
double number(std::uint64_t value) { return static_cast<double>(value); }

QJsonArray spaceOf(const NodeState& state) {
    QJsonArray list;
    for (const auto& space : state.space) {
        list.append(QJsonObject{{QStringLiteral("what"), text(space.what)},
                                {QStringLiteral("path"), text(space.path)},
                                {QStringLiteral("total"), number(space.total)},
                                {QStringLiteral("available"), number(space.available)}});
    }
    return list;
}

QJsonArray problemsOf(const NodeState& state) {
    QJsonArray list;
    for (const auto& problem : state.problems) {
        list.append(QJsonObject{{QStringLiteral("severity"), text(problem.severity)},
                                {QStringLiteral("code"), text(problem.code)},
                                {QStringLiteral("server"), text(problem.server)},
                                {QStringLiteral("text"), text(problem.text)}});
    }
    return list;
}

// What a panel may ask for now: its object store needs the panel, which names the place (NodeCommands::create).
QJsonArray adaptersOf(const NodeState& state) {
    QJsonArray list{QStringLiteral("wings")};
    if (state.panelConfigured) list.append(QStringLiteral("s3"));
    return list;
}

QJsonObject objectOf(const NodeState& state) {
    return {
        {QStringLiteral("version"), text(state.version)},
        {QStringLiteral("ready"), state.ready},
        {QStringLiteral("adapters"), adaptersOf(state)},
        {QStringLiteral("queue"), QJsonObject{{QStringLiteral("queued"), static_cast<qint64>(state.queued)},
                                              {QStringLiteral("running"), static_cast<qint64>(state.running)},
                                              {QStringLiteral("parallel"), static_cast<qint64>(state.parallel)},
                                              {QStringLiteral("paused"), state.paused}}},
        {QStringLiteral("limits"), QJsonObject{{QStringLiteral("read_mib_s"), state.readMibPerSecond},
                                               {QStringLiteral("write_mib_s"), state.writeMibPerSecond}}},
        {QStringLiteral("panel"), QJsonObject{{QStringLiteral("configured"), state.panelConfigured},
                                              {QStringLiteral("reachable"), state.panelReachable},
                                              {QStringLiteral("outbox"), static_cast<qint64>(state.outboxDepth)}}},
        {QStringLiteral("space"), spaceOf(state)},
        {QStringLiteral("problems"), problemsOf(state)},
    };
}

Answer describe(NodeStateSource& node, const RouteRequest& request) {
    const auto state = node.state();
    if (state) return Answer::json(200, objectOf(*state));
    log::error("REST: request {} failed: {}", request.context.requestId, log::printable(state.error().toString()));
    return errorAnswer(state.error(), request.context);
}

Answer health(const NodeStateSource& node, const RouteRequest& request) {
    if (!node.ready()) return sentenceAnswer(503, "The daemon is starting or stopping.", request.context);
    return Answer::json(200, {{QStringLiteral("ready"), true}});
}

Answer openApi() {
    QFile file(QStringLiteral(":/rest/openapi.json"));
    if (!file.open(QIODevice::ReadOnly)) return Answer::empty(404);
    return {.status = 200, .body = file.readAll(), .contentType = "application/json", .headers = {}};
}
} // namespace

void addSystemRoutes(Routes& routes, NodeStateSource& node) {
    registerResources();
    routes.add(QStringLiteral("/api/system/alula"),
               {{.method = Method::Get,
                 .access = Route::Access::Token,
                 .runs = Route::Runs::OnPool,
                 .whileStarting = true,
                 .handle = [&node](const RouteRequest& request) { return describe(node, request); }}});
    routes.add(QStringLiteral("/healthz"), {{.method = Method::Get,
                                             .access = Route::Access::Open,
                                             .runs = Route::Runs::AtOnce,
                                             .whileStarting = true,
                                             .handle = [&node](const RouteRequest& request) { return health(node, request); }}});
    routes.add(QStringLiteral("/openapi.json"), {{.method = Method::Get,
                                                  .access = Route::Access::Open,
                                                  .runs = Route::Runs::AtOnce,
                                                  .whileStarting = true,
                                                  .handle = [](const RouteRequest&) { return openApi(); }}});
}

} // namespace alula
