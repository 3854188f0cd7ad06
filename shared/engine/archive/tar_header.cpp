// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/tar_header.h"

#include "shared/base/bytes.h"
#include "shared/engine/archive/format.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace alula {
namespace {

using Block = std::array<char, format::kTarBlock>;

// ustar (POSIX.1-1988): offset and length of the fields used.
struct Field {
    std::size_t offset, length;
};
constexpr Field kName{0, 100}, kMode{100, 8}, kUid{108, 8}, kGid{116, 8}, kSize{124, 12}, kMtime{136, 12}, kChecksum{148, 8};
constexpr Field kType{156, 1}, kLink{157, 100}, kMagic{257, 8}, kMajor{329, 8}, kMinor{337, 8}, kPrefix{345, 155};
constexpr std::uint64_t kMaxId = 07777777, kMaxSize = 077777777777;

void putText(Block& block, Field field, std::string_view text) {
    std::ranges::copy(text.substr(0, field.length), block.begin() + static_cast<std::ptrdiff_t>(field.offset));
}

// Octal with leading zeros and a NUL; the value fits.
void putOctal(Block& block, Field field, std::uint64_t value) {
    for (std::size_t i = field.length - 1; i-- > 0; value >>= 3) block[field.offset + i] = static_cast<char>('0' + (value & 7));
}

void putChecksum(Block& block) {
    putText(block, kChecksum, "        ");
    std::uint64_t sum = 0;
    for (const char c : block) sum += static_cast<unsigned char>(c);
    putOctal(block, {kChecksum.offset, 7}, sum); // six digits, NUL, space
    block[kChecksum.offset + 6] = '\0';
}

struct SplitName {
    std::string_view prefix, name;
};
// A path over 100 bytes may be split at a slash into prefix and name; the name must not be empty.
std::optional<SplitName> splitName(std::string_view path) {
    if (path.size() <= kName.length) return SplitName{{}, path};
    if (path.size() > kPrefix.length + 1 + kName.length) return std::nullopt;
    const std::size_t first = path.find('/', path.size() - 1 - kName.length);
    if (first == path.npos || first == 0 || first > kPrefix.length || first + 1 == path.size()) return std::nullopt;
    return SplitName{path.substr(0, first), path.substr(first + 1)};
}

// "LENGTH KEY=VALUE\n", where LENGTH counts its own digits too.
std::string paxRecord(std::string_view key, std::string_view value) {
    const std::size_t rest = key.size() + value.size() + 3;
    std::size_t length = rest + 1;
    while (std::to_string(length).size() + rest != length) length = rest + std::to_string(length).size();
    std::string record = std::to_string(length);
    record.append(" ").append(key).append("=").append(value).append("\n");
    return record;
}

std::string text(const Block& block) { return {block.data(), block.size()}; }

std::string paxHeader(std::string_view path, const std::string& records) {
    Block block{};
    const std::string name = "PaxHeaders/" + std::string(nameOf(path));
    putText(block, kName, std::string_view(name).substr(0, kName.length - 1));
    putOctal(block, kMode, 0644);
    putOctal(block, kUid, 0);
    putOctal(block, kGid, 0);
    putOctal(block, kSize, records.size());
    putOctal(block, kMtime, 0);
    putText(block, kType, "x");
    putText(block, kMagic, std::string_view("ustar\00000", 8));
    putOctal(block, kMajor, 0);
    putOctal(block, kMinor, 0);
    putChecksum(block);
    std::string out = text(block) + records;
    out.resize(paddedSize(out.size()), '\0');
    return out;
}

// One entry's ustar block, and the records of what did not fit into it.
class HeaderBuilder {
public:
    void path(std::string_view path) {
        if (const auto split = splitName(path)) {
            putText(m_block, kName, split->name);
            putText(m_block, kPrefix, split->prefix);
        } else {
            putText(m_block, kName, path);
            textRecord("path", path);
        }
    }
    void link(std::string_view target) {
        putText(m_block, kLink, target);
        if (target.size() > kLink.length) textRecord("linkpath", target);
    }
    void number(Field field, std::string_view key, std::uint64_t value, std::uint64_t max) {
        putOctal(m_block, field, value <= max ? value : 0);
        if (value > max) m_records += paxRecord(key, std::to_string(value));
    }
    void mtime(std::int64_t ns) {
        constexpr std::int64_t kSecond = 1'000'000'000;
        const std::int64_t seconds = ns / kSecond - (ns % kSecond < 0); // towards the past, as stat(2) counts
        const bool fits = seconds >= 0 && static_cast<std::uint64_t>(seconds) <= kMaxSize;
        putOctal(m_block, kMtime, fits ? static_cast<std::uint64_t>(seconds) : 0);
        if (!fits) m_records += paxRecord("mtime", std::to_string(seconds));
    }
    void rest(std::uint32_t mode, char type) {
        putOctal(m_block, kMode, mode & 01777);
        putText(m_block, kType, {&type, 1});
        putText(m_block, kMagic, std::string_view("ustar\00000", 8));
        putOctal(m_block, kMajor, 0);
        putOctal(m_block, kMinor, 0);
        putChecksum(m_block);
    }
    std::string finish(std::string_view path) const {
        if (m_records.empty()) return text(m_block);
        // pax values are UTF-8 unless this record says otherwise (POSIX.1-2008, pax).
        const std::string charset = m_rawBytes ? paxRecord("hdrcharset", "BINARY") : std::string();
        return paxHeader(path, charset + m_records) + text(m_block);
    }

private:
    void textRecord(std::string_view key, std::string_view value) {
        m_records += paxRecord(key, value);
        m_rawBytes = m_rawBytes || !isUtf8(value);
    }

    Block m_block{};
    std::string m_records;
    bool m_rawBytes = false;
};

char typeFlag(EntryType type, bool hardLink) {
    if (hardLink) return '1';
    switch (type) {
    case EntryType::Directory: return '5';
    case EntryType::Symlink: return '2';
    case EntryType::File: break;
    }
    return '0';
}

} // namespace

std::string tarHeaders(const std::string& path, const EntryInfo& info, const std::string& linkTarget,
                       const std::string& hardLinkTarget) {
    const bool hardLink = !hardLinkTarget.empty();
    HeaderBuilder builder;
    builder.path(info.type == EntryType::Directory ? path + "/" : path);
    if (hardLink) builder.link(hardLinkTarget);
    else if (info.type == EntryType::Symlink) builder.link(linkTarget);
    builder.number(kUid, "uid", info.uid, kMaxId);
    builder.number(kGid, "gid", info.gid, kMaxId);
    builder.number(kSize, "size", info.type == EntryType::File && !hardLink ? info.size : 0, kMaxSize);
    builder.mtime(info.mtimeNs);
    builder.rest(info.mode, typeFlag(info.type, hardLink));
    return builder.finish(path);
}

} // namespace alula
