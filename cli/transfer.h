// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "shared/client/stream_transfer.h"

#include <functional>

namespace alula::cli {

struct Carrying {
    StreamTransfer::Way way;
    int file;                                  // ours
    std::string fileName;                      // for messages
    bool answerToError = false;                // the standard output is full of other bytes
    std::function<Result<void>()> whenWhole{}; // the job went well, and every byte was moved
};

// Carries the bytes of a job that was started, to its end: progress, warnings, the job; the exit code is the job's.
Result<ExitCode> carry(Context& context, const protocol::StreamStarted& started, const Carrying& carrying);

} // namespace alula::cli
