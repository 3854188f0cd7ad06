// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/sentences.h"

#include <array>
#include <cstdio>

namespace alula {

std::string bytesText(std::uint64_t bytes) {
    static constexpr std::array<const char*, 5> kUnits = {"B", "KiB", "MiB", "GiB", "TiB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1024 && unit + 1 < kUnits.size()) {
        value /= 1024;
        ++unit;
    }
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), unit == 0 ? "%.0f %s" : "%.1f %s", value, kUnits[unit]);
    return text.data();
}

namespace {
const char* meaning(WarningKind kind) {
    switch (kind) {
    case WarningKind::Vanished: return "was gone when it was to be read; zeros stand in its place";
    case WarningKind::Shrank: return "became smaller while it was read; the rest is zeros";
    case WarningKind::Grew: return "became larger while it was read; the new end is left out";
    case WarningKind::Changed: return "was written to while it was read";
    case WarningKind::Unreadable: return "could not be read";
    case WarningKind::SkippedType: return "is no file, directory or symlink, and is left out";
    case WarningKind::OtherFileSystem: return "lies on another file system, and is left out";
    case WarningKind::Replaced: return "was in the way and was replaced whole";
    case WarningKind::NotApplied: return "has not got all its owner, mode or attributes back";
    case WarningKind::Damaged: return "is damaged";
    }
    return "";
}
} // namespace

std::string sentence(const Warning& warning) {
    std::string text = meaning(warning.kind);
    if (!warning.detail.empty()) text += " (" + warning.detail + ")";
    return text;
}

std::string sentence(const CreateSummary& s) {
    std::string text = "packed " + std::to_string(s.files) + " files, " + bytesText(s.contentBytes) + ", into an archive of " +
                       bytesText(s.size);
    if (s.newBytes < s.size) text += ", of which " + bytesText(s.newBytes) + " are new";
    return text;
}

std::string sentence(const RestoreSummary& s) {
    std::string text = "restored " + std::to_string(s.files) + " files, " + bytesText(s.bytes);
    if (s.undoable) text += "; what was replaced is kept for a while, and the restore can be undone";
    return text;
}

std::string sentence(const VerifyReport& r) {
    if (r.sound()) return "every byte is right: " + std::to_string(r.entries) + " entries, " + bytesText(r.bytes);
    if (!r.archiveDamage.empty()) return "the archive is damaged: " + r.archiveDamage;
    return "the archive is damaged: " + std::to_string(r.damaged.size()) + " entries cannot be brought back, first " +
           r.damaged.front().path + " (" + r.damaged.front().reason + ")";
}

std::string sentence(const ExportSummary& s) {
    return "exported " + std::to_string(s.files) + " files, " + bytesText(s.bytes) + ", as " + bytesText(s.written);
}

std::string sentence(const UnpackSummary& s) {
    return "unpacked " + std::to_string(s.files) + " files, " + bytesText(s.bytes) + ", of a " + std::string(name(s.format));
}

} // namespace alula
