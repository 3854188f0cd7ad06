// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/attribute_reader.h"

#include <algorithm>
#include <cerrno>

namespace alula {

bool isKeptAttribute(const std::string& key) {
    return key.starts_with("user.") || key == "system.posix_acl_access" || key == "system.posix_acl_default";
}

Result<std::vector<ExtendedAttribute>> AttributeReader::read(int directory, const std::string& name) const {
    std::vector<ExtendedAttribute> attributes;
    auto keys = m_calls.listAttributes(directory, name);
    if (!keys) {
        if (keys.error().errnum() == EOPNOTSUPP || keys.error().errnum() == ENOSYS) return attributes;
        return fail(std::move(keys).error());
    }
    std::ranges::sort(*keys);
    std::size_t bytes = 0;
    for (const auto& key : *keys) {
        if (!isKeptAttribute(key)) continue;
        auto value = m_calls.attribute(directory, name, key);
        if (!value) {
            if (value.error().errnum() == ENODATA) continue; // gone since it was listed
            return fail(std::move(value).error());
        }
        bytes += key.size() + value->size();
        if (bytes > kMostOfEntry) return fail(ErrorCode::Unsupported, "more than 256 KiB of extended attributes on one file");
        attributes.push_back({key, *std::move(value)});
    }
    return attributes;
}

Result<void> AttributeReader::take(const std::vector<ExtendedAttribute>& attributes) {
    const std::size_t bytes = bytesOf(attributes);
    if (bytes > kMostOfAll - m_taken)
        return fail(ErrorCode::Unsupported, "more than 64 MiB of extended attributes in one volume");
    m_taken += bytes;
    return {};
}

std::size_t AttributeReader::bytesOf(const std::vector<ExtendedAttribute>& attributes) {
    std::size_t bytes = 0;
    for (const auto& attribute : attributes) bytes += attribute.name.size() + attribute.value.size();
    return bytes;
}

} // namespace alula
