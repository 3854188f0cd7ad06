// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/answer.h"
#include "daemon/rest/answer_writer.h"
#include "daemon/rest/authentication.h"
#include "daemon/rest/client_address.h"
#include "daemon/rest/work_pool.h"

#include <QHttpHeaders>
#include <QHttpServer>
#include <QUrlQuery>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

class NodeStateSource;

struct RouteRequest {
    std::vector<std::string> arguments; // what stood in the pattern's places, percent-decoded
    QByteArray body;
    RequestContext context;
    QUrlQuery query; // may hold secrets
    QHttpHeaders headers;
    std::string client; // its address, "" when nobody says
    bool headOnly = false;
    std::chrono::steady_clock::time_point arrived = {}; // before it waited for a thread

    std::string header(QHttpHeaders::WellKnownHeader name) const; // "" when there is none
};

struct Route {
    enum class Access : std::uint8_t { Token, Open };
    enum class Runs : std::uint8_t { OnPool, AtOnce }; // AtOnce: on the event loop, so never anything that blocks

    QHttpServerRequest::Method method = QHttpServerRequest::Method::Get; // Get answers Head too
    Access access = Access::Token;
    Runs runs = Runs::OnPool;
    bool whileStarting = false; // also while the daemon starts or stops
    std::function<Answer(const RouteRequest&)> handle;
};

// Registers what QHttpServer answers and how: first who asks, then whether the method fits, then the handler, on the pool.
// A pattern has all its methods in one place, so that 405 can name them. Thread: the listener's.
class Routes {
public:
    struct Deps {
        const Authentication& authentication;
        const AnswerWriter& writer;
        const ClientAddress& clients;
        WorkPool& pool;
        const NodeStateSource& node;
    };
    Routes(QHttpServer& http, const Deps& deps);

    // At most two <arg> in the pattern. Earlier patterns win.
    void add(const QString& pattern, std::vector<Route> routes);

private:
    using Arguments = std::vector<std::string>;
    void dispatch(const std::vector<Route>& routes, Arguments arguments, const QHttpServerRequest& request,
                  QHttpServerResponder& responder);
    void runOnPool(const Route& route, RouteRequest request, QHttpServerResponder& responder, std::string what);
    void answerUnrouted(const QHttpServerRequest& request, QHttpServerResponder& responder);
    RequestContext contextOf(const QHttpServerRequest& request) const;
    std::string clientOf(const QHttpServerRequest& request) const;
    std::string lineOf(const QHttpServerRequest& request) const; // for the log: without the query, which may hold a token
    RouteRequest routedFrom(const QHttpServerRequest& request, Arguments arguments, RequestContext context) const;
    // Empty when the caller may go on.
    std::optional<Answer> refuse(const QHttpServerRequest& request, const RequestContext& context) const;

    QHttpServer& m_http;
    const Authentication& m_authentication;
    const AnswerWriter& m_writer;
    const ClientAddress& m_clients;
    WorkPool& m_pool;
    const NodeStateSource& m_node;
};

// 401 or 403 in Wings' words; nothing when granted.
std::optional<Answer> authenticationAnswer(Authentication::Verdict verdict, const RequestContext& context);

} // namespace alula
