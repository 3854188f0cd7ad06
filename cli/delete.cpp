// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/confirm.h"
#include "cli/job_wait.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <algorithm>

namespace alula::cli {

using namespace protocol;

namespace {
// What was named and is neither deleted nor kept: not on this node. Empty when the plan has more pages than this one.
std::vector<BackupId> unknownOf(const DeletePlan& plan, const std::vector<BackupId>& named) {
    std::vector<BackupId> unknown;
    if (plan.cursor) return unknown;
    for (const BackupId& id : named) {
        if (!std::ranges::contains(plan.backups, id, &BackupInfo::backup) && !std::ranges::contains(plan.pinned, id))
            unknown.push_back(id);
    }
    return unknown;
}

Page pageOf(const DeletePlan& plan, const std::vector<BackupId>& named) {
    Page page;
    for (const BackupId& id : unknownOf(plan, named))
        page.line(Cli::tr("There is no backup '%1': 'alulactl backups' lists them.").arg(QString::fromStdString(id.toString())));
    for (const ServerId& server : plan.lastGoodOf)
        page.line(Cli::tr("Includes the NEWEST GOOD backup of server %1").arg(QString::fromStdString(server.toString())));
    page.columns({{Cli::tr("BACKUP")}, {Cli::tr("CREATED")}, {Cli::tr("SIZE"), true}, {Cli::tr("STATE")}, {Cli::tr("NOTE")}});
    for (const BackupInfo& backup : plan.backups) {
        page.row({QString::fromStdString(backup.backup.toString()), timeText(backup.created), bytesText(backup.size),
                  backupStateText(backup), QString::fromStdString(backup.note)});
    }
    if (plan.count > plan.backups.size()) page.line(Cli::tr("… and %1 more").arg(countText(plan.count - plan.backups.size())));
    page.line(Cli::tr("Deletes %1 backups, frees up to %2. Left out because they are pinned: %3.")
                  .arg(countText(plan.count), bytesText(plan.bytes), countText(plan.pinned.size())));
    return page;
}

class DeleteCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("delete", Cli::tr("Delete backups; pinned ones are kept"));
        line.arguments("BACKUP", m_backups, Cli::tr("Their ids, or the first letters of them"));
        line.text("--all", m_server, Cli::tr("All of this server's"));
        line.flag("--dry-run", m_dryRun, Cli::tr("Only say what would be done"));
        line.flag("-y,--yes", m_yes, Cli::tr("Do not ask"));
        line.flag("--detach", m_detach, Cli::tr("Do not wait for its end"));
        return line;
    }

    Result<ExitCode> run(Context& context) override {
        if (m_backups.empty() == m_server.empty())
            return fail(ErrorCode::InvalidInput, Cli::tr("Give the backups to be deleted, or --all SERVER.").toStdString());
        ALULA_TRY(fill(context));
        std::optional<std::string> token;
        if (m_dryRun || !m_yes) {
            ALULA_ASSIGN(const DeleteAnswer answer, ask(context, true, {}));
            if (!answer.plan) return fail(ErrorCode::Protocol, Cli::tr("The daemon answered without a plan.").toStdString());
            if (m_dryRun) {
                ALULA_ASSIGN(const QJsonObject json, toJson(*answer.plan));
                context.output.show(json, pageOf(*answer.plan, m_ids));
                return ExitCode::Done;
            }
            if (const auto end = confirm(context, pageOf(*answer.plan, m_ids),
                                         Cli::tr("Delete %1 backups?").arg(countText(answer.plan->count))))
                return *end;
            token = answer.plan->token;
        }
        if (!m_detach) ALULA_TRY(prepareToWait(context));
        ALULA_ASSIGN(const DeleteAnswer answer, ask(context, false, token));
        if (!answer.job) return fail(ErrorCode::Protocol, Cli::tr("The daemon answered without a job.").toStdString());
        return finishStarted(context, {*answer.job, {}}, m_detach);
    }

private:
    Result<void> fill(Context& context) {
        if (!m_server.empty()) {
            ALULA_ASSIGN(m_all, findServer(context.session, m_server));
        }
        for (const std::string& text : m_backups) {
            ALULA_ASSIGN(const BackupId id, findBackup(context.session, text));
            m_ids.push_back(id);
        }
        return {};
    }
    Result<DeleteAnswer> ask(Context& context, bool dryRun, const std::optional<std::string>& token) const {
        if (m_all) return context.session.ask(kBackupsDeleteAll, DeleteAllParams{*m_all, dryRun, token});
        return context.session.ask(kBackupsDelete, DeleteParams{m_ids, dryRun, token});
    }

    std::vector<std::string> m_backups;
    std::string m_server;
    std::vector<BackupId> m_ids;
    std::optional<ServerId> m_all;
    bool m_dryRun = false, m_yes = false, m_detach = false;
};
} // namespace

std::unique_ptr<Command> makeDeleteCommand() { return std::make_unique<DeleteCommand>(); }

} // namespace alula::cli
