// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace alula {

// 16 bytes, written as canonical 8-4-4-4-12 hex, any case read, lower case written (RFC 9562). Nothing else ever reaches a path.
class Uuid {
public:
    Uuid() = default;
    explicit Uuid(const std::array<std::uint8_t, 16>& bytes) : m_bytes(bytes) {}
    static std::optional<Uuid> parse(std::string_view text);

    std::string toString() const;
    const std::array<std::uint8_t, 16>& bytes() const { return m_bytes; }
    bool isNull() const { return m_bytes == std::array<std::uint8_t, 16>{}; }
    friend auto operator<=>(const Uuid&, const Uuid&) = default;

private:
    std::array<std::uint8_t, 16> m_bytes{};
};

// A uuid that cannot be taken for one of another kind.
template <typename Tag>
class Id {
public:
    Id() = default;
    explicit Id(const Uuid& uuid) : m_uuid(uuid) {}
    static std::optional<Id> parse(std::string_view text) {
        if (const auto uuid = Uuid::parse(text)) return Id(*uuid);
        return std::nullopt;
    }
    std::string toString() const { return m_uuid.toString(); }
    const Uuid& uuid() const { return m_uuid; }
    bool isNull() const { return m_uuid.isNull(); }
    friend auto operator<=>(const Id&, const Id&) = default;

private:
    Uuid m_uuid;
};

using ServerId = Id<struct ServerTag>;
using BackupId = Id<struct BackupTag>;
using JobId = Id<struct JobTag>;

class Random;
Uuid newUuid(Random& random); // version 4

} // namespace alula

template <typename Tag>
struct std::hash<alula::Id<Tag>> {
    std::size_t operator()(const alula::Id<Tag>& id) const noexcept {
        std::size_t h = 0;
        for (const auto b : id.uuid().bytes()) h = h * 131 + b;
        return h;
    }
};
