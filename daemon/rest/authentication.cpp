// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/authentication.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>

namespace alula {

namespace {
constexpr std::string_view kScheme = "bearer ";

bool hasScheme(std::string_view text) { // schemes are told in any case (RFC 9110 §11.1)
    if (text.size() < kScheme.size()) return false;
    return std::ranges::equal(text.substr(0, kScheme.size()), kScheme, [](char have, char want) {
        return (have >= 'A' && have <= 'Z' ? static_cast<char>(have - 'A' + 'a') : have) == want;
    });
}
} // namespace

Authentication::Digest Authentication::digestOf(std::string_view text) {
    Digest digest{};
    ::SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    return digest;
}

Authentication::Authentication(std::string_view token) : m_anyToken(!token.empty()), m_digest(digestOf(token)) {}

Authentication::Verdict Authentication::check(std::string_view authorization) const {
    if (!hasScheme(authorization)) return Verdict::NoCredentials;
    authorization.remove_prefix(kScheme.size());
    if (authorization.empty()) return Verdict::NoCredentials;
    const Digest shown = digestOf(authorization);
    const bool equal = ::CRYPTO_memcmp(shown.data(), m_digest.data(), shown.size()) == 0;
    return equal && m_anyToken ? Verdict::Granted : Verdict::WrongToken;
}

} // namespace alula
