// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/name_scan.h"

#include "shared/base/load.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <map>

namespace alula {

namespace {

constexpr std::size_t kLookAtStop = 4096; // names between two looks at the token

// The order is strict: no two names of one table are the same.
bool comesBefore(const FoundName& a, const FoundName& b) {
    if (a.exact != b.exact) return a.exact;
    if (a.created != b.created) return a.created > b.created;
    if (a.server != b.server) return a.server < b.server;
    return a.name < b.name;
}

// What one set of backups says of the names that it belongs to.
struct SetFacts {
    bool counts = false; // one of the backups that are searched is in it
    Timestamp created;   // of `newest`
    std::size_t newest = 0;
    std::uint64_t backups = 0;
    std::optional<std::size_t> gone;
};

std::vector<SetFacts> factsOf(const NameTable& table, const ServerNames& names) {
    std::map<BackupId, std::size_t> places;
    for (std::size_t i = 0; i < names.backups.size(); ++i) places[names.backups[i]->id] = i;
    std::vector<std::optional<std::size_t>> bySlot;
    for (const auto& covered : table.covered()) {
        const auto place = places.find(covered.backup);
        bySlot.push_back(place == places.end() ? std::nullopt : std::optional(place->second));
    }
    std::vector<SetFacts> facts(table.sets());
    for (std::size_t s = 0; s < facts.size(); ++s) {
        SetFacts& fact = facts[s];
        for (const auto& run : table.runs(s)) {
            for (std::uint32_t slot = run.first; slot <= run.last; ++slot) {
                if (!bySlot[slot]) continue;
                ++fact.backups;
                fact.newest = std::max(fact.newest, *bySlot[slot]);
                fact.counts = fact.counts || !names.only || table.covered()[slot].backup == *names.only;
            }
        }
        if (!fact.counts) continue;
        if (fact.newest + 1 < names.backups.size()) fact.gone = fact.newest + 1;
        if (names.only) fact.newest = places.at(*names.only);
        fact.created = names.backups[fact.newest]->created;
    }
    return facts;
}

} // namespace

// One table being looked through.
struct BestNames::Pass {
    BestNames& best;
    const NameTable& table;
    const ServerNames& names;
    const NameQuery& query;
    const std::vector<SetFacts> facts = factsOf(table, names);
    const std::uint32_t firstAtPlace = firstBehindPlace();
    std::vector<std::optional<std::uint32_t>> wordsIn = std::vector<std::optional<std::uint32_t>>(table.directories());
    std::size_t directory = 0;

    // Of the names that stand at the place but for server and path, the first one behind it.
    std::uint32_t firstBehindPlace() const {
        if (!best.m_after || best.m_after->server < names.server) return 0;
        if (names.server < best.m_after->server) return std::numeric_limits<std::uint32_t>::max();
        const std::size_t at = table.lowerBound(best.m_after->path);
        const bool isThere = at < table.size() && table.path(at) == best.m_after->path;
        return static_cast<std::uint32_t>(at + (isThere ? 1 : 0));
    }
    std::uint32_t wordsInDirectoryOf(std::size_t name) {
        if (!query.looksAtDirectories()) return 0;
        directory = table.directoryOf(name, directory);
        auto& words = wordsIn[directory];
        if (!words) words = query.wordsIn(foldedName(table.directory(directory)));
        return *words;
    }
    void look(std::size_t i) {
        const SetFacts& fact = facts[table.set(i)];
        if (!fact.counts) return;
        const std::string_view folded = table.folded(i);
        FoundName found{.exact = query.isExact(folded),
                        .created = fact.created,
                        .server = names.server,
                        .name = static_cast<std::uint32_t>(i),
                        .set = table.set(i),
                        .path = {},
                        .newest = 0,
                        .backups = 0,
                        .gone = {}};
        if (best.wants(found, firstAtPlace) && query.matches(folded, wordsInDirectoryOf(i))) best.add(std::move(found));
    }
    Result<void> run(std::stop_token stop) {
        const std::string_view texts = table.foldedTexts();
        const std::string& needle = query.needle();
        std::size_t looked = 0;
        for (std::size_t i = 0; i < table.size(); ++i) {
            const void* hit =
                ::memmem(texts.data() + table.textOffset(i), texts.size() - table.textOffset(i), needle.data(), needle.size());
            if (!hit) break;
            i = table.nameAtText(static_cast<std::size_t>(static_cast<const char*>(hit) - texts.data()), i);
            look(i);
            if (++looked % kLookAtStop == 0 && stop.stop_requested()) return fail(cancelled());
        }
        return {};
    }
};

Result<void> BestNames::scan(const NameTable& table, const ServerNames& names, const NameQuery& query, std::stop_token stop) {
    if (stop.stop_requested()) return fail(cancelled());
    Pass pass{.best = *this, .table = table, .names = names, .query = query};
    ALULA_TRY(pass.run(std::move(stop)));
    for (FoundName& found : m_found) {
        if (found.server != names.server) continue;
        const SetFacts& fact = pass.facts[found.set];
        found.path = table.path(found.name);
        found.newest = fact.newest;
        found.backups = fact.backups;
        found.gone = fact.gone;
    }
    return {};
}

bool BestNames::wants(const FoundName& found, std::uint32_t firstAtPlace) const {
    if (m_after) {
        if (found.exact != m_after->exact) {
            if (found.exact) return false;
        } else if (found.created != m_after->created) {
            if (found.created > m_after->created) return false;
        } else if (found.name < firstAtPlace) {
            return false;
        }
    }
    return m_found.size() < m_most || comesBefore(found, m_found.front());
}

void BestNames::add(FoundName found) {
    if (m_found.size() == m_most) {
        std::ranges::pop_heap(m_found, comesBefore);
        m_found.pop_back();
    }
    m_found.push_back(std::move(found));
    std::ranges::push_heap(m_found, comesBefore);
}

std::vector<FoundName> BestNames::take() && {
    std::ranges::sort_heap(m_found, comesBefore);
    return std::move(m_found);
}

} // namespace alula
