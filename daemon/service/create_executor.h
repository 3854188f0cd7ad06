// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/executor.h"
#include "daemon/panel/report_body.h"
#include "daemon/service/node.h"
#include "daemon/service/quiet_keeper.h"
#include "daemon/service/server_directory.h"
#include "shared/engine/archive/writer.h"
#include "shared/engine/store/presigned_upload.h"

#include <vector>

namespace alula {

// Makes one backup of a server, into the node's store or the panel's: the use of createArchive with the catalog's states around it
// (FORMAT: publishing).
class CreateExecutor final : public JobExecutor {
public:
    // `uploads`: none without a panel; `quiet`: none where servers are never asked to hold still. Both outlive this.
    CreateExecutor(const Node& node, ServerDirectory& servers, const UploadDeps* uploads = nullptr, QuietKeeper* quiet = nullptr)
        : m_node(node), m_servers(servers), m_uploads(uploads), m_quiet(quiet) {}
    JobOutcome run(JobContext& context) override;
    std::function<Result<void>()> recordNotRun(const Job& job, const Error& why) override;

    // The same work for a backup that is the first part of another job (a restore's "back up first"): the row is there already,
    // and is completed here. It stays while that job may begin again; dropUnfinished() takes it away when it has failed.
    Result<void> makeBefore(const BackupId& backup, JobContext& context);
    Result<void> dropUnfinished(const BackupId& backup);

private:
    struct Made {
        Backup row;
        std::vector<ReportedPart> parts; // of an upload, for the panel
    };
    Result<Made> make(const BackupId& id, const std::string& ignore, JobContext& context);
    Result<CreateSummary> upload(const Volume& volume, const CreateOptions& options, std::vector<ReportedPart>& parts,
                                 JobContext& context);
    Result<void> recall(UploadSettings& settings) const;
    void remember(const UploadResult& result) const;
    std::function<Result<void>()> recordFailure(const Job& job) const;

    const Node& m_node;
    ServerDirectory& m_servers;
    const UploadDeps* const m_uploads;
    QuietKeeper* const m_quiet;
};

} // namespace alula
