// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/request_head.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace alula {

// Takes the chunked coding (RFC 9112 §7.1) off a body, byte by byte as it comes, and keeps nothing but the body.
// Why not leave it to QHttpServer: its decoder (6.8.2) has no bound, takes negative sizes, and loses its place when
// a CR LF comes in two packets.
class ChunkedDecoder {
public:
    // Appends what is decoded to `body`, never beyond `maxBody`; cuts what it used off `input`.
    std::optional<Refusal> feed(std::string_view& input, std::string& body, std::uint64_t maxBody);
    bool done() const { return m_part == Part::Done; }

private:
    enum class Part : std::uint8_t { Size, Data, DataEnd, Trailer, Done };

    std::optional<Refusal> endLine();
    std::optional<Refusal> takeLineByte(char c);

    Part m_part = Part::Size;
    std::string m_line;       // size line, trailer line, or the CR LF after a chunk
    std::uint64_t m_left = 0; // bytes of this chunk still to come
    std::uint64_t m_trailerBytes = 0;
};

} // namespace alula
