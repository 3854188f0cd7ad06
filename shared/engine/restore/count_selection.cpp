// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/count_selection.h"

#include <algorithm>
#include <map>

namespace alula {

namespace {

// Near in this order is near in the index, so that neighbours are found in a page that is at hand.
struct IndexOrder {
    bool operator()(const std::string& a, const std::string& b) const {
        const int parents = comparePaths(parentOf(a), parentOf(b));
        return parents != 0 ? parents < 0 : nameOf(a) < nameOf(b);
    }
};

// Symlinks stand among the directories until they are told apart.
struct Sum {
    std::uint64_t files = 0, others = 0, bytes = 0;
    void add(const Sum& more) {
        files += more.files;
        others += more.others;
        bytes += more.bytes;
    }
    // An index from elsewhere may say that a part is more than the whole.
    void subtract(const Sum& less) {
        files -= std::min(files, less.files);
        others -= std::min(others, less.others);
        bytes -= std::min(bytes, less.bytes);
    }
};

class Counter {
public:
    Counter(const IndexReader& index, const Selection& selection, std::stop_token stop)
        : m_index(index), m_selection(selection), m_stop(std::move(stop)) {}
    Result<SelectionCount> run();

private:
    Result<Sum> withAllBelow(const ArchiveEntry& entry) const;
    Result<void> applyRules();
    void addParents(const std::string& path);
    Result<std::uint64_t> symlinks() const;

    const IndexReader& m_index;
    const Selection& m_selection;
    const std::stop_token m_stop;
    Sum m_in, m_out;
    std::set<std::string> m_parents; // above what is chosen, not chosen themselves
};

Result<Sum> Counter::withAllBelow(const ArchiveEntry& entry) const {
    if (entry.info.type == EntryType::File) return Sum{1, 0, entry.info.size};
    if (entry.info.type == EntryType::Symlink) return Sum{0, 1, 0};
    ALULA_ASSIGN(const std::uint64_t below, m_index.countBelow(entry.path));
    const std::uint64_t files = std::min(below, entry.subtreeFiles);
    return Sum{files, below - files + (entry.path.empty() ? 0 : 1), entry.subtreeBytes};
}

void Counter::addParents(const std::string& path) {
    for (std::string_view at = parentOf(path); !at.empty(); at = parentOf(at)) {
        if (m_selection.decides(at)) return; // so it did for those above, or they are counted with what they are below
        if (!m_parents.emplace(at).second) return;
    }
}

Result<void> Counter::applyRules() {
    std::map<std::string, bool, IndexOrder> rules; // path → in
    for (const auto& path : m_selection.excluded()) rules[path] = false;
    for (const auto& path : m_selection.included()) rules[path] = true;
    rules.erase(std::string());
    std::map<std::string, std::pair<ArchiveEntry, bool>> turns; // where what is above decided otherwise
    for (const auto& [path, in] : rules) {
        if (m_stop.stop_requested()) return fail(cancelled());
        ALULA_ASSIGN(auto entry, m_index.find(path));
        if (!entry && in) return fail(Error(ErrorCode::NotFound, "the backup has no such path").withPath(path));
        if (in) addParents(path);
        if (entry && m_selection.decides(parentOf(path)) != in) turns.emplace(path, std::pair(*std::move(entry), in));
    }
    for (const auto& [path, turn] : turns) {
        if (m_stop.stop_requested()) return fail(cancelled());
        ALULA_ASSIGN(const Sum sum, withAllBelow(turn.first));
        (turn.second ? m_in : m_out).add(sum);
    }
    return {};
}

Result<std::uint64_t> Counter::symlinks() const {
    if (m_index.header().symlinks == 0 || m_selection.whole()) return m_index.header().symlinks;
    std::uint64_t found = 0;
    ALULA_TRY(m_index.forEachSymlink(
        [&](const std::string& path) { found += m_selection.takes(path, EntryType::Symlink) ? 1 : 0; }, m_stop));
    return found;
}

Result<SelectionCount> Counter::run() {
    if (m_selection.decides({})) {
        ALULA_ASSIGN(const auto root, m_index.find({}));
        if (!root) return fail(ErrorCode::Corrupt, "the index of the archive has no root");
        ALULA_ASSIGN(m_in, withAllBelow(*root));
    }
    ALULA_TRY(applyRules());
    m_in.others += m_parents.size();
    m_in.subtract(m_out);
    SelectionCount count;
    ALULA_ASSIGN(count.symlinks, symlinks());
    count.symlinks = std::min(count.symlinks, m_in.others);
    count.directories = m_in.others - count.symlinks;
    count.files = m_in.files;
    count.bytes = m_in.bytes;
    return count;
}

} // namespace

Result<SelectionCount> countSelection(const IndexReader& index, const Selection& selection, std::stop_token stop) {
    return Counter(index, selection, std::move(stop)).run();
}

} // namespace alula
