// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/gzip_stream.h"

#include <algorithm>
#include <isa-l/igzip_lib.h>

namespace alula {
namespace {
constexpr std::size_t kOutput = 256_KiB;
}

struct GzipStream::Inflater {
    inflate_state state;
    Inflater() { isal_inflate_init(&state); }
};

GzipStream::GzipStream(ByteSource& source, Options options)
    : m_source(source), m_options(std::move(options)), m_inflater(std::make_unique<Inflater>()), m_in(m_options.inputChunk),
      m_out(kOutput) {
    m_inflater->state.avail_in = 0;
}
GzipStream::~GzipStream() = default;

Error GzipStream::damaged(const std::string& what) const {
    return Error(ErrorCode::Corrupt, "The archive " + what + " (near byte " + std::to_string(m_offset) + ").");
}

Result<bool> GzipStream::fill() {
    inflate_state& state = m_inflater->state;
    if (m_options.stop.stop_requested()) return fail(cancelled());
    if (m_options.load) {
        ALULA_TRY(m_options.load->checkpoint(m_options.stop));
        ALULA_TRY(m_options.load->read.take(m_in.size(), m_options.stop));
    }
    ALULA_ASSIGN(const std::size_t n, m_source.read(m_in, m_offset));
    m_source.forget(m_offset, n);
    m_offset += n;
    state.next_in = m_in.data();
    state.avail_in = static_cast<std::uint32_t>(n);
    return n > 0;
}

Result<bool> GzipStream::enterNextMember() {
    inflate_state& state = m_inflater->state;
    bool padding = false;
    for (;;) {
        if (state.avail_in == 0) {
            ALULA_ASSIGN(const bool more, fill());
            if (!more) break;
        }
        if (m_any && *state.next_in == 0) {
            padding = true;
            ++state.next_in;
            --state.avail_in;
            continue;
        }
        if (padding || *state.next_in != 0x1f) return fail(damaged(m_any ? "has something behind its end" : "is not gzip"));
        const auto next = state.next_in;
        const auto available = state.avail_in;
        isal_inflate_reset(&state);
        state.crc_flag = ISAL_GZIP; // header and trailer too
        state.next_in = next;
        state.avail_in = available;
        m_any = true;
        return true;
    }
    if (!m_any) return fail(damaged("is empty"));
    return false;
}

Result<ByteSpan> GzipStream::inflate() {
    inflate_state& state = m_inflater->state;
    state.next_out = m_out.data();
    state.avail_out = static_cast<std::uint32_t>(m_out.size());
    while (state.avail_out > 0 && m_inMember) {
        const int result = isal_inflate(&state);
        if (result == ISAL_INCORRECT_CHECKSUM) return fail(damaged("does not have its checksum"));
        if (result < 0) return fail(damaged("is damaged: it cannot be unpacked"));
        if (state.block_state == ISAL_BLOCK_FINISH) {
            m_inMember = false;
        } else if (state.avail_in == 0 && state.avail_out > 0) {
            ALULA_ASSIGN(const bool more, fill());
            if (!more) return fail(damaged("ends in the middle: it was cut"));
        }
    }
    return ByteSpan(m_out).first(m_out.size() - state.avail_out);
}

Result<ByteSpan> GzipStream::next() {
    for (;;) {
        if (!m_inMember) {
            ALULA_ASSIGN(m_inMember, enterNextMember());
            if (!m_inMember) return ByteSpan();
        }
        ALULA_ASSIGN(const ByteSpan bytes, inflate());
        if (bytes.empty()) continue; // a member without contents
        m_produced += bytes.size();
        m_zeros = alula::trailingZeros(m_zeros, bytes);
        return bytes;
    }
}

} // namespace alula
