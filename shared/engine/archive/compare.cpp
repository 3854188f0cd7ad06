// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/compare.h"

#include "shared/base/load.h"
#include "shared/engine/archive/index_part.h"

namespace alula {

bool sameTime(std::int64_t a, std::int64_t b) {
    constexpr std::int64_t kSecond = 1'000'000'000;
    const auto seconds = [](std::int64_t ns) { return ns / kSecond - (ns % kSecond < 0); };
    return a == b || ((a % kSecond == 0 || b % kSecond == 0) && seconds(a) == seconds(b));
}

namespace {

// The entry at `path` comes first from a cursor, before what is below it; everything else is in index order.
int order(const ArchiveEntry& a, const ArchiveEntry& b, const std::string& path) {
    if (a.path == b.path) return 0;
    if (a.path == path) return -1;
    if (b.path == path) return 1;
    return compareKeys({parentOf(a.path), nameOf(a.path)}, {parentOf(b.path), nameOf(b.path)});
}

} // namespace

std::uint32_t differences(const ArchiveEntry& from, const ArchiveEntry& to) {
    std::uint32_t bits = 0;
    if (from.info.type != to.info.type) bits |= kDifferentType;
    if (from.info.size != to.info.size || from.crc64 != to.crc64) bits |= kDifferentContents;
    if (from.info.mode != to.info.mode) bits |= kDifferentMode;
    if (from.info.uid != to.info.uid || from.info.gid != to.info.gid) bits |= kDifferentOwner;
    if (!sameTime(from.info.mtimeNs, to.info.mtimeNs)) bits |= kDifferentTime;
    if (from.linkTarget != to.linkTarget) bits |= kDifferentTarget;
    if (from.attributes != to.attributes) bits |= kDifferentAttributes;
    return bits;
}

Result<void> pairEntries(const NextEntry& from, const NextEntry& to, const std::string& path, const VisitPair& visit,
                         std::stop_token stop) {
    ALULA_ASSIGN(auto a, from());
    ALULA_ASSIGN(auto b, to());
    while (a || b) {
        if (stop.stop_requested()) return fail(cancelled());
        const int which = !a ? 1 : !b ? -1 : order(*a, *b, path);
        ALULA_ASSIGN(const bool goOn, visit(which <= 0 ? &*a : nullptr, which >= 0 ? &*b : nullptr));
        if (!goOn) return {};
        if (which <= 0) {
            ALULA_ASSIGN(a, from());
        }
        if (which >= 0) {
            ALULA_ASSIGN(b, to());
        }
    }
    return {};
}

Result<void> compareIndexes(const IndexReader& from, const IndexReader& to, const std::string& path,
                            const std::function<Result<bool>(const EntryChange&)>& visit, std::stop_token stop) {
    IndexCursor left(from, path);
    IndexCursor right(to, path);
    return pairEntries([&] { return left.next(); }, [&] { return right.next(); }, path,
                       [&](const ArchiveEntry* a, const ArchiveEntry* b) -> Result<bool> {
                           EntryChange change;
                           change.from = a;
                           change.to = b;
                           if (a && b) change.differences = differences(*a, *b);
                           else change.kind = a ? ChangeKind::Removed : ChangeKind::Added;
                           if (a && b && change.differences == 0) return true;
                           return visit(change);
                       },
                       std::move(stop));
}

} // namespace alula
