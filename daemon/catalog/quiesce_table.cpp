// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/quiesce_table.h"

#include "daemon/catalog/database.h"

#include <algorithm>
#include <string_view>

namespace alula {

namespace {

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += line + '\n';
    return text;
}

std::vector<std::string> linesOf(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

} // namespace

Result<void> QuiesceTable::save(const QuiescedServer& entry) {
    return m_database.run([&]() -> Result<void> {
        m_database.statement("INSERT OR REPLACE INTO quiesced (job, server, commands, since) VALUES (?,?,?,?)")
            .bindAll(entry.job, entry.server, joined(entry.commands), entry.since)
            .change();
        return {};
    });
}

Result<void> QuiesceTable::remove(const JobId& job) {
    return m_database.run([&]() -> Result<void> {
        m_database.statement("DELETE FROM quiesced WHERE job = ?").bind(job).change();
        return {};
    });
}

Result<std::vector<QuiescedServer>> QuiesceTable::all() const {
    return m_database.run([&]() -> Result<std::vector<QuiescedServer>> {
        std::vector<QuiescedServer> entries;
        auto statement = m_database.statement("SELECT job, server, commands, since FROM quiesced ORDER BY since, job");
        while (statement.step()) {
            Row row(statement);
            QuiescedServer entry;
            entry.job = row.id<JobId>();
            entry.server = row.id<ServerId>();
            entry.commands = linesOf(row.text());
            entry.since = row.time();
            entries.push_back(std::move(entry));
        }
        return entries;
    });
}

} // namespace alula
