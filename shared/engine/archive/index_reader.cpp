// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/load.h"
#include "shared/engine/archive/block_page.h"
#include "shared/engine/archive/index.h"
#include "shared/engine/archive/index_page.h"
#include "shared/engine/archive/index_root.h"

#include <algorithm>
#include <list>
#include <mutex>
#include <ranges>

namespace alula {
namespace {

constexpr std::size_t kCachedPages = 16; // ≤ 1 MiB each

EntryKey keyOf(const std::string& path) { return {parentOf(path), nameOf(path)}; }

bool isAtOrBelow(std::string_view path, std::string_view top) {
    return top.empty() || path == top || (path.size() > top.size() && path.starts_with(top) && path[top.size()] == '/');
}

using Visit = std::function<Result<bool>(const ArchiveEntry&)>;

} // namespace

struct IndexReader::State {
    using Page = std::shared_ptr<const EntryPageView>;

    std::shared_ptr<ByteSource> source;
    IndexRoot root;
    std::uint64_t entryCount = 0;

    std::mutex mutex;
    std::list<std::pair<std::size_t, Page>> cache; // guarded by mutex; last used first

    Page cached(std::size_t i) {
        const std::lock_guard lock(mutex);
        const auto found = std::ranges::find(cache, i, &std::pair<std::size_t, Page>::first);
        if (found == cache.end()) return nullptr;
        cache.splice(cache.begin(), cache, found);
        return cache.front().second;
    }

    // Two threads may read the same page at once; both get it, the cache keeps one more.
    Result<Page> page(std::size_t i) {
        if (Page hit = cached(i)) return hit;
        const PageRef& ref = root.entryPages[i];
        ALULA_ASSIGN(RawPart raw, readPage(*source, ref));
        const PageRef* next = i + 1 < root.entryPages.size() ? &root.entryPages[i + 1] : nullptr;
        ALULA_ASSIGN(EntryPageView view, EntryPageView::parse(std::move(raw), ref, next));
        Page made = std::make_shared<const EntryPageView>(std::move(view));
        const std::lock_guard lock(mutex);
        cache.emplace_front(i, made);
        if (cache.size() > kCachedPages) cache.pop_back();
        return made;
    }

    // The page that holds the key, or would.
    std::size_t pageOf(EntryKey key) const {
        const auto after = std::ranges::upper_bound(
            root.entryPages, key, [](EntryKey a, EntryKey b) { return compareKeys(a, b) < 0; }, &PageRef::firstKey);
        return after == root.entryPages.begin() ? 0 : static_cast<std::size_t>(after - root.entryPages.begin()) - 1;
    }

    // How many entries stand before the first of which `isBefore(parent)` does not hold. It holds for all up to there.
    Result<std::uint64_t> position(const std::function<bool(std::string_view parent)>& isBefore) {
        const auto after =
            std::ranges::partition_point(root.entryPages, [&](const PageRef& ref) { return isBefore(ref.firstParent); });
        if (after == root.entryPages.begin()) return 0;
        const auto last = static_cast<std::size_t>(after - root.entryPages.begin()) - 1;
        std::uint64_t before = 0;
        for (std::size_t i = 0; i < last; ++i) before += root.entryPages[i].count;
        ALULA_ASSIGN(const Page view, page(last));
        const auto within = std::views::iota(std::size_t{0}, view->size());
        const auto end = std::ranges::partition_point(within, [&](std::size_t i) { return isBefore(view->key(i).parent); });
        return before + static_cast<std::uint64_t>(end - within.begin());
    }

    // Entries from `from` on, until `visit` says false.
    Result<void> scan(EntryKey from, const std::function<Result<bool>(const EntryPageView&, std::size_t)>& visit) {
        for (std::size_t i = pageOf(from), first = i; i < root.entryPages.size(); ++i) {
            ALULA_ASSIGN(const Page view, page(i));
            for (std::size_t e = i == first ? view->lowerBound(from) : 0; e < view->size(); ++e) {
                ALULA_ASSIGN(const bool goOn, visit(*view, e));
                if (!goOn) return {};
            }
        }
        return {};
    }
};

IndexReader::IndexReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}
IndexReader::~IndexReader() = default;

Result<std::unique_ptr<IndexReader>> IndexReader::open(std::shared_ptr<ByteSource> index) {
    auto state = std::make_unique<State>();
    ALULA_ASSIGN(state->root, readRoot(*index));
    state->source = std::move(index);
    for (const PageRef& page : state->root.entryPages) state->entryCount += page.count;
    return std::unique_ptr<IndexReader>(new IndexReader(std::move(state)));
}

const ArchiveHeader& IndexReader::header() const { return m_state->root.header; }
std::uint64_t IndexReader::entryCount() const { return m_state->entryCount; }

