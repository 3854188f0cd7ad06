// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive.h"

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

// Keeps extracted contents in memory and notes when the promised order of calls was broken. Any thread.
class MemorySink final : public alula::ContentSink {
public:
    alula::Result<void> begin(const alula::ArchiveEntry& entry) override {
        const std::lock_guard lock(m_mutex);
        if (!m_open.insert(entry.path).second || contents.contains(entry.path)) broken = "begun twice: " + entry.path;
        contents[entry.path].resize(entry.info.size, '?');
        return {};
    }
    alula::Result<void> write(const alula::ArchiveEntry& entry, std::uint64_t offset, alula::ByteSpan bytes) override {
        const std::lock_guard lock(m_mutex);
        if (!m_open.contains(entry.path)) broken = "written while not open: " + entry.path;
        if (failAt == entry.path) return alula::fail(alula::ErrorCode::NoSpace, "no room");
        if (offset + bytes.size() > entry.info.size) broken = "written behind its end: " + entry.path;
        else contents[entry.path].replace(offset, bytes.size(), alula::asText(bytes));
        return {};
    }
    alula::Result<void> end(const alula::ArchiveEntry& entry) override {
        const std::lock_guard lock(m_mutex);
        if (m_open.erase(entry.path) == 0) broken = "ended while not open: " + entry.path;
        ended.insert(entry.path);
        return {};
    }

    std::map<std::string, std::string> contents;
    std::set<std::string> ended;
    std::string failAt;
    std::string broken;

private:
    std::mutex m_mutex;
    std::set<std::string> m_open;
};

inline std::vector<alula::ArchiveEntry> filesOf(const alula::Archive& archive) {
    std::vector<alula::ArchiveEntry> files;
    const auto all = archive.index().forEach([&](const alula::ArchiveEntry& e) -> alula::Result<bool> {
        if (e.info.type == alula::EntryType::File) files.push_back(e);
        return true;
    });
    return all ? files : std::vector<alula::ArchiveEntry>();
}
