// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/transfer.h"

#include "cli/job_wait.h"
#include "cli/tr.h"
#include "shared/client/local_connection.h"

namespace alula::cli {

using namespace protocol;

namespace {
bool wentWell(const JobInfo& job) { return job.state == "completed" || job.state == "completed_with_warnings"; }
} // namespace

Result<ExitCode> carry(Context& context, const StreamStarted& started, const Carrying& carrying) {
    ALULA_ASSIGN(UniqueFd stream, connectStream(context.session.socketPath(), started.stream));
    StreamTransfer transfer(carrying.way, std::move(stream), carrying.file);
    transfer.start();
    ALULA_ASSIGN(const auto ended, waitForTransfer(context, started.job, transfer));
    if (!ended) {
        context.output.note(Cli::tr("Interrupted: the job was cancelled, and nothing is left of it."));
        return ExitCode::Interrupted;
    }
    // The job knows only that we have gone.
    if (transfer.fileError()) return fail(Error(*transfer.fileError()).withPath(carrying.fileName));
    if (wentWell(*ended) && carrying.whenWhole) ALULA_TRY(carrying.whenWhole());
    showWarnings(context, *ended);
    if (carrying.answerToError) {
        context.output.page(jobPage(*ended));
    } else {
        ALULA_ASSIGN(const QJsonObject json, toJson(*ended));
        context.output.show(json, jobPage(*ended));
    }
    return exitCodeOf(*ended);
}

} // namespace alula::cli
