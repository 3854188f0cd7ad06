// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_line.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <memory>
#include <vector>

namespace alula::cli {

// What a command is given to work with.
struct Context {
    Output& output;
    Terminal& terminal;
    Clock& clock;
    Session& session;
    const CLI::App& app; // the whole command line, for completion scripts
};

// One command of the command line. Its error is printed, and made an exit code, by the caller.
class Command {
public:
    virtual ~Command() = default;
    // Adds itself below `parent`, with its options, and returns what it added.
    virtual CommandLine declare(CommandLine& parent) = 0;
    virtual Result<ExitCode> run(Context& context) = 0;
};

using Commands = std::vector<std::unique_ptr<Command>>;

} // namespace alula::cli
