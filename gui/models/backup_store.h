// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/backups.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace alula::gui {

enum BackupFlag : std::uint8_t {
    kPinned = 1,
    kMissing = 2,
    kDamaged = 4,
    kForeign = 8,
    kDeletedInPanel = 16,
    kReadable = 32,
    kGone = 64, // no longer there; the row only keeps the numbers of the others as they are
};

// Some backups by columns, so that sorting by one of them reads that one only.
struct BackupColumns {
    static constexpr std::int64_t kNever = INT64_MIN;
    std::vector<BackupId> id;
    std::vector<ServerId> server;
    std::vector<std::int64_t> created, completed, verified; // ns since 1970, or kNever
    std::vector<std::uint64_t> size, contentBytes, newBytes, files, durationMs, warnings;
    std::vector<std::uint8_t> flags;                                                     // BackupFlag
    std::vector<const std::string*> state, adapter, origin, verifyResult, whyUnreadable; // few different ones: kept once
    std::vector<std::string> sha1, note;

    std::size_t count() const { return id.size(); }
    protocol::BackupInfo at(std::size_t row) const;
};

// Texts that many rows have in common. They stay where they are while one of the snapshots knows this.
class WordPool {
public:
    const std::string* take(const std::string& word) { return &*m_words.insert(word).first; }

private:
    std::set<std::string> m_words;
};

// A backup's number within its store: stays its own until the store is made anew.
using BackupKey = std::uint32_t;

// The backups as they were when it was taken; any thread may read it.
struct BackupSnapshot {
    static constexpr std::size_t kChunk = 1024;
    std::vector<std::shared_ptr<const BackupColumns>> chunks;
    std::shared_ptr<const WordPool> words; // what the columns point into
    std::size_t count() const { return chunks.empty() ? 0 : (chunks.size() - 1) * kChunk + chunks.back()->count(); }
    const BackupColumns& columns(BackupKey key) const { return *chunks[key / kChunk]; }
};

// Up to 100,000 backups. What a snapshot knows of is copied before it is changed, a chunk at a time. One thread.
class BackupStore {
public:
    // Adds it, or changes the one with its id. The key it has.
    BackupKey put(const protocol::BackupInfo& info);
    bool remove(const BackupId& id); // false: there was none
    std::optional<BackupKey> find(const BackupId& id) const;
    protocol::BackupInfo at(BackupKey key) const { return columns(key).at(key % BackupSnapshot::kChunk); }
    const BackupColumns& columns(BackupKey key) const { return *m_chunks[key / BackupSnapshot::kChunk].columns; }
    std::size_t count() const { return m_keys.size(); } // without those that are gone
    BackupSnapshot snapshot();
    template <class Visit> // (key, columns, row within them), without those that are gone
    void forEach(Visit&& visit) const {
        for (std::size_t chunk = 0; chunk < m_chunks.size(); ++chunk) {
            const BackupColumns& columns = *m_chunks[chunk].columns;
            for (std::size_t row = 0; row < columns.count(); ++row) {
                if (!(columns.flags[row] & kGone))
                    visit(static_cast<BackupKey>(chunk * BackupSnapshot::kChunk + row), columns, row);
            }
        }
    }

private:
    struct Chunk {
        std::shared_ptr<BackupColumns> columns;
        bool shared = false; // a snapshot knows it
    };
    BackupColumns& writable(std::size_t chunk);

    std::shared_ptr<WordPool> m_words = std::make_shared<WordPool>();
    std::vector<Chunk> m_chunks;
    std::unordered_map<BackupId, BackupKey> m_keys;
};

} // namespace alula::gui
