// SPDX-License-Identifier: GPL-3.0-or-later
// What anybody may send to the REST port before QHttpServer or authentication see any of it. The input: how the bytes are cut
// into packets, then the bytes.
#include "daemon/rest/authentication.h"
#include "daemon/rest/request_framer.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>

using namespace alula;

namespace {

// As the real one does it: a body is worth waiting for where a route takes one.
std::expected<std::uint64_t, Refusal> admit(const RequestHead& head) {
    if (head.target.starts_with("/no")) return std::unexpected(Refusal{404, "The requested resource does not exist."});
    if (head.target.starts_with("/small")) return 16;
    return kMaxRequestBody;
}

struct Outcome {
    std::vector<std::string> requests;
    int refused = 0; // status
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

void checkHead(const RequestHead& head) {
    fuzz::require(head.count("host") <= 1 && head.count("content-length") <= 1, "what borders depend on is said once");
    fuzz::require(!head.chunked || head.count("content-length") == 0, "a body has one length");
    fuzz::require(head.target == "*" || head.target.starts_with('/'), "a target is a path");
    static const Authentication authentication("a token of the node");
    (void)authentication.check(head.value("authorization"));
}

// QHttpServer gets what we saw and nothing else: one request, with the same borders.
void checkTaken(const std::string& request) {
    RequestFramer second(admit);
    fuzz::require(second.feed(request) == RequestFramer::State::Complete, "what is passed on is a whole request");
    checkHead(second.head());
    fuzz::require(!second.head().chunked && second.head().count("connection") == 0, "what is of one hop ends here");
    fuzz::require(second.head().contentLength <= kMaxRequestBody, "bodies are bounded");
    const std::string once = second.take();
    fuzz::require(second.feed({}) == RequestFramer::State::Idle, "nothing hides behind a request that is passed on");
    fuzz::require(once.size() == request.size(), "the second reader sees what the first saw");
}

Outcome run(std::string_view bytes, std::size_t step) {
    RequestFramer framer(admit);
    Outcome outcome;
    while (!bytes.empty()) {
        const auto packet = bytes.substr(0, step);
        bytes.remove_prefix(packet.size());
        auto state = framer.feed(packet);
        while (state == RequestFramer::State::Complete) {
            checkHead(framer.head());
            outcome.requests.push_back(framer.take());
            state = framer.feed({});
        }
        if (state == RequestFramer::State::Refused) {
            fuzz::require(framer.refusal().status >= 400 && !framer.refusal().sentence.empty(), "a refusal says why");
            outcome.refused = framer.refusal().status;
            break;
        }
    }
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const std::size_t step = std::size_t{input.byte()} + 1;
    const std::string_view bytes = input.rest();
    const Outcome whole = run(bytes, bytes.size() + 1);
    fuzz::require(run(bytes, step) == whole, "requests do not depend on how the bytes come");
    for (const auto& request : whole.requests) checkTaken(request);
    return 0;
}

std::vector<fuzz::Seed> fuzz::seeds() {
    const std::string head = "Host: node:8080\r\nAuthorization: Bearer a token of the node\r\n";
    return {
        {"get", "\x07GET /healthz HTTP/1.1\r\n" + head + "\r\n"},
        {"post", "\x07POST /api/servers/x/backup HTTP/1.1\r\n" + head +
                     "Content-Type: application/json\r\nContent-Length: 17\r\n\r\n{\"adapter\":\"s3\"}\nGET / HTTP/1.1\r\nHost: "
                     "a\r\n\r\n"},
        {"chunked", "\x03POST /api HTTP/1.1\r\n" + head +
                        "Transfer-Encoding: chunked\r\nExpect: "
                        "100-continue\r\n\r\n4;a=b\r\nabcd\r\n0a\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n"},
        {"absolute",
         "\x05"
         "OPTIONS http://node/a?b HTTP/1.0\r\nConnection: keep-alive, x\r\n\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"},
        {"small", "\x01PUT /small HTTP/1.1\r\nHost: a\r\nContent-Length: 16\r\nUpgrade: h2c\r\n\r\n0123456789abcdef"},
    };
}
