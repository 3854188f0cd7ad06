// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/job_wait.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QEventLoop>

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
// {"event": name, …the notification's members}
template <Dto P>
QJsonObject itemJson(const Notification<P>& notification, const P& event) {
    QJsonObject json = toJson(event).value_or(QJsonObject());
    json.insert(u"event"_s, QString::fromUtf8(notification.name.data(), static_cast<qsizetype>(notification.name.size())));
    return json;
}

QString shortId(const auto& id) { return QString::fromStdString(id.toString().substr(0, 8)); }

QString lineOf(const JobInfo& job) {
    QString line = u"%1  %2  %3"_s.arg(shortId(job.job), kindText(job.kind), stateText(job.state));
    if (job.server) line += Cli::tr("  server %1").arg(shortId(*job.server));
    if (job.error) line += u"  "_s + QString::fromStdString(job.error->message);
    return line;
}

QString lineOf(const BackupChangedEvent& event) {
    const QString id = shortId(event.backup);
    return event.info ? Cli::tr("backup %1: %2").arg(id, backupStateText(*event.info)) : Cli::tr("backup %1 is gone").arg(id);
}

class WatchCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("watch", Cli::tr("Follow one job to its end, or all that happens until Ctrl-C"));
        line.optionalArgument("JOB", m_job, Cli::tr("Its id, or the first letters of it"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        if (m_job.empty()) return watchAll(context);
        ALULA_ASSIGN(const JobId id, findJob(context.session, m_job));
        ALULA_TRY(prepareToWait(context));
        return waitForJob(context, id);
    }

private:
    static Result<ExitCode> watchAll(Context& context) {
        ALULA_TRY(context.session.connect());
        DaemonClient& client = context.session.client();
        Output& output = context.output;
        QEventLoop loop;
        std::optional<Error> end;
        const auto item = [&](const auto& notification, const auto& event, const QString& line) {
            output.item(itemJson(notification, event), line);
        };
        QObject::connect(&client, &DaemonClient::jobChanged, &loop,
                         [&](const JobChangedEvent& event) { item(kJobChanged, event, lineOf(event.job)); });
        QObject::connect(&client, &DaemonClient::jobProgress, &loop, [&](const JobProgressEvent& event) {
            item(kJobProgress, event, u"%1  %2"_s.arg(shortId(event.job), progressText(event.progress)));
        });
        QObject::connect(&client, &DaemonClient::backupChanged, &loop,
                         [&](const BackupChangedEvent& event) { item(kBackupChanged, event, lineOf(event)); });
        QObject::connect(&client, &DaemonClient::serverChanged, &loop, [&](const ServerChangedEvent& event) {
            item(kServerChanged, event, Cli::tr("server %1 changed").arg(shortId(event.server)));
        });
        QObject::connect(&client, &DaemonClient::systemChanged, &loop, [&](const SystemChangedEvent& event) {
            item(kSystemChanged, event, Cli::tr("the node's state changed"));
        });
        QObject::connect(&client, &DaemonClient::eventsMissed, &loop, [&] { output.note(Cli::tr("Some events were missed.")); });
        QObject::connect(&client, &DaemonClient::disconnected, &loop, [&](const Error& why) {
            end.emplace(why);
            loop.quit();
        });
        ALULA_TRY(context.session.subscribe(std::vector<std::string_view>(kTopics.begin(), kTopics.end())));
        if (!end) loop.exec();
        if (end) return std::unexpected(*end);
        return ExitCode::Done;
    }

    std::string m_job;
};
} // namespace

std::unique_ptr<Command> makeWatchCommand() { return std::make_unique<WatchCommand>(); }

} // namespace alula::cli
