// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/net/curl_transfer.h"
#include "shared/engine/net/http_request_check.h"
#include "shared/engine/net/http_uploader.h"

#include <algorithm>
#include <cstdio>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <sys/socket.h>

namespace alula {

namespace {

// Bytes that the kernel may hold unsent. Without a bound its buffer grows to 4 MiB: on a slow line it drains for minutes after the
// last byte was written, which looks like a peer that stands still.
constexpr int kUnsent = 128 << 10;

// What libcurl's callbacks of one upload work on.
struct Sending {
    const HttpUpload& upload;
    CurlTransfer& transfer;
    std::stop_token stop;
    std::uint64_t offset = 0;
    std::optional<Error> error; // why reading ended
};

std::size_t giveBody(char* into, std::size_t size, std::size_t count, void* from) noexcept {
    auto& sending = *static_cast<Sending*>(from);
    const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(size * count, sending.upload.length - sending.offset));
    if (room == 0) return 0;
    auto got = sending.upload.read({reinterpret_cast<std::uint8_t*>(into), room}, sending.offset);
    if (got && *got == 0) got = fail(ErrorCode::Io, "what is to be uploaded is shorter than it was");
    if (got && sending.upload.pace != nullptr) {
        // Blocks this transfer only, and hears the token: libcurl has nothing to do for it meanwhile.
        if (auto taken = sending.upload.pace->take(*got, sending.stop); !taken) got = fail(std::move(taken).error());
    }
    sending.transfer.stirred();
    if (!got) {
        sending.error = std::move(got).error();
        return CURL_READFUNC_ABORT;
    }
    sending.offset += *got;
    return *got;
}

int rewindBody(void* from, curl_off_t offset, int origin) noexcept {
    auto& sending = *static_cast<Sending*>(from);
    if (origin != SEEK_SET || offset < 0 || static_cast<std::uint64_t>(offset) > sending.upload.length) return CURL_SEEKFUNC_FAIL;
    sending.offset = static_cast<std::uint64_t>(offset);
    return CURL_SEEKFUNC_OK;
}

int keepSendBufferShort(void*, curl_socket_t socket, curlsocktype) noexcept {
    ::setsockopt(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsent, sizeof(kUnsent)); // refused: a longer buffer, no harm
    return CURL_SOCKOPT_OK;
}

HttpRequest requestOf(const HttpUpload& upload) {
    HttpRequest request;
    request.method = "PUT";
    request.url = upload.url;
    request.headers = upload.headers;
    request.connectTimeout = upload.connectTimeout;
    request.timeout = std::chrono::milliseconds(0);
    request.maxResponse = upload.maxResponse;
    request.caFile = upload.caFile;
    return request;
}

void setBody(CURL* easy, Sending& sending) {
    ::curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    ::curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(sending.upload.length));
    ::curl_easy_setopt(easy, CURLOPT_READFUNCTION, giveBody);
    ::curl_easy_setopt(easy, CURLOPT_READDATA, &sending);
    ::curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, rewindBody);
    ::curl_easy_setopt(easy, CURLOPT_SEEKDATA, &sending);
    ::curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, keepSendBufferShort);
}

// What a store says. A body longer than allowed ends the transfer and is cut: it is a proxy's page, and the status says enough.
class Reply {
public:
    Reply(CurlTransfer& transfer, std::size_t most) : m_most(most) {
        transfer.receiveInto({.head = [this](const HttpResponse& head) -> Result<void> {
                                  m_heard = head;
                                  return {};
                              },
                              .body = [this](ByteSpan bytes) { return take(bytes); }});
    }
    // After the transfer.
    Result<HttpResponse> of(Result<HttpResponse> performed) && {
        if (!performed && !m_cut) return performed;
        return std::move(m_heard);
    }

private:
    Result<void> take(ByteSpan bytes) {
        const auto room = std::min(bytes.size(), m_most - m_heard.body.size());
        m_heard.body.append(reinterpret_cast<const char*>(bytes.data()), room);
        m_cut = room < bytes.size();
        return m_cut ? fail(ErrorCode::Protocol, "the answer is too long") : Result<void>();
    }

    const std::size_t m_most;
    HttpResponse m_heard;
    bool m_cut = false;
};

} // namespace

Result<HttpResponse> CurlHttpUploader::put(const HttpUpload& upload, std::stop_token stop) {
    const HttpRequest request = requestOf(upload);
    ALULA_ASSIGN(const auto transfer, CurlTransfer::make(request));
    Sending sending{upload, *transfer, stop, 0, std::nullopt};
    setBody(transfer->easy(), sending);
    transfer->endWhenStill(upload.stall);
    Reply reply(*transfer, upload.maxResponse);
    auto performed = transfer->perform(stop);
    if (!performed && sending.error) return fail(*std::move(sending.error));
    ALULA_ASSIGN(auto answer, std::move(reply).of(std::move(performed)));
    // libcurl is content when the peer answers early and closes. A no is one at any time; a yes to half a body is none.
    const bool yes = answer.status >= 200 && answer.status < 300;
    if (yes && transfer->bodySent() != upload.length)
        return fail(ErrorCode::Network, originOf(upload.url) + " answered before it had taken all that was to be sent.");
    return answer;
}

} // namespace alula
