// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/name_table_writer.h"

#include "shared/engine/archive/checksum.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace alula {

namespace {

constexpr std::size_t kMostTableBytes = std::numeric_limits<std::uint32_t>::max();

std::uint32_t small(std::size_t number) { return static_cast<std::uint32_t>(number); }

class Columns {
public:
    explicit Columns(std::size_t bytes) { m_bytes.reserve(bytes); }
    void put(const void* data, std::size_t length) {
        if (length == 0) return;
        const auto* from = static_cast<const std::uint8_t*>(data);
        m_bytes.insert(m_bytes.end(), from, from + length);
    }
    template <typename T>
    void put(const std::vector<T>& column) {
        put(column.data(), column.size() * sizeof(T));
    }
    std::vector<std::uint8_t> take() && { return std::move(m_bytes); }

private:
    std::vector<std::uint8_t> m_bytes;
};

} // namespace

void NameTableWriter::reserve(std::size_t names, std::size_t textBytes) {
    m_names.reserve(names + 1);
    m_nameSets.reserve(names);
    m_foldedTexts.reserve(textBytes);
    m_texts.reserve(textBytes);
}

std::uint32_t NameTableWriter::intern(const std::vector<NameTable::Run>& runs) {
    std::vector<std::uint32_t> flat;
    for (const auto& run : runs) flat.insert(flat.end(), {run.first, run.last});
    const auto [it, isNew] = m_known.try_emplace(std::move(flat), small(m_sets.size()));
    if (isNew) {
        m_sets.push_back(small(m_runs.size() / 2));
        m_runs.insert(m_runs.end(), it->first.begin(), it->first.end());
    }
    return it->second;
}

void NameTableWriter::add(std::string_view directory, std::string_view folded, std::string_view name, std::uint32_t set) {
    const std::size_t slot = std::max(folded.size(), name.size()) + 1;
    if (m_texts.size() + slot > kMostTableBytes || m_directoryPaths.size() + directory.size() > kMostTableBytes) m_tooLong = true;
    if (m_tooLong) return;
    if (m_directoryNames.empty() || directory != m_directory) {
        m_directory = directory;
        m_directoryTexts.push_back(small(m_directoryPaths.size()));
        m_directoryNames.push_back(small(m_names.size()));
        m_directoryPaths += directory;
    }
    m_names.push_back(small(m_texts.size()));
    m_nameSets.push_back(set);
    const auto put = [slot](std::string& column, std::string_view text) {
        column += text;
        column.append(slot - text.size(), '\0');
    };
    put(m_foldedTexts, folded);
    put(m_texts, name);
}

Result<std::vector<std::uint8_t>> NameTableWriter::finish() {
    if (m_tooLong) return fail(ErrorCode::Unsupported, "this server's names are too many to be searched");
    NameTableHeader header;
    header.backups = small(m_covered.size());
    header.sets = small(m_sets.size());
    header.runs = small(m_runs.size() / 2);
    header.directories = small(m_directoryNames.size());
    header.names = small(m_names.size());
    header.directoryBytes = small(m_directoryPaths.size());
    header.textBytes = small(m_texts.size());
    m_sets.push_back(header.runs);
    m_directoryTexts.push_back(header.directoryBytes);
    m_directoryNames.push_back(header.names);
    m_names.push_back(header.textBytes);
    Columns columns(sizeof(header) + 24 * m_covered.size() + m_directoryPaths.size() + 2 * m_texts.size() +
                    4 * (m_sets.size() + m_runs.size() + m_directoryTexts.size() + m_directoryNames.size() + m_names.size() +
                         m_nameSets.size()));
    columns.put(&header, sizeof(header));
    for (const auto& covered : m_covered) {
        columns.put(covered.backup.uuid().bytes().data(), 16);
        columns.put(&covered.size, 8);
    }
    for (const auto* column : {&m_sets, &m_runs, &m_directoryTexts, &m_directoryNames, &m_names, &m_nameSets})
        columns.put(*column);
    for (const auto* texts : {&m_directoryPaths, &m_foldedTexts, &m_texts}) columns.put(texts->data(), texts->size());
    auto bytes = std::move(columns).take();
    header.hash = xxh3(ByteSpan(bytes).subspan(sizeof(header)));
    std::memcpy(bytes.data(), &header, sizeof(header));
    return bytes;
}

} // namespace alula
