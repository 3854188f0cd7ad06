// SPDX-License-Identifier: GPL-3.0-or-later
#define OPENSSL_SUPPRESS_DEPRECATED // see Sha1::State
#include "shared/engine/archive/checksum.h"

#include <isa-l/crc.h>
#include <isa-l/crc64.h>
#include <new>
#include <openssl/sha.h>
#include <xxhash.h>

namespace alula {
namespace {

// CRC-64/NVME's polynomial, reflected: bit 63 is the coefficient of x^0.
constexpr std::uint64_t kPolynomial = 0x9a6c9329ac4bc9b5;

// a × b mod the polynomial, both reflected (the method of zlib's crc32_combine).
constexpr std::uint64_t multiply(std::uint64_t a, std::uint64_t b) {
    std::uint64_t product = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 63; bit != 0; bit >>= 1) {
        if (a & bit) product ^= b;
        b = b & 1 ? (b >> 1) ^ kPolynomial : b >> 1;
    }
    return product;
}

// x^(8 × 2^n): what 2^n zero bytes do to a remainder.
constexpr std::array<std::uint64_t, 64> makePowers() {
    std::array<std::uint64_t, 64> powers{};
    powers[0] = std::uint64_t{1} << (63 - 8);
    for (std::size_t n = 1; n < powers.size(); ++n) powers[n] = multiply(powers[n - 1], powers[n - 1]);
    return powers;
}
constexpr auto kPowers = makePowers();

std::uint64_t shift(std::uint64_t remainder, std::uint64_t bytes) {
    for (std::size_t n = 0; bytes != 0; ++n, bytes >>= 1)
        if (bytes & 1) remainder = multiply(kPowers.at(n), remainder);
    return remainder;
}

} // namespace

std::uint64_t crc64(ByteSpan bytes, std::uint64_t crc) { return crc64_rocksoft_refl(crc, bytes.data(), bytes.size()); }

std::uint64_t crc64Combine(std::uint64_t crcA, std::uint64_t crcB, std::uint64_t lengthB) { return shift(crcA, lengthB) ^ crcB; }

std::uint64_t crc64Zeros(std::uint64_t length) { return ~shift(~std::uint64_t{0}, length); }

std::uint32_t crc32(ByteSpan bytes, std::uint32_t crc) { return crc32_gzip_refl(crc, bytes.data(), bytes.size()); }

std::uint64_t xxh3(ByteSpan bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

struct Xxh3::State {
    XXH3_state_t* xxh = XXH3_createState();
    State() {
        if (!xxh) throw std::bad_alloc();
        XXH3_128bits_reset(xxh);
    }
    ~State() { XXH3_freeState(xxh); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

Xxh3::Xxh3() : m_state(std::make_unique<State>()) {}
Xxh3::~Xxh3() = default;
Xxh3::Xxh3(Xxh3&&) noexcept = default;
Xxh3& Xxh3::operator=(Xxh3&&) noexcept = default;

// The 64- and the 128-bit form have one state and one update; they differ in the digest (xxhash.h).
void Xxh3::update(ByteSpan bytes) { XXH3_128bits_update(m_state->xxh, bytes.data(), bytes.size()); }
std::uint64_t Xxh3::digest64() const { return XXH3_64bits_digest(m_state->xxh); }
Fingerprint Xxh3::digest128() const {
    const XXH128_hash_t digest = XXH3_128bits_digest(m_state->xxh);
    return {digest.high64, digest.low64};
}

// Its words are public, those of an EVP_MD_CTX are not: hence OpenSSL's older interface, whose code is the same (ADR 29).
struct Sha1::State {
    SHA_CTX context;
    State() {
        if (SHA1_Init(&context) != 1) throw std::bad_alloc();
    }
    std::uint64_t bits() const { return std::uint64_t{context.Nh} << 32 | context.Nl; }
};

Sha1::Sha1() : m_state(std::make_unique<State>()) {}
Sha1::~Sha1() = default;
Sha1::Sha1(Sha1&&) noexcept = default;
Sha1& Sha1::operator=(Sha1&&) noexcept = default;

void Sha1::update(ByteSpan bytes) { SHA1_Update(&m_state->context, bytes.data(), bytes.size()); }

void Sha1::skip(ByteSpan bytes, const Sha1State& then) {
    SHA_CTX& context = m_state->context;
    const std::size_t behind = (context.num + bytes.size()) % SHA_CBLOCK;
    if (context.num + bytes.size() >= SHA_CBLOCK) {
        const std::uint64_t bits = m_state->bits() + 8 * (std::uint64_t{bytes.size()} - behind);
        const auto& [a, b, c, d, e] = then.words;
        context.h0 = a;
        context.h1 = b;
        context.h2 = c;
        context.h3 = d;
        context.h4 = e;
        context.Nl = static_cast<SHA_LONG>(bits);
        context.Nh = static_cast<SHA_LONG>(bits >> 32);
        context.num = 0;
        bytes = bytes.last(behind);
    }
    update(bytes);
}

Sha1State Sha1::state() const {
    const SHA_CTX& context = m_state->context;
    return {{context.h0, context.h1, context.h2, context.h3, context.h4}};
}

Sha1Digest Sha1::finish() {
    Sha1Digest digest{};
    SHA1_Final(digest.data(), &m_state->context);
    return digest;
}

} // namespace alula
