// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/chunked_decoder.h"

#include "shared/base/bytes.h"

#include <algorithm>

namespace alula {

namespace {
constexpr std::size_t kMaxLine = 256; // size with its extensions
constexpr std::uint64_t kMaxTrailers = 4_KiB;
constexpr std::size_t kMaxSizeDigits = 8;

Refusal broken() { return {400, "The chunked body is not well-formed."}; }
bool isHexDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
} // namespace

// m_line is a whole line with its CR LF.
std::optional<Refusal> ChunkedDecoder::endLine() {
    const std::string line = m_line.substr(0, m_line.size() - 2);
    m_line.clear();
    switch (m_part) {
    case Part::Size: {
        const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(line, isHexDigit) - line.begin());
        const bool ended = digits == line.size() || std::string_view("; \t").contains(line[digits]);
        if (digits == 0 || digits > kMaxSizeDigits || !ended) return broken();
        m_left = parseNumber<std::uint64_t>(std::string_view(line).substr(0, digits), 16).value_or(0);
        m_part = m_left == 0 ? Part::Trailer : Part::Data;
        return std::nullopt;
    }
    case Part::DataEnd:
        if (!line.empty()) return broken();
        m_part = Part::Size;
        return std::nullopt;
    case Part::Trailer:
        if (line.empty()) m_part = Part::Done; // trailers are thrown away: nobody asked for them
        return std::nullopt;
    case Part::Data:
    case Part::Done: break;
    }
    return std::nullopt;
}

std::optional<Refusal> ChunkedDecoder::takeLineByte(char c) {
    if (m_part == Part::Trailer && ++m_trailerBytes > kMaxTrailers)
        return Refusal{431, "The trailers of the body are too large."};
    const std::size_t limit = m_part == Part::DataEnd ? 2 : kMaxLine;
    if (m_line.size() == limit) return broken();
    m_line += c;
    if (c != '\n') return std::nullopt;
    if (m_line.size() < 2 || m_line[m_line.size() - 2] != '\r') return broken();
    return endLine();
}

std::optional<Refusal> ChunkedDecoder::feed(std::string_view& input, std::string& body, std::uint64_t maxBody) {
    while (!input.empty() && m_part != Part::Done) {
        if (m_part == Part::Data) {
            const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, input.size()));
            body.append(input.substr(0, take));
            input.remove_prefix(take);
            m_left -= take;
            if (m_left == 0) m_part = Part::DataEnd;
            continue;
        }
        const char c = input.front();
        input.remove_prefix(1);
        if (auto refused = takeLineByte(c)) return refused;
        if (m_part == Part::Data && m_left > maxBody - std::min<std::uint64_t>(maxBody, body.size()))
            return Refusal{413, "The request body is too large."};
    }
    return std::nullopt;
}

} // namespace alula
