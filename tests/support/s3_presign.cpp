// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/s3_presign.h"

#include "shared/base/bytes.h"

#include <array>
#include <format>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdexcept>

namespace alula::test {

namespace {

std::string hmac(std::string_view key, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> out;
    unsigned int size = 0;
    if (!::HMAC(::EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
                text.size(), out.data(), &size))
        throw std::runtime_error("HMAC failed");
    return {reinterpret_cast<const char*>(out.data()), size};
}

std::string sha256(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> out;
    unsigned int size = 0;
    if (::EVP_Digest(text.data(), text.size(), out.data(), &size, ::EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 failed");
    return {reinterpret_cast<const char*>(out.data()), size};
}

} // namespace

std::string percentEncoded(std::string_view text, bool keepSlashes) {
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~").contains(c) || (keepSlashes && c == '/');
        encoded += plain ? std::string(1, c) : std::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

std::string presign(const S3Permission& permission, const S3Keys& keys) {
    const auto at = std::chrono::floor<std::chrono::seconds>(permission.signedAt);
    const auto day = std::format("{:%Y%m%d}", at);
    const auto time = std::format("{:%Y%m%dT%H%M%SZ}", at);
    const auto scope = day + "/" + keys.region + "/s3/aws4_request";

    auto query = permission.query;
    query["X-Amz-Algorithm"] = "AWS4-HMAC-SHA256";
    query["X-Amz-Credential"] = keys.access + "/" + scope;
    query["X-Amz-Date"] = time;
    query["X-Amz-Expires"] = std::to_string(permission.lifetime.count());
    query["X-Amz-SignedHeaders"] = "host";
    std::string queryText;
    for (const auto& [name, value] : query)
        queryText += (queryText.empty() ? "" : "&") + percentEncoded(name) + "=" + percentEncoded(value);

    const auto path = percentEncoded(permission.path, true);
    const auto host = permission.endpoint.substr(permission.endpoint.find("://") + 3);
    const auto request = permission.method + "\n" + path + "\n" + queryText + "\nhost:" + host + "\n\nhost\nUNSIGNED-PAYLOAD";
    const auto toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hex(asBytes(sha256(request)));
    const auto key = hmac(hmac(hmac(hmac("AWS4" + keys.secret, day), keys.region), "s3"), "aws4_request");
    return permission.endpoint + path + "?" + queryText + "&X-Amz-Signature=" + hex(asBytes(hmac(key, toSign)));
}

} // namespace alula::test
