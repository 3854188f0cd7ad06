// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QEventLoop>
#include <QtCore/QTimer>

#include <algorithm>
#include <array>
#include <deque>

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds kFollowEvery{1000};

QString lineOf(Timestamp time, const std::string& level, const QString& text) {
    return u"%1  %2  %3"_s.arg(timeText(time)).arg(shown(level), -7).arg(text);
}

int rankOf(const std::string& level) {
    static const std::array<std::string, 4> kLevels{"debug", "info", "warning", "error"};
    const auto it = std::ranges::find(kLevels, level);
    return it == kLevels.end() ? 1 : static_cast<int>(it - kLevels.begin()); // a word of tomorrow counts as info
}

// The program's own timer, not a sleep: a lost connection ends the wait at once.
Result<void> pauseBeforeNext(DaemonClient& client) {
    QEventLoop loop;
    std::optional<Error> end;
    QObject::connect(&client, &DaemonClient::disconnected, &loop, [&](const Error& why) {
        end.emplace(why);
        loop.quit();
    });
    QTimer::singleShot(kFollowEvery, &loop, &QEventLoop::quit);
    loop.exec();
    if (end) return std::unexpected(*end);
    return {};
}

class LogCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("log", Cli::tr("The daemon's log, or a job's"));
        line.text("--job", m_job, Cli::tr("The log of this job: its id, or the first letters of it"));
        line.text("--since", m_since, Cli::tr("From this time on, like 2026-11-22T03:00:00Z"));
        line.choice("--level", m_level, {"debug", "info", "warning", "error"}, Cli::tr("The least level wanted"));
        line.number("-n,--lines", m_lines, 1, 1000, Cli::tr("The newest so many lines"));
        line.flag("-f,--follow", m_follow, Cli::tr("Go on with what comes, until Ctrl-C"));
        return line;
    }

    Result<ExitCode> run(Context& context) override {
        if (m_job.empty()) return daemonLog(context);
        if (!m_since.empty())
            return fail(ErrorCode::InvalidInput, Cli::tr("--since goes with the daemon's log, not with a job's.").toStdString());
        return jobLog(context);
    }

private:
    Result<ExitCode> daemonLog(Context& context) const {
        LogParams params;
        params.level = m_level;
        params.limit = m_lines;
        if (!m_since.empty()) {
            const auto since = Codec<Timestamp>::decode(QJsonValue(QString::fromStdString(m_since)), Place{});
            if (!since)
                return fail(ErrorCode::InvalidInput, Cli::tr("--since wants a time like 2026-11-22T03:00:00Z.").toStdString());
            params.since = *since;
        }
        while (true) {
            ALULA_ASSIGN(const LogPage page, context.session.ask(kLog, params));
            for (const LogRecord& record : page.records) {
                ALULA_ASSIGN(const QJsonObject json, toJson(record));
                context.output.item(json, lineOf(record.time, record.level, QString::fromStdString(record.text)));
            }
            params.cursor = page.cursor;
            const bool more = page.more && (m_follow || params.since);
            if (!more && !m_follow) return ExitCode::Done;
            if (!more) ALULA_TRY(pauseBeforeNext(context.session.client()));
        }
    }

    static Result<void> print(Context& context, const JobLogLine& line) {
        ALULA_ASSIGN(const QJsonObject json, toJson(line));
        const QString path = line.path ? QString(shown(line.path->bytes) + u": "_s) : QString();
        context.output.item(json, lineOf(line.time, line.level, QString(path + QString::fromStdString(line.text))));
        return {};
    }

    // The newest m_lines of what there is; whatever comes later is printed as it comes.
    Result<ExitCode> jobLog(Context& context) const {
        JobLogParams params;
        ALULA_ASSIGN(params.job, findJob(context.session, m_job));
        std::deque<JobLogLine> newest;
        bool caughtUp = false;
        while (true) {
            ALULA_ASSIGN(JobLogPage page, context.session.ask(kJobsLog, params));
            for (JobLogLine& line : page.lines) {
                if (rankOf(line.level) < rankOf(m_level)) continue;
                newest.push_back(std::move(line));
                if (!caughtUp && newest.size() > static_cast<std::size_t>(m_lines)) newest.pop_front();
            }
            params.cursor = page.cursor;
            if (page.more) continue;
            for (const JobLogLine& line : newest) ALULA_TRY(print(context, line));
            newest.clear();
            caughtUp = true;
            if (!m_follow) return ExitCode::Done;
            ALULA_ASSIGN(const JobInfo job, context.session.ask(kJobsGet, JobParams{params.job}));
            if (isEnded(job.state)) return ExitCode::Done;
            ALULA_TRY(pauseBeforeNext(context.session.client()));
        }
    }

    std::string m_job, m_since, m_level = "info";
    int m_lines = 200;
    bool m_follow = false;
};
} // namespace

std::unique_ptr<Command> makeLogCommand() { return std::make_unique<LogCommand>(); }

} // namespace alula::cli
