// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/request_head.h"

#include "shared/base/bytes.h"

#include <algorithm>
#include <optional>

namespace alula {

namespace {
constexpr std::size_t kMaxFields = 99; // besides the length: QHttpServer reads a hundred at most, and take() always tells one
constexpr std::size_t kMaxMethod = 32;
constexpr std::string_view kLength = "content-length";

using Refused = std::optional<Refusal>;

std::unexpected<Refusal> refuse(int status, std::string sentence) {
    return std::unexpected(Refusal{status, std::move(sentence)});
}

bool isTokenChar(char c) { // RFC 9110 §5.6.2
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("!#$%&'*+-.^_`|~").contains(c);
}
bool isToken(std::string_view text) { return !text.empty() && std::ranges::all_of(text, isTokenChar); }
bool isVisible(char c) { return c > 0x20 && c < 0x7f; }

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// "http://host:80/a?b" → "/a?b"
std::optional<std::string> originForm(std::string_view target) {
    if (target == "*" || target.starts_with('/')) return std::string(target);
    const std::string scheme = lowered(target.substr(0, 8));
    if (!scheme.starts_with("http://") && scheme != "https://") return std::nullopt;
    target.remove_prefix(target.find("//") + 2);
    const auto end = target.find_first_of("/?#");
    if (end == std::string_view::npos) return "/";
    return target[end] == '/' ? std::string(target.substr(end)) : "/" + std::string(target.substr(end));
}

Refused parseRequestLine(std::string_view line, RequestHead& head) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return Refusal{400, "The request line is not HTTP."};
    const std::string_view method = line.substr(0, first);
    const std::string_view target = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    if (version.size() != 8 || !version.starts_with("HTTP/")) return Refusal{400, "The request line is not HTTP."};
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return Refusal{505, "This server speaks HTTP/1.1."};
    if (!isToken(method) || method.size() > kMaxMethod) return Refusal{400, "The request method is not one of HTTP."};
    if (!std::ranges::all_of(target, isVisible))
        return Refusal{400, "The request target has characters that must be percent-encoded."};
    const auto origin = originForm(target);
    if (!origin) return Refusal{400, "The request target must be a path."};
    head.method = method;
    head.target = *origin;
    head.keepAlive = head.http11 = version == "HTTP/1.1";
    return std::nullopt;
}

Refused parseField(std::string_view line, RequestHead& head) {
    const auto colon = line.find(':');
    // A line that starts with white space (folding) or has it before the colon fails here, as RFC 9112 §5 wants.
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon))) return Refusal{400, "A header line is not HTTP."};
    std::string name = lowered(line.substr(0, colon));
    if (name != kLength && head.fields.size() - head.count(kLength) == kMaxFields)
        return Refusal{431, "The request has too many headers."};
    head.fields.push_back({std::move(name), std::string(trimmed(line.substr(colon + 1)))});
    return std::nullopt;
}

// Where the body ends must have one answer only (request smuggling, RFC 9112 §6.3).
Refused findBodyLength(RequestHead& head, bool http11) {
    const auto lengths = head.count(kLength);
    const auto codings = head.count("transfer-encoding");
    if (lengths > 1) return Refusal{400, "The request has more than one Content-Length."};
    if (lengths == 1 && codings > 0) return Refusal{400, "The request has both a Content-Length and a Transfer-Encoding."};
    if (codings > 0) {
        if (!http11 || codings > 1 || lowered(head.value("transfer-encoding")) != "chunked")
            return Refusal{400, "The only Transfer-Encoding understood here is chunked."};
        head.chunked = true;
    }
    if (lengths == 1) {
        const std::string_view text = head.value(kLength);
        if (text.empty() || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
            return Refusal{400, "The Content-Length is not a number."};
        // A number too large for 64 bits is too large in any case.
        head.contentLength = parseNumber<std::uint64_t>(text).value_or(UINT64_MAX);
    }
    return std::nullopt;
}

bool listHas(std::string_view list, std::string_view wanted) {
    const std::string text = lowered(list);
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto comma = std::min(rest.find(','), rest.size());
        if (trimmed(rest.substr(0, comma)) == wanted) return true;
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return false;
}

void findConnection(RequestHead& head, bool http11) {
    for (const auto& field : head.fields) {
        if (field.name == "connection" && listHas(field.value, "close")) head.keepAlive = false;
        if (field.name == "connection" && !http11 && listHas(field.value, "keep-alive")) head.keepAlive = true;
    }
    head.expectsContinue = http11 && lowered(head.value("expect")) == "100-continue";
}
} // namespace

std::size_t RequestHead::count(std::string_view name) const {
    return static_cast<std::size_t>(std::ranges::count(fields, name, &Field::name));
}

std::string_view RequestHead::value(std::string_view name) const {
    const auto found = std::ranges::find(fields, name, &Field::name);
    return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

std::expected<RequestHead, Refusal> parseRequestHead(std::string_view text) {
    RequestHead head;
    bool first = true;
    while (!text.empty()) {
        const auto end = text.find("\r\n");
        if (end == std::string_view::npos) return refuse(400, "The request head is cut off.");
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 2);
        auto refused = first ? parseRequestLine(line, head) : parseField(line, head);
        if (refused) return std::unexpected(*std::move(refused));
        first = false;
    }
    if (first) return refuse(400, "The request is empty.");
    const bool http11 = head.keepAlive;
    if (head.count("host") > 1) return refuse(400, "The request has more than one Host.");
    if (auto refused = findBodyLength(head, http11)) return std::unexpected(*std::move(refused));
    findConnection(head, http11);
    return head;
}

} // namespace alula
