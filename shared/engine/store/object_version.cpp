// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/object_version.h"

#include "shared/base/bytes.h"

namespace alula {

std::optional<ContentRange> ContentRange::of(const HttpResponse& head) {
    std::string_view text;
    const std::string value = head.header("content-range");
    text = value;
    if (!text.starts_with("bytes ")) return std::nullopt;
    text.remove_prefix(6);
    const auto dash = text.find('-');
    const auto slash = text.find('/');
    if (dash == std::string_view::npos || slash == std::string_view::npos || slash < dash) return std::nullopt;
    const auto first = parseNumber<std::uint64_t>(text.substr(0, dash));
    const auto last = parseNumber<std::uint64_t>(text.substr(dash + 1, slash - dash - 1));
    const auto total = parseNumber<std::uint64_t>(text.substr(slash + 1));
    if (!first || !last || !total || *first > *last || *last >= *total) return std::nullopt;
    return ContentRange{*first, *last, *total};
}

ObjectVersion ObjectVersion::of(const HttpResponse& head) {
    ObjectVersion version;
    version.etag = head.header("etag");
    if (version.etag.size() < 2 || !version.etag.starts_with('"') || !version.etag.ends_with('"')) version.etag.clear();
    version.modified = head.header("last-modified");
    return version;
}

bool ObjectVersion::surelyIs(const ObjectVersion& other) const {
    if (validator().empty() || etag != other.etag) return false;
    if (modified == other.modified) return true;
    return !etag.empty() && (modified.empty() || other.modified.empty());
}

} // namespace alula
