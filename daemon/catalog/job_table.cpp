// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/job_table.h"

#include "daemon/catalog/database.h"
#include "daemon/catalog/list_query.h"

namespace alula {

namespace {

// In the order of bindRest() and read().
const std::string kRest =
    "kind, state, server, backup, parameters, origin_kind, origin_detail, queue_order, created, started, ended, phase, "
    "files_done, files_total, bytes_done, bytes_total, bytes_written, warnings, error_code, error_message, undoable, attempts";
const std::string kRestMarks = "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?";
const std::string kSelect = "SELECT id, " + kRest + " FROM jobs";
const std::string kSelectLines = "SELECT number, time, level, text, path FROM job_log WHERE job = ? AND number > ?";

void bindRest(Statement& statement, const Job& j) {
    statement.bindAll(name(j.kind), name(j.state), j.server);
    if (j.backup.isNull()) {
        statement.bindNull();
    } else {
        statement.bind(j.backup);
    }
    statement.bindAll(j.parameters, j.origin.kind, j.origin.detail, j.queueOrder, j.created, j.started, j.ended, name(j.phase),
                      j.filesDone, j.filesTotal, j.bytesDone, j.bytesTotal, j.bytesWritten, j.warnings, j.errorCode,
                      j.errorMessage, j.undoable, j.attempts);
}

std::optional<Phase> phaseFromName(std::string_view wanted) {
    for (auto i = static_cast<int>(Phase::Waiting); i <= static_cast<int>(Phase::Deleting); ++i) {
        if (name(static_cast<Phase>(i)) == wanted) return static_cast<Phase>(i);
    }
    return std::nullopt;
}

void readCounters(Row& row, Job& j) {
    j.filesDone = row.unsignedNumber();
    j.filesTotal = row.unsignedNumber();
    j.bytesDone = row.unsignedNumber();
    j.bytesTotal = row.unsignedNumber();
    j.bytesWritten = row.unsignedNumber();
    j.warnings = row.unsignedNumber();
}

Job read(Statement& statement) {
    Row row(statement);
    Job j;
    j.id = row.id<JobId>();
    j.kind = row.named(jobKindFromName, "kind of job");
    j.state = row.named(jobStateFromName, "state of a job");
    j.server = row.id<ServerId>();
    if (row.isNull()) {
        row.skip();
    } else {
        j.backup = row.id<BackupId>();
    }
    j.parameters = row.text();
    j.origin.kind = row.text();
    j.origin.detail = row.text();
    j.queueOrder = row.number();
    j.created = row.time();
    j.started = row.time();
    j.ended = row.time();
    j.phase = row.named(phaseFromName, "phase of a job");
    readCounters(row, j);
    j.errorCode = row.text();
    j.errorMessage = row.text();
    j.undoable = row.flag();
    j.attempts = static_cast<int>(row.number());
    return j;
}

JobLogLine readLine(Statement& statement) {
    Row row(statement);
    JobLogLine line;
    line.number = row.number();
    line.time = row.time();
    line.level = row.text();
    line.text = row.text();
    line.path = row.text();
    return line;
}

Result<Conditions> conditionsOf(const JobQuery& query) {
    Conditions conditions;
    if (query.server) conditions.equals("server", query.server->toString());
    if (query.backup) conditions.equals("backup", query.backup->toString());
    if (query.kind) conditions.equals("kind", std::string(name(*query.kind)));
    std::vector<std::string> states;
    for (const auto state : query.states) states.emplace_back(name(state));
    conditions.oneOf("state", states);
    ALULA_TRY(conditions.words(query.filter,
                               {"id", "kind", "state", "server", "backup", "origin_kind", "origin_detail", "error_message"}));
    return conditions;
}

Result<std::int64_t> onlyNumber(Statement& statement) {
    statement.step();
    return Row(statement).number();
}

} // namespace

Result<void> JobTable::insert(Job& job) {
    static const std::string kSql = "INSERT INTO jobs (id, " + kRest + ") VALUES (?," + kRestMarks + ")";
    Job row = job;
    auto inserted = m_database.transaction([&]() -> Result<void> {
        return m_database.run([&]() -> Result<void> {
            ALULA_ASSIGN(row.queueOrder,
                         onlyNumber(m_database.statement("SELECT coalesce(max(queue_order), 0) + 1 FROM jobs").bindAll()));
            auto statement = m_database.statement(kSql);
            statement.bind(row.id);
            bindRest(statement, row);
            statement.change();
            return {};
        });
    });
    if (!inserted && inserted.error().code() == ErrorCode::AlreadyExists)
        return fail(ErrorCode::AlreadyExists, "The job " + job.id.toString() + " exists already");
    if (inserted) job.queueOrder = row.queueOrder;
    return inserted;
}

Result<void> JobTable::update(const Job& job) {
    static const std::string kSql = "UPDATE jobs SET (" + kRest + ") = (" + kRestMarks + ") WHERE id = ?";
    return m_database.run([&]() -> Result<void> {
        auto statement = m_database.statement(kSql);
        bindRest(statement, job);
        if (statement.bind(job.id).change() == 0)
            return fail(ErrorCode::NotFound, "There is no job " + job.id.toString() + " in the catalog");
        return {};
    });
}

Result<std::optional<Job>> JobTable::find(const JobId& id) const {
    return m_database.run([&]() -> Result<std::optional<Job>> {
        auto statement = m_database.statement(kSelect + " WHERE id = ?");
        if (!statement.bind(id).step()) return std::nullopt;
        return read(statement);
    });
}

Result<std::vector<Job>> JobTable::list(const JobQuery& query) const {
    ALULA_TRY(checkPage(query.offset, query.limit));
    ALULA_ASSIGN(const auto conditions, conditionsOf(query));
    return m_database.run([&]() -> Result<std::vector<Job>> {
        auto statement = m_database.statement(kSelect + conditions.sql() + " ORDER BY created DESC, id DESC LIMIT ? OFFSET ?");
        conditions.bindTo(statement);
        statement.bindAll(query.limit, query.offset);
        std::vector<Job> jobs;
        while (statement.step()) jobs.push_back(read(statement));
        return jobs;
    });
}

Result<std::map<ServerId, std::vector<CreateOutcome>>> JobTable::createOutcomes(const std::vector<ServerId>& servers,
                                                                                std::int64_t most) const {
    static const std::string kSql =
        "SELECT jobs.server, jobs.ended, jobs.state, backups.id, backups.size, backups.damaged = 0 "
        "FROM json_each(?) AS asked "
        "CROSS JOIN jobs ON jobs.id IN (SELECT id FROM jobs WHERE server = asked.value AND kind = 'create' AND state IN "
        "('completed', 'completed_with_warnings', 'failed', 'cancelled') ORDER BY created DESC, id DESC LIMIT ?) "
        "LEFT JOIN backups ON backups.id = jobs.backup AND backups.state = 'completed' AND backups.missing = 0 "
        "ORDER BY jobs.created, jobs.id";
    return m_database.run([&]() -> Result<std::map<ServerId, std::vector<CreateOutcome>>> {
        auto statement = m_database.statement(kSql);
        statement.bindAll(jsonArray(servers), most);
        std::map<ServerId, std::vector<CreateOutcome>> all;
        while (statement.step()) {
            Row row(statement);
            CreateOutcome& outcome = all[row.id<ServerId>()].emplace_back();
            outcome.ended = row.time();
            outcome.state = row.named(jobStateFromName, "state of a job");
            if (row.isNull()) continue;
            outcome.backup = row.id<BackupId>();
            outcome.size = row.unsignedNumber();
            outcome.good = row.flag();
        }
        return all;
    });
}

Result<std::uint64_t> JobTable::failedCreates(const ServerId& server, Timestamp since) const {
    static const std::string kSql =
        "SELECT count(*) FROM jobs WHERE server = ? AND created > ? AND kind = 'create' AND state = 'failed'";
    return m_database.run([&]() -> Result<std::uint64_t> {
        ALULA_ASSIGN(const auto count, onlyNumber(m_database.statement(kSql).bindAll(server, since)));
        return static_cast<std::uint64_t>(count);
    });
}

Result<std::vector<Job>> JobTable::unfinished() const {
    // The very words of the partial index.
    static const std::string kSql = kSelect + " WHERE state IN ('queued', 'running', 'cancelling') ORDER BY queue_order, id";
    return m_database.run([&]() -> Result<std::vector<Job>> {
        auto statement = m_database.statement(kSql);
        std::vector<Job> jobs;
        while (statement.step()) jobs.push_back(read(statement));
        return jobs;
    });
}

Result<void> JobTable::appendLog(const JobId& id, const std::vector<JobLogLine>& lines) {
    if (lines.empty()) return {};
    return m_database.transaction([&]() -> Result<void> {
        return m_database.run([&]() -> Result<void> {
            ALULA_ASSIGN(auto number,
                         onlyNumber(m_database.statement("SELECT coalesce(max(number), 0) FROM job_log WHERE job = ?").bind(id)));
            for (const auto& line : lines) {
                m_database.statement("INSERT INTO job_log (job, number, time, level, text, path) VALUES (?,?,?,?,?,?)")
                    .bindAll(id, ++number, line.time, line.level, line.text, Blob{line.path})
                    .change();
            }
            return {};
        });
    });
}

Result<std::vector<JobLogLine>> JobTable::log(const JobId& id, std::int64_t after, std::int64_t limit, bool warningsOnly) const {
    ALULA_TRY(checkPage(after, limit));
    return m_database.run([&]() -> Result<std::vector<JobLogLine>> {
        auto statement = m_database.statement(kSelectLines + (warningsOnly ? " AND level IN ('warning', 'error')" : "") +
                                              " ORDER BY number LIMIT ?");
        statement.bindAll(id, after, limit);
        std::vector<JobLogLine> lines;
        while (statement.step()) lines.push_back(readLine(statement));
        return lines;
    });
}

Result<std::int64_t> JobTable::removeEndedBefore(Timestamp time) {
    // A job whose replaced files are still kept stays as long as they do.
    static const std::string kSql =
        "DELETE FROM jobs WHERE ended > 0 AND ended < ? AND state NOT IN ('queued', 'running', 'cancelling') "
        "AND id NOT IN (SELECT job FROM restore_journal)";
    return m_database.run([&]() -> Result<std::int64_t> { return m_database.statement(kSql).bind(time).change(); });
}

} // namespace alula
