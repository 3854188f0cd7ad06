// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/s3_error.h"

#include <algorithm>
#include <array>

namespace alula {
namespace {

constexpr std::size_t kMostText = 200;

// The text of the first element of that name; a message is worth no XML parser.
std::string_view element(std::string_view body, const std::string& name) {
    const auto open = body.find("<" + name + ">");
    if (open == std::string_view::npos) return {};
    const auto from = open + name.size() + 2;
    const auto end = body.find("</" + name + ">", from);
    return end == std::string_view::npos ? std::string_view() : body.substr(from, end - from);
}

std::string shown(std::string_view text) {
    std::string clean(text.substr(0, kMostText));
    std::ranges::replace_if(clean, [](char c) { return c < ' ' || c > '~'; }, '?');
    return clean;
}

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool mayTellASecret(std::string_view text) {
    static constexpr std::array<std::string_view, 4> kSigns = {"://", "x-amz-", "signature=", "awsaccesskeyid="};
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), lowered);
    return std::ranges::any_of(kSigns, [&lower](std::string_view sign) { return lower.contains(sign); });
}

bool isLetterOrDigit(char c) { return (lowered(c) >= 'a' && lowered(c) <= 'z') || (c >= '0' && c <= '9'); }

} // namespace

std::string s3Sentence(std::string_view body) {
    const auto code = element(body, "Code");
    const auto message = element(body, "Message");
    std::string text = mayTellASecret(code) ? std::string() : shown(code);
    if (!message.empty() && !mayTellASecret(message)) text += (text.empty() ? "" : ": ") + shown(message);
    return text;
}

std::string s3Code(std::string_view body) {
    const auto code = element(body, "Code");
    return code.size() <= kMostText && std::ranges::all_of(code, isLetterOrDigit) ? std::string(code) : std::string();
}

} // namespace alula
