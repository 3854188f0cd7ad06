// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/little_endian.h"
#include "shared/engine/archive/plan.h"

namespace alula {
namespace {

// Lengths come before texts, so that no two lists of pieces make the same bytes.
void appendText(std::string& out, std::string_view text) {
    appendLittle(out, static_cast<std::uint64_t>(text.size()));
    out += text;
}

char typeOf(const ArchivePlan& plan, std::uint32_t node) {
    if (plan.isHardLink(node)) return 'h';
    switch (plan.tree().node(node).type) {
    case EntryType::Directory: return 'd';
    case EntryType::Symlink: return 'l';
    case EntryType::File: break;
    }
    return 'f';
}

std::string linkTargetOf(const ArchivePlan& plan, std::uint32_t node) {
    if (plan.isHardLink(node)) return plan.tree().path(plan.contentNode(node));
    return plan.tree().node(node).type == EntryType::Symlink ? plan.tree().linkTarget(node) : std::string();
}

void appendPiece(std::string& out, const ArchivePlan& plan, const Piece& piece) {
    const EntryInfo info = entryInfo(plan.tree().node(piece.node));
    appendText(out, plan.tree().path(piece.node));
    out += typeOf(plan, piece.node);
    appendText(out, linkTargetOf(plan, piece.node));
    appendLittle(out, info.mode);
    appendLittle(out, info.uid);
    appendLittle(out, info.gid);
    appendLittle(out, info.size);
    appendLittle(out, static_cast<std::uint64_t>(info.mtimeNs));
    appendLittle(out, info.inode);
    appendLittle(out, piece.begin);
    appendLittle(out, piece.end);
}

} // namespace

Fingerprint blockFingerprint(const ArchivePlan& plan, const PlannedBlock& block, const FingerprintSettings& settings) {
    Xxh3 hash;
    std::string bytes;
    appendLittle(bytes, format::kVersion);
    bytes += static_cast<char>(settings.compression);
    bytes += static_cast<char>(plan.tarEntries());
    appendLittle(bytes, settings.volumeId);
    hash.update(asBytes(bytes));
    (void)plan.forEachPiece(block, [&](const Piece& piece) -> Result<void> {
        bytes.clear();
        appendPiece(bytes, plan, piece);
        hash.update(asBytes(bytes));
        return {};
    });
    return hash.digest128();
}

} // namespace alula
