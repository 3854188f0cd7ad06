// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/confirm.h"
#include "cli/job_wait.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
constexpr std::size_t kPathsShown = 20;

Page pageOf(const RestorePlan& plan) {
    Page page;
    page.field(Cli::tr("Into server"), QString::fromStdString(plan.server.toString()));
    page.field(Cli::tr("Restored"),
               Cli::tr("%1 files, %2 directories, %3 links, %4")
                   .arg(countText(plan.files), countText(plan.directories), countText(plan.symlinks), bytesText(plan.bytes)));
    page.field(Cli::tr("Live files replaced"), countText(plan.replaced));
    page.field(Cli::tr("Live files deleted"), countText(plan.removed));
    page.field(Cli::tr("Live files kept"), countText(plan.kept));
    page.field(Cli::tr("Room"), Cli::tr("%1 needed, %2 there").arg(bytesText(plan.roomNeeded), bytesText(plan.roomAvailable)));
    page.field(Cli::tr("Server"), plan.stopsServer ? Cli::tr("is stopped first") : Cli::tr("is not stopped"));
    page.field(Cli::tr("Time"),
               plan.estimateMs ? Cli::tr("about %1").arg(durationText(*plan.estimateMs)) : Cli::tr("no estimate yet"));
    for (std::size_t i = 0; i < qMin(plan.removedPaths.size(), kPathsShown); ++i)
        page.line(Cli::tr("deletes %1").arg(shown(plan.removedPaths[i].bytes)));
    if (plan.removed > kPathsShown) page.line(Cli::tr("… and %1 more").arg(countText(plan.removed - kPathsShown)));
    return page;
}

class RestoreCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("restore", Cli::tr("Bring a server's files back from a backup"));
        line.argument("BACKUP", m_backup, Cli::tr("Its id, or the first letters of it"));
        line.text("--server", m_server, Cli::tr("Into this server; none: the one that it was made of"));
        line.texts("--include", m_include, Cli::tr("Only this path (may be given several times)"));
        line.texts("--exclude", m_exclude, Cli::tr("Not this path (may be given several times)"));
        line.text("--into", m_into, Cli::tr("Into this directory of the server's files, instead of in place"));
        line.flag("--truncate", m_params.truncate, Cli::tr("Delete what is not in the backup"));
        line.flag("--no-stop", m_noStop, Cli::tr("Do not stop the server first"));
        line.flag("--backup-first", m_params.backupFirst, Cli::tr("Make a backup of what is there now first"));
        line.flag("--dry-run", m_dryRun, Cli::tr("Only say what would be done"));
        line.flag("-y,--yes", m_yes, Cli::tr("Do not ask"));
        line.flag("--detach", m_detach, Cli::tr("Do not wait for its end"));
        return line;
    }

    Result<ExitCode> run(Context& context) override {
        ALULA_TRY(fill(context));
        if (m_dryRun || !m_yes) {
            ALULA_ASSIGN(const RestorePlan plan, askPlan(context));
            if (m_dryRun) {
                ALULA_ASSIGN(const QJsonObject json, toJson(plan));
                context.output.show(json, pageOf(plan));
                return ExitCode::Done;
            }
            const QString question = plan.removed > 0
                                         ? Cli::tr("Restore, replace %1 and delete %2 live files?")
                                               .arg(countText(plan.replaced), countText(plan.removed))
                                         : Cli::tr("Restore, and replace %1 live files?").arg(countText(plan.replaced));
            if (const auto end = confirm(context, pageOf(plan), question)) return *end;
            m_params.plan = plan.token;
        }
        if (!m_detach) ALULA_TRY(prepareToWait(context));
        ALULA_ASSIGN(const RestoreAnswer answer, context.session.ask(kBackupsRestore, m_params));
        if (!answer.job) return fail(ErrorCode::Protocol, Cli::tr("The daemon answered without a job.").toStdString());
        return finishStarted(context, {*answer.job, {}}, m_detach);
    }

private:
    Result<void> fill(Context& context) {
        ALULA_ASSIGN(m_params.backup, findBackup(context.session, m_backup));
        if (!m_server.empty()) {
            ALULA_ASSIGN(m_params.server, findServer(context.session, m_server));
        }
        m_params.include = pathsOf(m_include);
        m_params.exclude = pathsOf(m_exclude);
        m_params.into = pathsOf({m_into}).front();
        m_params.stop = !m_noStop;
        return {};
    }
    Result<RestorePlan> askPlan(Context& context) const {
        RestoreParams params = m_params;
        params.dryRun = true;
        ALULA_ASSIGN(const RestoreAnswer answer, context.session.ask(kBackupsRestore, params));
        if (!answer.plan) return fail(ErrorCode::Protocol, Cli::tr("The daemon answered without a plan.").toStdString());
        return *answer.plan;
    }

    std::string m_backup, m_server, m_into;
    std::vector<std::string> m_include, m_exclude;
    RestoreParams m_params;
    bool m_noStop = false, m_dryRun = false, m_yes = false, m_detach = false;
};
} // namespace

std::unique_ptr<Command> makeRestoreCommand() { return std::make_unique<RestoreCommand>(); }

} // namespace alula::cli