Result<std::optional<ArchiveEntry>> IndexReader::find(const std::string& path) const {
    std::optional<ArchiveEntry> found;
    const EntryKey key = keyOf(path);
    ALULA_TRY(m_state->scan(key, [&](const EntryPageView& page, std::size_t i) -> Result<bool> {
        if (compareKeys(page.key(i), key) == 0) found = page.entry(i);
        return false;
    }));
    return found;
}

Result<EntryPage> IndexReader::list(const std::string& path, const std::string& after, std::size_t limit) const {
    ALULA_ASSIGN(const auto directory, find(path));
    if (!directory || directory->info.type != EntryType::Directory)
        return fail(Error(ErrorCode::NotFound, "The archive has no such directory.").withPath(path));
    EntryPage out;
    const std::size_t most = std::max<std::size_t>(limit, 1);
    ALULA_TRY(m_state->scan({path, after}, [&](const EntryPageView& page, std::size_t i) -> Result<bool> {
        const EntryKey key = page.key(i);
        if (key.parent != path) return false;
        if (key.name.empty() || key.name == after) return true; // the root among its own children, and where we left off
        if (out.entries.size() == most) {
            out.next = nameOf(out.entries.back().path);
            return false;
        }
        out.entries.push_back(page.entry(i));
        return true;
    }));
    return out;
}

Result<void> IndexReader::forEach(const Visit& visit) const {
    return m_state->scan({}, [&](const EntryPageView& page, std::size_t i) { return visit(page.entry(i)); });
}

Result<void> IndexReader::forEachBelow(const std::string& path, const Visit& visit) const {
    if (path.empty()) return forEach(visit);
    ALULA_ASSIGN(const auto top, find(path));
    if (!top) return {};
    ALULA_ASSIGN(const bool goOn, visit(*top));
    if (!goOn) return {};
    return m_state->scan({path, {}}, [&](const EntryPageView& page, std::size_t i) -> Result<bool> {
        if (!isAtOrBelow(page.key(i).parent, path)) return false;
        return visit(page.entry(i));
    });
}

Result<std::uint64_t> IndexReader::countBelow(const std::string& directory) const {
    if (directory.empty()) return m_state->entryCount == 0 ? 0 : m_state->entryCount - 1; // the root itself
    ALULA_ASSIGN(const std::uint64_t begin,
                 m_state->position([&](std::string_view parent) { return comparePaths(parent, directory) < 0; }));
    ALULA_ASSIGN(const std::uint64_t end, m_state->position([&](std::string_view parent) {
        return isAtOrBelow(parent, directory) || comparePaths(parent, directory) < 0;
    }));
    return end - std::min(begin, end);
}

Result<void> IndexReader::forEachSymlink(const std::function<void(const std::string& path)>& visit, std::stop_token stop) const {
    return m_state->scan({}, [&](const EntryPageView& page, std::size_t i) -> Result<bool> {
        if (stop.stop_requested()) return fail(cancelled());
        if (page.type(i) == EntryType::Symlink) visit(joinPath(page.key(i).parent, page.key(i).name));
        return true;
    });
}

IndexCursor::IndexCursor(const IndexReader& reader, std::string path) : m_reader(reader), m_path(std::move(path)) {}

Result<std::optional<ArchiveEntry>> IndexCursor::next() {
    if (m_top) {
        m_top = false;
        ALULA_ASSIGN(auto top, m_reader.find(m_path));
        if (top) return top;
    }
    IndexReader::State& state = *m_reader.m_state;
    const EntryKey from{m_path, {}};
    if (!m_started) m_page = state.pageOf(from);
    for (; m_page < state.root.entryPages.size(); ++m_page, m_entry = 0) {
        ALULA_ASSIGN(const auto view, state.page(m_page));
        if (!m_started) m_entry = view->lowerBound(from);
        m_started = true;
        for (; m_entry < view->size(); ++m_entry) {
            const EntryKey key = view->key(m_entry);
            if (!isAtOrBelow(key.parent, m_path)) return std::nullopt;
            if (!key.name.empty()) return view->entry(m_entry++); // the root came first
        }
    }
    return std::nullopt;
}

Result<void> IndexReader::checkPages() const {
    for (const auto* pages : {&m_state->root.entryPages, &m_state->root.blockPages}) {
        for (const PageRef& page : *pages) ALULA_TRY(readStored(*m_state->source, page.offset, page.length, page.hash));
    }
    return {};
}

Result<std::vector<ArchiveBlock>> IndexReader::blocks(std::uint64_t fileEnd) const {
    std::vector<ArchiveBlock> blocks;
    for (const PageRef& page : m_state->root.blockPages) {
        ALULA_ASSIGN(const RawPart raw, readPage(*m_state->source, page));
        ALULA_TRY(appendBlocks(raw, page, blocks, fileEnd));
    }
    return blocks;
}

} // namespace alula
