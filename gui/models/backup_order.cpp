// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/backup_order.h"

#include <algorithm>

namespace alula::gui {

namespace {
template <class Value>
struct Ranked {
    Value value;
    std::int64_t created;
    BackupKey key;
};

// value(columns, row): what the column is sorted by.
template <class Of>
std::vector<BackupKey> sorted(const BackupSnapshot& snapshot, const std::vector<BackupKey>& keys, bool descending, Of of) {
    using Value = decltype(of(*snapshot.chunks.front(), std::size_t{}));
    std::vector<Ranked<Value>> rows;
    rows.reserve(keys.size());
    for (const BackupKey key : keys) {
        const BackupColumns& columns = snapshot.columns(key);
        const std::size_t row = key % BackupSnapshot::kChunk;
        rows.push_back({of(columns, row), columns.created[row], key});
    }
    std::ranges::sort(rows, [descending](const auto& a, const auto& b) {
        if (a.value < b.value) return !descending;
        if (b.value < a.value) return descending;
        if (a.created != b.created) return a.created > b.created;
        return a.key < b.key;
    });
    std::vector<BackupKey> result;
    result.reserve(rows.size());
    for (const auto& row : rows) result.push_back(row.key);
    return result;
}

std::vector<BackupKey> fitting(const BackupSnapshot& snapshot, const BackupOrder& order, BackupTexts& texts,
                               const std::stop_token& stop) {
    const BackupFilter filter(order.filter);
    if (!filter.needsText()) texts.clear(); // tens of megabytes
    texts.trim(snapshot.chunks.size());
    std::vector<BackupKey> keys;
    keys.reserve(snapshot.count());
    for (std::size_t chunk = 0; chunk < snapshot.chunks.size(); ++chunk) {
        if (stop.stop_requested()) return {};
        const BackupColumns& columns = *snapshot.chunks[chunk];
        const std::vector<std::string>* text = filter.needsText() ? &texts.of(snapshot.chunks[chunk], order.names) : nullptr;
        for (std::size_t row = 0; row < columns.count(); ++row) {
            if (columns.flags[row] & kGone) continue;
            if (!filter.isEmpty() && !filter.fits(columns, row, text ? &(*text)[row] : nullptr)) continue;
            keys.push_back(static_cast<BackupKey>(chunk * BackupSnapshot::kChunk + row));
        }
    }
    return keys;
}

// Servers in the order of their names.
std::map<ServerId, int> ranksOf(const ServerNames& names) {
    std::vector<std::pair<QString, ServerId>> byName;
    for (const auto& [server, name] : names) byName.emplace_back(name.toCaseFolded(), server);
    std::ranges::sort(byName);
    std::map<ServerId, int> ranks;
    for (std::size_t i = 0; i < byName.size(); ++i) ranks[byName[i].second] = static_cast<int>(i);
    return ranks;
}
} // namespace

std::vector<BackupKey> arranged(const BackupSnapshot& snapshot, const BackupOrder& order, BackupTexts& texts,
                                std::stop_token stop) {
    const std::vector<BackupKey> keys = fitting(snapshot, order, texts, stop);
    if (keys.empty() || stop.stop_requested()) return {};
    const auto by = [&](auto of) { return sorted(snapshot, keys, order.descending, of); };
    using C = const BackupColumns&;
    switch (order.column) {
    case BackupColumn::When: break;
    case BackupColumn::Server:
        return by([ranks = ranksOf(order.names)](C c, std::size_t row) {
            const auto rank = ranks.find(c.server[row]);
            return std::pair(rank == ranks.end() ? INT_MAX : rank->second, c.server[row]);
        });
    case BackupColumn::Size: return by([](C c, std::size_t row) { return c.size[row]; });
    case BackupColumn::Logical: return by([](C c, std::size_t row) { return c.contentBytes[row]; });
    case BackupColumn::New: return by([](C c, std::size_t row) { return c.newBytes[row]; });
    case BackupColumn::Files: return by([](C c, std::size_t row) { return c.files[row]; });
    case BackupColumn::Took: return by([](C c, std::size_t row) { return c.durationMs[row]; });
    case BackupColumn::State:
        return by([](C c, std::size_t row) { return std::pair(-static_cast<int>(markOf(c, row)), c.warnings[row]); });
    case BackupColumn::Adapter: return by([](C c, std::size_t row) { return std::string_view(*c.adapter[row]); });
    case BackupColumn::Checksum: return by([](C c, std::size_t row) { return std::string_view(c.sha1[row]); });
    case BackupColumn::Kept: return by([](C c, std::size_t row) { return c.flags[row] & kPinned; });
    case BackupColumn::Verified: return by([](C c, std::size_t row) { return c.verified[row]; });
    case BackupColumn::Note: return by([](C c, std::size_t row) { return QString::fromStdString(c.note[row]).toCaseFolded(); });
    }
    return by([](C c, std::size_t row) { return c.created[row]; });
}

} // namespace alula::gui
