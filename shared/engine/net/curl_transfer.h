// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/engine/net/http_client.h"

#include <array>
#include <chrono>
#include <curl/curl.h>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace alula {

struct FreeCurl {
    void operator()(CURL* easy) const { ::curl_easy_cleanup(easy); }
};
struct FreeCurlMulti {
    void operator()(CURLM* multi) const { ::curl_multi_cleanup(multi); }
};
struct FreeCurlList {
    void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
};

// One exchange through libcurl with the rules of this house set: no proxy, no redirects, http and https only, bounded answer, no
// signals, a stopped token heard at once. What is special about one kind of exchange (method, body, where the answer goes) is set
// on easy() between make() and perform(). Used once, on one thread.
class CurlTransfer {
public:
    // Refuses what checkRequest() refuses. The request outlives the transfer; its method and body are left to the caller; a timeout
    // of 0 is none.
    static Result<std::unique_ptr<CurlTransfer>> make(const HttpRequest& request);

    CURL* easy() const { return m_easy.get(); }

    // For an answer that is not to be gathered: the head comes before the first byte of the body. An error of theirs ends the
    // transfer, and is perform()'s.
    struct Receiver {
        std::function<Result<void>(const HttpResponse&)> head;
        std::function<Result<void>(ByteSpan)> body;
    };
    void receiveInto(Receiver receiver) { m_receiver = std::move(receiver); }
    // Connections of earlier transfers are taken from there, and left there. It outlives the transfer; one transfer at a time.
    void keepConnectionsIn(CURLM* multi) { m_lent = multi; }

    // TimedOut when fewer than `least` bytes cross the line in so long; looked at after every step, at least once a second.
    void endWhenStill(std::chrono::milliseconds stall, std::uint64_t least = 1) {
        m_stall = stall;
        m_least = least;
    }
    // For the callbacks: the peer has taken what there was for it; for so long it was not the peer that was slow.
    void stirred() { m_lastStir = std::chrono::steady_clock::now(); }
    void peerWasNotWaitedFor(std::chrono::steady_clock::duration time) { m_lastStir += time; }
    std::uint64_t bodySent() const; // bytes that have left

    // Runs it to its end; once.
    Result<HttpResponse> perform(std::stop_token stop);

private:
    explicit CurlTransfer(const HttpRequest& request) : m_request(request) {}
    Result<void> setHeaders();
    void setUp();
    Result<CURLcode> run(std::stop_token stop);
    Result<void> checkStill();
    Error errorOf(CURLcode code) const;
    Result<void> headEnded();
    static std::size_t takeBody(char* data, std::size_t size, std::size_t count, void* to) noexcept;
    static std::size_t takeHeader(char* data, std::size_t size, std::size_t count, void* to) noexcept;

    const HttpRequest& m_request;
    std::unique_ptr<curl_slist, FreeCurlList> m_headers;
    std::unique_ptr<CURLM, FreeCurlMulti> m_multi;
    std::unique_ptr<CURL, FreeCurl> m_easy;
    CURLM* m_lent = nullptr; // in place of m_multi
    HttpResponse m_response;
    std::optional<Receiver> m_receiver;
    std::optional<Error> m_error; // the receiver's
    std::optional<std::chrono::milliseconds> m_stall;
    std::chrono::steady_clock::time_point m_lastStir{};
    std::uint64_t m_least = 1, m_crossed = 0;
    bool m_headEnded = false;
    bool m_tooLarge = false;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
};

} // namespace alula
