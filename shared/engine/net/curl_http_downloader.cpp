// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/net/curl_transfer.h"
#include "shared/engine/net/http_downloader.h"
#include "shared/engine/net/http_request_check.h"
#include "shared/engine/net/web_url.h"

#include <optional>
#include <sys/socket.h>

namespace alula {

namespace {

using Steady = std::chrono::steady_clock;

// Judges the address of every connection of one transfer.
struct Guarding {
    const AddressGuard& guard;
    std::string host;
    std::optional<Error> refused;
};

// Between the resolving and the connecting, with the address that is then connected to: a name cannot mean something else by then.
curl_socket_t openAllowed(void* context, curlsocktype, curl_sockaddr* address) noexcept {
    auto& guarding = *static_cast<Guarding*>(context);
    const auto ip = IpAddress::of(&address->addr);
    auto allowed =
        ip ? guarding.guard.check(guarding.host, *ip) : fail(ErrorCode::Refused, "The address is not one of the internet");
    if (allowed) return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    guarding.refused = std::move(allowed).error();
    return CURL_SOCKET_BAD;
}

HttpRequest requestOf(const HttpDownload& download) {
    HttpRequest request;
    request.url = download.url;
    request.headers = download.headers;
    request.connectTimeout = download.connectTimeout;
    request.timeout = std::chrono::milliseconds(0);
    request.caFile = download.caFile;
    return request;
}

void sign(CURL* easy, const S3Credentials& keys) {
    ::curl_easy_setopt(easy, CURLOPT_AWS_SIGV4, ("aws:amz:" + keys.region + ":s3").c_str());
    ::curl_easy_setopt(easy, CURLOPT_USERNAME, keys.accessKey.c_str());
    ::curl_easy_setopt(easy, CURLOPT_PASSWORD, keys.secretKey.c_str());
}

// One GET on a transfer that is set up but for its range and its sink.
class Getting {
public:
    Getting(const HttpDownload& download, CurlTransfer& transfer, DownloadSink& sink)
        : m_download(download), m_transfer(transfer), m_sink(sink) {}

    Result<void> run(const std::stop_token& stop) {
        CURL* easy = m_transfer.easy();
        if (!m_download.range.empty()) ::curl_easy_setopt(easy, CURLOPT_RANGE, m_download.range.c_str());
        if (m_download.sign != nullptr) sign(easy, *m_download.sign);
        m_transfer.receiveInto({[this](const HttpResponse& head) { return m_sink.head(head); },
                                [this, stop](ByteSpan bytes) { return take(bytes, stop); }});
        m_transfer.endWhenStill(m_download.stall, m_download.leastInStall);
        ALULA_TRY(m_transfer.perform(stop));
        return {};
    }

private:
    Result<void> take(ByteSpan bytes, const std::stop_token& stop) {
        // Blocks this transfer only, and hears the token: libcurl has nothing to do for it meanwhile.
        const auto begun = Steady::now();
        if (m_download.pace != nullptr) ALULA_TRY(m_download.pace->take(bytes.size(), stop));
        ALULA_TRY(m_sink.body(bytes));
        m_transfer.peerWasNotWaitedFor(Steady::now() - begun);
        return {};
    }

    const HttpDownload& m_download;
    CurlTransfer& m_transfer;
    DownloadSink& m_sink;
};

// Stops at the head of a redirect, and passes everything else on.
class FollowingSink final : public DownloadSink {
public:
    FollowingSink(DownloadSink& sink) : m_sink(sink) {}

    Result<void> head(const HttpResponse& head) override {
        const int status = head.status;
        const bool redirects = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        if (!redirects || head.header("location").empty()) return m_sink.head(head);
        location = head.header("location");
        return fail(ErrorCode::Internal, "redirected"); // seen by nobody: `location` tells
    }
    Result<void> body(ByteSpan bytes) override { return m_sink.body(bytes); }

    std::optional<std::string> location;

private:
    DownloadSink& m_sink;
};

Result<void> getGuarded(const HttpDownload& hop, const WebUrl& url, const ForeignUrlRules& rules, DownloadSink& sink,
                        const std::stop_token& stop) {
    const HttpRequest request = requestOf(hop);
    Guarding guarding{rules.guard, url.host(), std::nullopt};
    ALULA_ASSIGN(const auto transfer, CurlTransfer::make(request));
    ::curl_easy_setopt(transfer->easy(), CURLOPT_OPENSOCKETFUNCTION, openAllowed);
    ::curl_easy_setopt(transfer->easy(), CURLOPT_OPENSOCKETDATA, &guarding);
    std::unique_ptr<curl_slist, FreeCurlList> resolved;
    if (const auto address = rules.resolve ? rules.resolve(url.host()) : std::string(); !address.empty()) {
        resolved.reset(::curl_slist_append(nullptr, (url.host() + ":" + url.port() + ":" + address).c_str()));
        ::curl_easy_setopt(transfer->easy(), CURLOPT_RESOLVE, resolved.get());
    }
    auto done = Getting(hop, *transfer, sink).run(stop);
    // Of several addresses a public one may have been left: then the refused ones do no harm.
    if (!done && guarding.refused && done.error().code() == ErrorCode::Network) return fail(*std::move(guarding.refused));
    return done;
}

} // namespace

struct HttpDownloader::Connections {
    std::unique_ptr<CURLM, FreeCurlMulti> multi{::curl_multi_init()};
};

HttpDownloader::HttpDownloader() : m_connections(std::make_unique<Connections>()) {}
HttpDownloader::~HttpDownloader() = default;
HttpDownloader::HttpDownloader(HttpDownloader&&) noexcept = default;

Result<void> HttpDownloader::get(const HttpDownload& download, DownloadSink& sink, std::stop_token stop) {
    const HttpRequest request = requestOf(download);
    ALULA_ASSIGN(const auto transfer, CurlTransfer::make(request));
    if (!m_connections->multi) return fail(ErrorCode::Internal, "The HTTP library could not be started.");
    transfer->keepConnectionsIn(m_connections->multi.get());
    return Getting(download, *transfer, sink).run(stop);
}

Result<void> downloadForeign(const HttpDownload& download, const ForeignUrlRules& rules, DownloadSink& sink,
                             std::stop_token stop) {
    ALULA_ASSIGN(auto url, WebUrl::parse(download.url));
    HttpDownload hop = download;
    hop.sign = nullptr; // no credentials of ours to an address that others name
    for (unsigned hops = 0; hops <= rules.redirects; ++hops) {
        hop.url = url.text();
        FollowingSink following(sink);
        auto done = getGuarded(hop, url, rules, following, stop);
        if (!following.location) return done;
        ALULA_ASSIGN(url, url.redirectedTo(*following.location));
    }
    return fail(ErrorCode::Protocol,
                originOf(download.url) + " redirects more than " + std::to_string(rules.redirects) + " times.");
}

} // namespace alula
