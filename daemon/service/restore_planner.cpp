// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/restore_planner.h"

#include "daemon/service/restore_setup.h"

#include <QCryptographicHash>

namespace alula {

namespace {

// Facts, each closed by a NUL so that no two lists of facts read the same.
class Facts {
public:
    void add(const std::string& fact) {
        m_hash.addData(QByteArrayView(fact.data(), static_cast<qsizetype>(fact.size())));
        m_hash.addData(QByteArrayView("\0", 1));
    }
    void add(std::uint64_t number) { add(std::to_string(number)); }
    std::string token() const { return m_hash.result().toHex().first(32).toStdString(); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

} // namespace

std::string tokenOf(const DeletePlan& plan) {
    Facts facts;
    for (const auto& id : plan.backups) facts.add(id.toString());
    facts.add("pinned");
    for (const auto& id : plan.pinned) facts.add(id.toString());
    return facts.token();
}

std::string tokenOf(const RestoreRequest& request, const RestorePreview& preview) {
    Facts facts;
    facts.add(request.server.toString());
    facts.add(request.backup.toString());
    facts.add(request.truncate ? "truncate" : "overlay");
    for (const auto& path : request.include) facts.add("+" + path);
    for (const auto& path : request.exclude) facts.add("-" + path);
    facts.add(request.into);
    for (const std::uint64_t number :
         {preview.files, preview.directories, preview.symlinks, preview.bytes, preview.replaced, preview.removed, preview.kept}) {
        facts.add(number);
    }
    facts.add(preview.removedDigest);
    return facts.token();
}

Result<void> RestorePlanner::estimate(const ServerId& server, PlannedRestore& planned) {
    JobQuery query;
    query.server = server;
    query.kind = JobKind::Restore;
    query.states = {JobState::Completed, JobState::CompletedWithWarnings};
    query.limit = 10;
    ALULA_ASSIGN(const auto jobs, m_node.catalog.jobs().list(query));
    double seconds = 0;
    double done = 0;
    for (const Job& job : jobs) {
        if (job.bytesTotal == 0) continue; // says nothing of bytes
        ++planned.estimateJobs;
        seconds += std::chrono::duration<double>(job.ended - job.started).count();
        done += static_cast<double>(job.bytesTotal);
    }
    if (done <= 0 || seconds <= 0) return {};
    planned.estimateMs = static_cast<std::uint64_t>(static_cast<double>(planned.preview.bytes) * seconds / done * 1000);
    return {};
}

Result<PlannedRestore> RestorePlanner::plan(const RestoreRequest& request, std::stop_token stop) {
    ALULA_ASSIGN(const Server server, m_servers.find(request.server));
    ALULA_ASSIGN(const auto row, m_node.catalog.backups().find(request.backup));
    if (!row) return fail(ErrorCode::NotFound, kNoSuchBackup);
    if (row->state != BackupState::Completed) return fail(ErrorCode::Conflict, std::string(whyUnusable(*row)));
    ALULA_TRY(m_archives.requireContents(*row));
    ALULA_TRY(checkSelection(request));
    ProgressSink unseen;
    ALULA_ASSIGN(const auto archive, m_archives.open(*row, unseen, stop));
    ALULA_ASSIGN(const auto setup, RestoreSetup::open(m_node, request.server));
    const RestoreParameters parameters{
        request.truncate, request.include, request.exclude, request.into, request.stop.value_or(true), {}};
    auto options = restoreOptions(m_node, JobId(newUuid(m_node.random)), parameters, server.diskLimit);
    options.named = request.named;
    PlannedRestore planned;
    ALULA_ASSIGN(planned.preview, previewRestore(setup->deps(), *archive, options, unseen, stop));
    ALULA_TRY(estimate(request.server, planned));
    planned.token = tokenOf(request, planned.preview);
    return planned;
}

} // namespace alula
