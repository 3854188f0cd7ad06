// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exit_codes.h"

#include "cli/tr.h"

#include <array>

namespace alula::cli {

using namespace Qt::StringLiterals;

namespace {
constexpr std::array<ExitCodeRow, 15> kTable = {{
    {ExitCode::Done, QT_TRANSLATE_NOOP("alulactl", "done")},
    {ExitCode::Failed, QT_TRANSLATE_NOOP("alulactl", "failed; the message says why")},
    {ExitCode::Usage, QT_TRANSLATE_NOOP("alulactl", "the command line, or a value in it, is wrong")},
    {ExitCode::NoConnection, QT_TRANSLATE_NOOP("alulactl", "no daemon answers, or the connection was lost")},
    {ExitCode::NotFound, QT_TRANSLATE_NOOP("alulactl", "no such server, backup, job or file")},
    {ExitCode::Conflict, QT_TRANSLATE_NOOP("alulactl", "not now: something is in the way, exists already, or is busy")},
    {ExitCode::Denied, QT_TRANSLATE_NOOP("alulactl", "not allowed")},
    {ExitCode::Damaged, QT_TRANSLATE_NOOP("alulactl", "an archive is damaged")},
    {ExitCode::NoSpace, QT_TRANSLATE_NOOP("alulactl", "no room")},
    {ExitCode::Unsupported, QT_TRANSLATE_NOOP("alulactl", "not supported, or a version of the daemon that does not fit")},
    {ExitCode::Warnings, QT_TRANSLATE_NOOP("alulactl", "done, with warnings")},
    {ExitCode::NotConfirmed, QT_TRANSLATE_NOOP("alulactl", "not confirmed: nothing was done")},
    {ExitCode::TimedOut, QT_TRANSLATE_NOOP("alulactl", "no answer in time")},
    {ExitCode::Cancelled, QT_TRANSLATE_NOOP("alulactl", "the job was cancelled")},
    {ExitCode::Interrupted,
     QT_TRANSLATE_NOOP("alulactl", "interrupted with Ctrl-C; a job of the daemon goes on, but for export and import")},
}};
} // namespace

std::span<const ExitCodeRow> exitCodeTable() { return kTable; }

QString exitCodeHelp() {
    QString text = Cli::tr("Exit codes:");
    for (const ExitCodeRow& row : kTable) text += u"\n  %1  %2"_s.arg(static_cast<int>(row.code), 3).arg(Cli::tr(row.meaning));
    return text;
}

ExitCode exitCodeOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidInput: return ExitCode::Usage;
    case ErrorCode::NotFound: return ExitCode::NotFound;
    case ErrorCode::AlreadyExists:
    case ErrorCode::Conflict:
    case ErrorCode::Busy: return ExitCode::Conflict;
    case ErrorCode::PermissionDenied: return ExitCode::Denied;
    case ErrorCode::Cancelled: return ExitCode::Cancelled;
    case ErrorCode::NoSpace: return ExitCode::NoSpace;
    case ErrorCode::Corrupt: return ExitCode::Damaged;
    case ErrorCode::Unsupported: return ExitCode::Unsupported;
    case ErrorCode::Network: return ExitCode::NoConnection;
    case ErrorCode::TimedOut: return ExitCode::TimedOut;
    case ErrorCode::Internal:
    case ErrorCode::Io:
    case ErrorCode::Protocol:
    case ErrorCode::Refused: return ExitCode::Failed;
    }
    return ExitCode::Failed;
}

ExitCode exitCodeOf(const protocol::JobInfo& ended) {
    if (ended.state == "completed") return ExitCode::Done;
    if (ended.state == "completed_with_warnings") return ExitCode::Warnings;
    if (ended.state == "cancelled") return ExitCode::Cancelled;
    if (!ended.error) return ExitCode::Failed;
    // In a job's outcome "network" is the daemon's network, not ours: no connection would be untrue.
    const ErrorCode code = errorCodeFromName(ended.error->code);
    return code == ErrorCode::Network ? ExitCode::Failed : exitCodeOf(code);
}

} // namespace alula::cli
