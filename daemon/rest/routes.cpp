// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/routes.h"

#include "daemon/rest/error_answer.h"
#include "daemon/service/node_state.h"
#include "shared/base/log.h"

#include <QHttpServerRequest>
#include <QMetaEnum>

#include <algorithm>
#include <memory>

namespace alula {

namespace {
using Method = QHttpServerRequest::Method;

constexpr char kNotReady[] = "The daemon is starting or stopping: try again in a moment.";

std::string text(const QByteArray& bytes) { return bytes.toStdString(); }

const char* nameOf(Method method) {
    switch (method) {
    case Method::Get: return "GET";
    case Method::Put: return "PUT";
    case Method::Delete: return "DELETE";
    case Method::Post: return "POST";
    case Method::Head: return "HEAD";
    case Method::Options: return "OPTIONS";
    case Method::Patch: return "PATCH";
    default: return "?";
    }
}

bool fits(const Route& route, Method method) {
    return route.method == method || (route.method == Method::Get && method == Method::Head);
}

QByteArray allowed(const std::vector<Route>& routes) {
    QByteArray names;
    for (const auto& route : routes)
        names += QByteArray(nameOf(route.method)) + (route.method == Method::Get ? ", HEAD, " : ", ");
    return names + "OPTIONS";
}

void logAnswer(const std::string& what, int status, const RequestContext& context) {
    // Strangers must not be able to fill the log, nor monitoring.
    const bool dull = status == 401 || status == 403 || what.starts_with("GET") || what.starts_with("HEAD");
    if (dull) log::debug("REST: {} → {} [{}]", what, status, context.requestId);
    else log::info("REST: {} → {} [{}]", what, status, context.requestId);
}
} // namespace

std::optional<Answer> authenticationAnswer(Authentication::Verdict verdict, const RequestContext& context) {
    switch (verdict) {
    case Authentication::Verdict::Granted: return std::nullopt;
    case Authentication::Verdict::NoCredentials: return sentenceAnswer(401, kNoCredentials, context);
    case Authentication::Verdict::WrongToken: break;
    }
    return sentenceAnswer(403, kWrongToken, context);
}

Routes::Routes(QHttpServer& http, const Deps& deps)
    : m_http(http), m_authentication(deps.authentication), m_writer(deps.writer), m_clients(deps.clients), m_pool(deps.pool),
      m_node(deps.node) {
    m_http.setMissingHandler(&m_http, [this](const QHttpServerRequest& request, QHttpServerResponder& responder) {
        answerUnrouted(request, responder);
    });
}

void Routes::add(const QString& pattern, std::vector<Route> routes) {
    const auto methods = QHttpServerRequest::Methods(Method::AnyKnown) & ~QHttpServerRequest::Methods(Method::Options);
    const auto shared = std::make_shared<const std::vector<Route>>(std::move(routes));
    switch (pattern.count(QStringLiteral("<arg>"))) {
    case 0:
        m_http.route(pattern, methods, &m_http,
                     [this, shared](const QHttpServerRequest& request, QHttpServerResponder& responder) {
                         dispatch(*shared, {}, request, responder);
                     });
        break;
    case 1:
        m_http.route(pattern, methods, &m_http,
                     [this, shared](const QString& first, const QHttpServerRequest& request, QHttpServerResponder& responder) {
                         dispatch(*shared, {first.toStdString()}, request, responder);
                     });
        break;
    default:
        m_http.route(pattern, methods, &m_http,
                     [this, shared](const QString& first, const QString& second, const QHttpServerRequest& request,
                                    QHttpServerResponder& responder) {
                         dispatch(*shared, {first.toStdString(), second.toStdString()}, request, responder);
                     });
    }
}

std::string RouteRequest::header(QHttpHeaders::WellKnownHeader name) const {
    const auto value = headers.value(name);
    return {value.data(), static_cast<std::size_t>(value.size())};
}

std::string Routes::clientOf(const QHttpServerRequest& request) const {
    const auto client = m_clients.of(request.remoteAddress(), request.value("x-forwarded-for"));
    return client.isNull() ? std::string() : client.toString().toStdString();
}

RouteRequest Routes::routedFrom(const QHttpServerRequest& request, Arguments arguments, RequestContext context) const {
    return {.arguments = std::move(arguments),
            .body = request.body(),
            .context = std::move(context),
            .query = request.query(),
            .headers = request.headers(),
            .client = clientOf(request),
            .headOnly = request.method() == Method::Head,
            .arrived = std::chrono::steady_clock::now()};
}

std::string Routes::lineOf(const QHttpServerRequest& request) const {
    const std::string client = clientOf(request);
    const std::string from = client.empty() ? "the local socket" : client;
    return std::string(nameOf(request.method())) + " " + log::printable(request.url().path().toStdString()) + " from " + from;
}

RequestContext Routes::contextOf(const QHttpServerRequest& request) const {
    return m_writer.contextOf(text(request.value("x-request-id")), text(request.value("origin")));
}

std::optional<Answer> Routes::refuse(const QHttpServerRequest& request, const RequestContext& context) const {
    return authenticationAnswer(m_authentication.check(text(request.value("authorization"))), context);
}

void Routes::dispatch(const std::vector<Route>& routes, Arguments arguments, const QHttpServerRequest& request,
                      QHttpServerResponder& responder) {
    RequestContext context = contextOf(request);
    const bool open = std::ranges::all_of(routes, [](const Route& route) { return route.access == Route::Access::Open; });
    std::optional<Answer> answer = open ? std::nullopt : refuse(request, context);
    const auto route = std::ranges::find_if(routes, [&](const Route& candidate) { return fits(candidate, request.method()); });
    if (!answer && route == routes.end())
        answer = sentenceAnswer(405, "This method is not known for this address.", context).with("Allow", allowed(routes));
    if (!answer && !route->whileStarting && !m_node.ready()) answer = sentenceAnswer(503, kNotReady, context);
    if (answer) {
        logAnswer(lineOf(request), answer->status, context);
        return m_writer.send(responder, *answer, context);
    }
    RouteRequest routed = routedFrom(request, std::move(arguments), std::move(context));
    if (route->runs == Route::Runs::OnPool) return runOnPool(*route, std::move(routed), responder, lineOf(request));
    m_writer.send(responder, route->handle(routed), routed.context);
}

// The handler's address stays good: routes live as long as QHttpServer, which outlives the pool's work.
void Routes::runOnPool(const Route& route, RouteRequest request, QHttpServerResponder& responder, std::string what) {
    const RequestContext context = request.context;
    auto kept = std::make_shared<QHttpServerResponder>(std::move(responder));
    const auto whenThrown =
        sentenceAnswer(500, "Something unforeseen went wrong; the daemon's log has it under this request id.", context);
    const bool taken = m_pool.run([&handle = route.handle, request = std::move(request)] { return handle(request); }, whenThrown,
                                  [this, kept, context, what](const Answer& answer) {
                                      logAnswer(what, answer.status, context);
                                      m_writer.send(*kept, answer, context);
                                  });
    if (taken) return;
    const Answer busy = sentenceAnswer(503, "The daemon is busy or shutting down: try again later.", context);
    logAnswer(what, busy.status, context);
    m_writer.send(*kept, busy, context);
}

void Routes::answerUnrouted(const QHttpServerRequest& request, QHttpServerResponder& responder) {
    const RequestContext context = contextOf(request);
    if (request.method() == Method::Options) return m_writer.send(responder, Answer::empty(204), context);
    const QString path = request.url().path();
    const bool api = path == QStringLiteral("/api") || path.startsWith(QStringLiteral("/api/"));
    if (const auto refused = api ? refuse(request, context) : std::nullopt) return m_writer.send(responder, *refused, context);
    m_writer.send(responder, sentenceAnswer(404, "There is nothing at this address.", context), context);
}

} // namespace alula
