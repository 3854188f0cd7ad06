// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/node_text.h"
#include "cli/tr.h"

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {

constexpr int kNotGiven = -1;
constexpr int kMostMib = 1'000'000;

class ThrottleCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line =
            parent.command("throttle", Cli::tr("How much of the machine jobs may take, at once and until alulad ends"));
        line.number("--read", m_read, 0, kMostMib, Cli::tr("Read at most so many MiB a second; 0: no limit"));
        line.number("--write", m_write, 0, kMostMib, Cli::tr("Write at most so many MiB a second; 0: no limit"));
        line.number("--parallel", m_parallel, 1, 64, Cli::tr("So many writing jobs at a time"));
        line.flag("--pause", m_pause, Cli::tr("Begin nothing new, and let what runs wait"));
        line.flag("--resume", m_resume, Cli::tr("Go on"));
        return line;
    }

    Result<ExitCode> run(Context& context) override {
        if (m_pause && m_resume)
            return fail(ErrorCode::InvalidInput, Cli::tr("Give --pause or --resume, not both.").toStdString());
        ALULA_ASSIGN(const Limits limits, changed(context));
        Page page;
        page.line(limitsText(limits));
        ALULA_ASSIGN(const QJsonObject json, toJson(limits));
        context.output.show(json, page);
        return ExitCode::Done;
    }

private:
    Result<Limits> changed(Context& context) const {
        SetLimitsParams params;
        if (m_read != kNotGiven) params.readMibPerSecond = m_read;
        if (m_write != kNotGiven) params.writeMibPerSecond = m_write;
        if (m_parallel != kNotGiven) params.parallel = m_parallel;
        if (m_pause || m_resume) params.paused = m_pause;
        if (params != SetLimitsParams{}) return context.session.ask(kSetLimits, params);
        ALULA_ASSIGN(const Status status, context.session.ask(kStatus, StatusParams{})); // what a reader may see too
        return status.limits;
    }

    int m_read = kNotGiven, m_write = kNotGiven, m_parallel = kNotGiven;
    bool m_pause = false, m_resume = false;
};

} // namespace

std::unique_ptr<Command> makeThrottleCommand() { return std::make_unique<ThrottleCommand>(); }

} // namespace alula::cli
