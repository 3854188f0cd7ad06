// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/store/store.h"

#include <cstdint>
#include <string>

// Short ways to put an archive into a store and to read it back.
namespace alula::test::contract {

inline ServerId server(int n) { return ServerId(Uuid({static_cast<std::uint8_t>(n), 1})); }
inline BackupId backup(int n) { return BackupId(Uuid({static_cast<std::uint8_t>(n), 2})); }

inline std::string contentsOf(ByteSource& source) {
    std::string all(source.size(), '\0');
    const auto got = source.read({reinterpret_cast<std::uint8_t*>(all.data()), all.size()}, 0);
    return got && *got == all.size() ? all : "unreadable";
}

inline std::string contentsOf(ArchiveStore& store, const ServerId& s, const BackupId& b) {
    const auto source = store.open(s, b);
    return source ? contentsOf(**source) : std::string(name(source.error().code()));
}

// Writes and publishes; the code of the error, or "".
inline std::string put(ArchiveStore& store, const ServerId& s, const BackupId& b, const std::string& bytes) {
    const auto sink = store.create(s, b);
    if (!sink) return std::string(name(sink.error().code()));
    if (const auto written = (*sink)->write(asBytes(bytes), 0); !written) return std::string(name(written.error().code()));
    const auto published = (*sink)->publish({});
    return published ? "" : std::string(name(published.error().code()));
}

} // namespace alula::test::contract
