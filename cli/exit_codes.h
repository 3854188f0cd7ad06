// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/protocol/jobs.h"

#include <QtCore/QString>

#include <span>

namespace alula::cli {

// What alulactl ends with. Scripts rely on them: a number is never given to another meaning. docs/cli.md shows the table.
enum class ExitCode : int {
    Done = 0,
    Failed = 1, // anything without a row of its own
    Usage = 2,
    NoConnection = 3,
    NotFound = 4,
    Conflict = 5,
    Denied = 6,
    Damaged = 7,
    NoSpace = 8,
    Unsupported = 9,
    Warnings = 10,
    NotConfirmed = 11,
    TimedOut = 12,
    Cancelled = 13,
    Interrupted = 130, // as shells say it: 128 + SIGINT
};

struct ExitCodeRow {
    ExitCode code;
    const char* meaning; // English source text of the translation
};
std::span<const ExitCodeRow> exitCodeTable();
QString exitCodeHelp(); // the table, for --help

ExitCode exitCodeOf(ErrorCode code);
ExitCode exitCodeOf(const protocol::JobInfo& ended);

} // namespace alula::cli
