// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/stream_checker.h"

#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/format.h"
#include "shared/engine/archive/tar_header.h"

#include <algorithm>
#include <cstring>

namespace alula {
namespace {

constexpr std::size_t kMostNamed = 1000;

bool allZero(ByteSpan bytes) {
    return std::ranges::all_of(bytes, [](std::uint8_t b) { return b == 0; });
}

} // namespace

StreamChecker::StreamChecker(const IndexReader& index, VerifyReport& report, ProgressSink& progress)
    : m_index(index), m_report(report), m_progress(progress), m_order(index) {}

Result<void> StreamChecker::check(const ArchiveBlock& block, ByteSpan bytes) {
    m_pieceCrcs.clear();
    ALULA_TRY(advance(bytes, bytes.size(), {}));
    if (m_pieceCrcs != block.pieceCrcs)
        archiveDamaged("The block table does not have the checksums of the block at byte " + std::to_string(block.offset) + ".");
    return {};
}

Result<void> StreamChecker::skip(const ArchiveBlock& block, const std::string& reason) {
    return advance({}, block.streamLength, reason);
}

// Goes `length` bytes on in the stream; with a reason there are no bytes.
Result<void> StreamChecker::advance(ByteSpan bytes, std::uint64_t length, const std::string& reason) {
    for (std::uint64_t done = 0; done < length;) {
        while (m_partDone == m_partLength) {
            if (m_entry && m_part != Part::Padding) {
                nextPart();
                continue;
            }
            if (m_ended) {
                archiveDamaged("The archive goes on behind its end.");
                return {};
            }
            ALULA_TRY(nextEntry());
        }
        const std::uint64_t step = std::min(length - done, m_partLength - m_partDone);
        if (reason.empty()) take(bytes.subspan(done, step), m_partDone, step);
        else if (m_entry && m_part != Part::Padding) damaged(reason);
        m_partDone += step;
        m_position += step;
        done += step;
        if (m_entry && m_part == Part::Contents && m_partDone == m_partLength) closeContents();
    }
    return {};
}

Result<void> StreamChecker::nextEntry() {
    ALULA_ASSIGN(auto entry, m_order.next());
    m_entry.reset();
    m_partDone = 0;
    if (entry) {
        beginEntry(std::move(*entry));
        return {};
    }
    m_part = Part::End;
    m_ended = true;
    m_partLength = format::kTarEnd;
    return {};
}

void StreamChecker::beginEntry(TarEntry entry) {
    m_entry = std::move(entry);
    m_entryDamaged = false;
    m_part = Part::Headers;
    m_partLength = m_entry->headers.size();
    m_crc = 0;
    ++m_report.entries;
    m_progress.setPath(m_entry->entry.path);
    const std::uint64_t begin = m_entry->contents == 0 ? 0 : m_position + m_entry->headers.size();
    if (!m_entry->isLink && m_entry->entry.streamOffset != begin) damaged("The index puts it at another place than it is at.");
    if (!m_entry->isLink && m_entry->contents == 0 && m_entry->entry.crc64 != 0) damaged("It is empty, but not by its checksum.");
    if (!m_entry->agrees) damaged("The index does not give it the contents of the file that it is a hard link to.");
    if (m_entry->contents == 0 && m_entry->entry.info.type == EntryType::File) ++m_progress.filesDone;
}

void StreamChecker::nextPart() {
    m_partDone = 0;
    if (m_part == Part::Headers) {
        m_part = Part::Contents;
        m_partLength = m_entry->contents;
    } else {
        m_part = Part::Padding;
        m_partLength = paddedSize(m_entry->contents) - m_entry->contents;
    }
}

void StreamChecker::take(ByteSpan bytes, std::uint64_t offset, std::uint64_t length) {
    switch (m_part) {
    case Part::Headers:
        if (std::memcmp(m_entry->headers.data() + offset, bytes.data(), length) != 0)
            damaged("Its tar header is not what the index says.");
        break;
    case Part::Contents: takeContents(bytes); break;
    case Part::Padding:
        if (!allZero(bytes)) damaged("There is something between it and the next entry.");
        break;
    case Part::End:
        if (!allZero(bytes)) archiveDamaged("The archive does not end where the index says.");
        break;
    }
}

void StreamChecker::takeContents(ByteSpan bytes) {
    const std::uint64_t crc = crc64(bytes);
    m_pieceCrcs.push_back(crc);
    m_crc = crc64Combine(m_crc, crc, bytes.size());
    m_report.bytes += bytes.size();
    m_progress.bytesDone += bytes.size();
}

void StreamChecker::closeContents() {
    ++m_progress.filesDone;
    if (m_crc != m_entry->entry.crc64) damaged("Its contents do not have their checksum.");
}

Result<void> StreamChecker::finish() {
    if (m_report.archiveDamage.empty()) {
        while (!m_ended && m_report.damaged.size() < kMostNamed) {
            if (m_entry && m_partDone < m_partLength) damaged("The archive ends inside it.");
            ALULA_TRY(nextEntry());
            if (m_entry) damaged("The archive ends before it.");
        }
        if (!m_ended || m_partDone != m_partLength) archiveDamaged("The archive ends too early.");
        else if (m_order.visited() != m_index.entryCount())
            archiveDamaged("The index has entries in directories that it does not have.");
    }
    const ArchiveHeader& header = m_index.header();
    if (m_report.sound() &&
        (m_order.files() != header.files || m_order.directories() != header.directories || m_order.symlinks() != header.symlinks))
        archiveDamaged("The index counts its entries wrongly.");
    return {};
}

void StreamChecker::damaged(const std::string& reason) {
    if (m_entryDamaged) return;
    m_entryDamaged = true;
    if (m_report.damaged.size() < kMostNamed) m_report.damaged.push_back({m_entry->entry.path, reason});
}

void StreamChecker::archiveDamaged(const std::string& reason) {
    if (m_report.archiveDamage.empty()) m_report.archiveDamage = reason;
}

} // namespace alula
