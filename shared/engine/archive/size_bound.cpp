// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/size_bound.h"

#include "shared/engine/archive/block_page.h"
#include "shared/engine/archive/compressor.h"
#include "shared/engine/archive/format.h"
#include "shared/engine/archive/index_page.h"
#include "shared/engine/archive/member.h"
#include "shared/engine/archive/tree_paths.h"

#include <algorithm>

namespace alula {
namespace {

// A page is full at 4,096 records, or when the next one would take it over 1 MiB. The largest one (256 KiB of attributes, a link
// target, a name, its directory's path) leaves at least this in a page that is full by its bytes.
constexpr std::uint64_t kLeastFullPage = 700_KiB;
// A page's own record of its first directory, its reference in the root (directory and name again), and its frame.
constexpr std::uint64_t kPageCost = 2 * 4096 + 1024;
constexpr std::uint64_t kRootCost = 64_KiB; // of the header's fixed fields; generous
// What reading may say of one entry: shrunk, grown, gone, unreadable, unstable, attributes left out.
constexpr std::uint64_t kWarningsOfEntry = 6;
constexpr std::uint64_t kWarningCost = 512; // its record, and an error's words without the path
constexpr std::uint64_t kMostWarnings = format::kMaxWarnings * kWarningCost + 16_MiB;

// zstd's own bound (ZSTD_COMPRESSBOUND), a little rounded up, for so many parts of so many bytes in all.
std::uint64_t packedBound(std::uint64_t bytes, std::uint64_t parts) { return bytes + bytes / 256 + parts * 128; }

std::uint64_t pagesOf(std::uint64_t records, std::uint64_t bytes) {
    return 1 + records / format::kMaxPageEntries + bytes / kLeastFullPage;
}

std::uint64_t partsBound(std::uint64_t records, std::uint64_t bytes) {
    const std::uint64_t pages = pagesOf(records, bytes);
    return packedBound(bytes + pages * kPageCost, pages);
}

struct EntryCosts {
    std::uint64_t index = 0;
    std::uint64_t warnings = 0;
};

EntryCosts entryCosts(const VolumeTree& tree) {
    EntryCosts costs;
    TreePaths paths(tree);
    for (std::size_t i = 0; i < tree.size(); ++i) {
        const std::uint64_t path = paths.next().size();
        const auto& node = tree.node(i);
        costs.index += kEntryCost + node.nameLength + attributeCost(tree.attributes(i));
        if (node.type == EntryType::Symlink) costs.index += tree.linkTarget(i).size();
        if (node.type == EntryType::Directory) costs.index += kDirectoryCost + path;
        costs.warnings += kWarningsOfEntry * (2 * path + kWarningCost);
    }
    return costs;
}

std::uint64_t dataBound(const ArchivePlan& plan) {
    std::uint64_t bytes = 0;
    for (const PlannedBlock& block : plan.blocks())
        bytes += format::kMemberHeader + storedSize(block.length) + format::kGzipTrailer;
    return bytes;
}

} // namespace

std::uint64_t archiveSizeBound(const ArchivePlan& plan, const std::string& ignoreText, const std::vector<Warning>& warnings) {
    const EntryCosts entries = entryCosts(plan.tree());
    const std::uint64_t blocks = plan.blocks().size();
    // Every entry has at least one piece, and every cut makes one more.
    const std::uint64_t blockBytes = blocks * kBlockCost + (plan.tree().size() + blocks) * sizeof(std::uint64_t);
    std::uint64_t said = entries.warnings;
    for (const Warning& warning : warnings) said += kWarningCost + warning.path.size() + warning.detail.size();
    const std::uint64_t root = kRootCost + ignoreText.size() + std::min(said, kMostWarnings);
    const std::uint64_t index = partsBound(plan.tree().size(), entries.index) + partsBound(blocks, blockBytes) +
                                packedBound(root, 1) + format::kIndexTail;
    return dataBound(plan) + storedIndexLength(index) + format::kFooterMember;
}

} // namespace alula
