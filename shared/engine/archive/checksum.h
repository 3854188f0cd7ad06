// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/engine/archive/archive_types.h"

#include <array>
#include <cstdint>
#include <memory>

namespace alula {

// CRC-64/NVME (ISA-L: crc64 rocksoft, reflected). Goes on from `crc`, the value of what came before: crc64(b, crc64(a)) is that
// of a and b.
std::uint64_t crc64(ByteSpan bytes, std::uint64_t crc = 0);
// The CRC-64 of a + b from those of a and b, in O(log lengthB).
std::uint64_t crc64Combine(std::uint64_t crcA, std::uint64_t crcB, std::uint64_t lengthB);
// The CRC-64 of so many zero bytes, in O(log length): holes.
std::uint64_t crc64Zeros(std::uint64_t length);

// gzip's CRC-32 (RFC 1952), chained like crc64.
std::uint32_t crc32(ByteSpan bytes, std::uint32_t crc = 0);

std::uint64_t xxh3(ByteSpan bytes);

// XXH3 of a stream, in 64 or 128 bits. One thread at a time.
class Xxh3 {
public:
    Xxh3();
    ~Xxh3();
    Xxh3(Xxh3&&) noexcept;
    Xxh3& operator=(Xxh3&&) noexcept;
    void update(ByteSpan bytes);
    std::uint64_t digest64() const;
    Fingerprint digest128() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// SHA-1 of a stream, as the panel wants it of an archive. One thread at a time.
class Sha1 {
public:
    Sha1();
    ~Sha1();
    Sha1(Sha1&&) noexcept;
    Sha1& operator=(Sha1&&) noexcept;
    void update(ByteSpan bytes);
    // As update(), when it is known what state() is then: only what lies behind the last multiple of 64 is looked at.
    void skip(ByteSpan bytes, const Sha1State& then);
    // After the last multiple of 64 bytes of all that was given.
    Sha1State state() const;
    Sha1Digest finish(); // once

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace alula
