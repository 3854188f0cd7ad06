// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/net/curl_transfer.h"

#include "shared/base/load.h"
#include "shared/engine/net/http_request_check.h"

#include <algorithm>
#include <mutex>
#include <string_view>
#include <utility>

namespace alula {

namespace {

// More headers than that are not an answer of a panel, of Wings or of an object store.
constexpr std::size_t kMaxHeaders = 200;

std::string lowered(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return lower;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

void setSafety(CURL* easy, const HttpRequest& request) {
    ::curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    ::curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    ::curl_easy_setopt(easy, CURLOPT_PROXY, ""); // also not the one of the environment
    ::curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    ::curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    ::curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
    ::curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    ::curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    ::curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    // Debian's libcurl also looks into /etc/ssl/certs, so this adds to the system's trust instead of taking its place.
    if (!request.caFile.empty()) ::curl_easy_setopt(easy, CURLOPT_CAINFO, request.caFile.c_str());
    if (!request.unixSocket.empty()) ::curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, request.unixSocket.c_str());
}

} // namespace

// libcurl's callbacks are C: nothing may be thrown through them.
std::size_t CurlTransfer::takeBody(char* data, std::size_t size, std::size_t count, void* to) noexcept {
    auto& self = *static_cast<CurlTransfer*>(to);
    const std::size_t bytes = size * count;
    if (self.m_receiver) {
        auto taken = self.m_receiver->body({reinterpret_cast<const std::uint8_t*>(data), bytes});
        if (taken) return bytes;
        self.m_error = std::move(taken).error();
        return CURL_WRITEFUNC_ERROR;
    }
    auto& body = self.m_response.body;
    if (bytes > self.m_request.maxResponse - std::min(self.m_request.maxResponse, body.size())) {
        self.m_tooLarge = true;
        return CURL_WRITEFUNC_ERROR;
    }
    body.append(data, bytes);
    return bytes;
}

std::size_t CurlTransfer::takeHeader(char* data, std::size_t size, std::size_t count, void* to) noexcept {
    auto& self = *static_cast<CurlTransfer*>(to);
    const std::string_view line(data, size * count);
    auto& headers = self.m_response.headers;
    if (self.m_headEnded) return line.size(); // trailers of a chunked body
    if (trimmed(line).empty()) {
        auto taken = self.headEnded();
        if (taken) return line.size();
        self.m_error = std::move(taken).error();
        return CURL_WRITEFUNC_ERROR;
    }
    if (line.starts_with("HTTP/")) headers.clear(); // a 100 Continue came first: its headers are not the answer's
    if (headers.size() >= kMaxHeaders) {
        self.m_tooLarge = true;
        return CURL_WRITEFUNC_ERROR;
    }
    if (const auto colon = line.find(':'); colon != std::string_view::npos && !line.starts_with("HTTP/"))
        headers.emplace_back(lowered(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1))));
    return line.size();
}

// The empty line behind the headers, also behind those of a 100 Continue.
Result<void> CurlTransfer::headEnded() {
    long status = 0;
    ::curl_easy_getinfo(m_easy.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status < 200) return {};
    m_headEnded = true;
    m_response.status = static_cast<int>(status);
    return m_receiver ? m_receiver->head(m_response) : Result<void>();
}

Error CurlTransfer::errorOf(CURLcode code) const {
    const std::string peer = m_request.unixSocket.empty() ? originOf(m_request.url) : m_request.unixSocket;
    if (m_tooLarge) {
        return Error(ErrorCode::Protocol, "The answer of " + peer + " is larger than the " +
                                              std::to_string(m_request.maxResponse) + " bytes allowed.");
    }
    const std::string detail = m_errorText[0] != '\0' ? m_errorText.data() : ::curl_easy_strerror(code);
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return Error(ErrorCode::TimedOut, peer + " did not answer in time: " + detail);
    case CURLE_URL_MALFORMAT: return Error(ErrorCode::InvalidInput, "The url of " + peer + " cannot be used: " + detail);
    case CURLE_SSL_CACERT_BADFILE:
        return Error(ErrorCode::InvalidInput, "The certificates that are to be trusted cannot be read: " + detail)
            .withPath(m_request.caFile);
    case CURLE_PEER_FAILED_VERIFICATION:
        return Error(ErrorCode::Network, "The TLS certificate of " + peer + " is not trusted: " + detail +
                                             ". If it is self-signed, name its certificate in ca_file, or, where the panel "
                                             "handed out the address, make this machine trust it.");
    case CURLE_UNSUPPORTED_PROTOCOL: // the url was checked, so it is the answer: no status line, "HTTP/0.9"
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_TOO_LARGE: return Error(ErrorCode::Protocol, peer + " does not speak HTTP as it should: " + detail);
    case CURLE_OUT_OF_MEMORY:
    case CURLE_FAILED_INIT:
    case CURLE_BAD_FUNCTION_ARGUMENT: return Error(ErrorCode::Internal, "The HTTP library failed: " + detail);
    default: return Error(ErrorCode::Network, peer + " could not be reached, or broke off: " + detail);
    }
}

