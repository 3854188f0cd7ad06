// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/verify_executor.h"

#include "daemon/service/sentences.h"

namespace alula {

namespace {

constexpr auto kOtherSha1 =
    "it may be sound, but it is another file than the one that was made: it does not have the SHA-1 that was recorded";

Result<void> keepVerdict(const Node& node, const BackupId& id, bool damaged, const std::string& verdict) {
    ALULA_ASSIGN(auto row, node.catalog.backups().find(id));
    if (!row) return {}; // deleted meanwhile
    row->verified = node.clock.now();
    row->verifyResult = verdict;
    row->damaged = damaged;
    return node.catalog.backups().update(*row);
}

} // namespace

JobOutcome VerifyExecutor::run(JobContext& context) {
    const BackupId id = context.job.backup;
    const auto verify = [&]() -> Result<VerifyReport> {
        ALULA_ASSIGN(const auto backup, m_node.catalog.backups().find(id));
        if (!backup) return fail(ErrorCode::NotFound, kNoSuchBackup);
        ALULA_ASSIGN(const auto archive, m_archives.openFresh(*backup, context.progress, context.stop));
        const ReadOptions options{.workers = m_node.workers(), .load = &m_node.load, .sha1 = true};
        ALULA_ASSIGN(auto report, archive->verify(options, context.progress, context.stop));
        if (report.sound() && !backup->sha1.empty() && (!report.sha1 || hex(*report.sha1) != backup->sha1))
            report.archiveDamage = kOtherSha1;
        return report;
    };
    auto report = verify();
    if (!report) {
        Error error = std::move(report).error();
        if (error.code() != ErrorCode::Corrupt) return {error, false, {}};
        return {error, false, [this, id, error] { return keepVerdict(m_node, id, true, error.toString()); }};
    }
    for (const auto& damaged : report->damaged) context.log.error(damaged.reason, damaged.path);
    const std::string verdict = sentence(*report);
    std::optional<Error> error;
    if (report->sound()) {
        context.log.info(verdict);
    } else {
        error = Error(ErrorCode::Corrupt, verdict);
    }
    return {error, false, [this, id, verdict, damaged = !report->sound()] { return keepVerdict(m_node, id, damaged, verdict); }};
}

std::function<Result<void>()> VerifyExecutor::recordNotRun(const Job&, const Error&) { return {}; }

} // namespace alula