Result<std::unique_ptr<CurlTransfer>> CurlTransfer::make(const HttpRequest& request) {
    // Never undone: other users may live, and the process ends soon after the last one.
    static std::once_flag once;
    std::call_once(once, [] { ::curl_global_init(CURL_GLOBAL_DEFAULT); });
    ALULA_TRY(checkRequest(request));
    std::unique_ptr<CurlTransfer> transfer(new CurlTransfer(request));
    ALULA_TRY(transfer->setHeaders());
    transfer->m_multi.reset(::curl_multi_init());
    transfer->m_easy.reset(::curl_easy_init());
    if (!transfer->m_multi || !transfer->m_easy) return fail(ErrorCode::Internal, "The HTTP library could not be started.");
    transfer->setUp();
    return transfer;
}

Result<void> CurlTransfer::setHeaders() {
    const auto add = [this](const std::string& line) {
        auto* grown = ::curl_slist_append(m_headers.get(), line.c_str());
        if (grown == nullptr) return false;
        std::ignore = m_headers.release();
        m_headers.reset(grown);
        return true;
    };
    bool typed = false;
    bool good = add("Expect:"); // no waiting for a 100 that some proxies never send
    for (const auto& [name, value] : m_request.headers) {
        typed = typed || lowered(name) == "content-type";
        // "Name:" would take a header away in libcurl's eyes; "Name;" sends it empty.
        good = good && add(value.empty() ? name + ";" : name + ": " + value);
    }
    if (!typed) good = good && add("Content-Type:"); // libcurl would call every body a form
    if (!good) return fail(ErrorCode::Internal, "The HTTP library ran out of memory.");
    return {};
}

void CurlTransfer::setUp() {
    CURL* easy = m_easy.get();
    ::curl_easy_setopt(easy, CURLOPT_URL, m_request.url.c_str());
    setSafety(easy, m_request);
    ::curl_easy_setopt(easy, CURLOPT_HTTPHEADER, m_headers.get());
    ::curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_request.connectTimeout.count()));
    ::curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(m_request.timeout.count()));
    ::curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    // A name that takes long to resolve is left to its thread when the transfer is cancelled; else the clean-up waits for it.
    ::curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    ::curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_errorText.data());
    ::curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, takeBody);
    ::curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    ::curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, takeHeader);
    ::curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
}

std::uint64_t CurlTransfer::bodySent() const {
    curl_off_t sent = 0;
    ::curl_easy_getinfo(m_easy.get(), CURLINFO_SIZE_UPLOAD_T, &sent);
    return static_cast<std::uint64_t>(std::max<curl_off_t>(0, sent));
}

Result<void> CurlTransfer::checkStill() {
    if (!m_stall) return {};
    curl_off_t received = 0;
    long head = 0;
    ::curl_easy_getinfo(m_easy.get(), CURLINFO_SIZE_DOWNLOAD_T, &received);
    ::curl_easy_getinfo(m_easy.get(), CURLINFO_HEADER_SIZE, &head);
    const auto crossed = bodySent() + static_cast<std::uint64_t>(received + head);
    const auto came = crossed - m_crossed;
    if (came >= m_least) {
        m_crossed = crossed;
        stirred();
    }
    if (std::chrono::steady_clock::now() - m_lastStir < *m_stall) return {};
    return fail(ErrorCode::TimedOut, originOf(m_request.url) + " took and said " +
                                         (came == 0 ? "nothing" : "only " + std::to_string(came) + " bytes") + " for " +
                                         std::to_string(m_stall->count()) + " ms.");
}

// A stopped token wakes the poll at once.
Result<CURLcode> CurlTransfer::run(std::stop_token stop) {
    CURLM* multi = m_lent != nullptr ? m_lent : m_multi.get();
    const std::stop_callback wake(stop, [multi] { ::curl_multi_wakeup(multi); });
    int running = 1;
    while (running > 0) {
        if (stop.stop_requested()) return fail(cancelled());
        auto code = ::curl_multi_perform(multi, &running);
        if (running > 0) ALULA_TRY(checkStill());
        if (code == CURLM_OK && running > 0) code = ::curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
        if (code != CURLM_OK)
            return fail(ErrorCode::Internal, std::string("The HTTP library failed: ") + ::curl_multi_strerror(code));
    }
    int left = 0;
    while (const CURLMsg* message = ::curl_multi_info_read(multi, &left)) {
        if (message->msg == CURLMSG_DONE) return message->data.result;
    }
    return fail(ErrorCode::Internal, "The HTTP library ended a transfer without saying how.");
}

Result<HttpResponse> CurlTransfer::perform(std::stop_token stop) {
    stirred();
    CURLM* multi = m_lent != nullptr ? m_lent : m_multi.get();
    ::curl_multi_add_handle(multi, m_easy.get());
    const auto done = run(std::move(stop));
    long status = 0;
    ::curl_easy_getinfo(m_easy.get(), CURLINFO_RESPONSE_CODE, &status);
    ::curl_multi_remove_handle(multi, m_easy.get());
    if (m_error) return fail(*std::move(m_error));
    if (!done) return fail(done.error());
    if (*done != CURLE_OK) return fail(errorOf(*done));
    // libcurl takes a head that was cut off for a whole one: an answer without the headers that did not come.
    if (!m_headEnded) return fail(ErrorCode::Network, originOf(m_request.url) + " broke off in the middle of its answer.");
    m_response.status = static_cast<int>(status);
    return std::move(m_response);
}

} // namespace alula
