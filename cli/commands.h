// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

// One maker a command; each lives in a file of its own (cli/status.cpp …).
namespace alula::cli {

std::unique_ptr<Command> makeStatusCommand();
std::unique_ptr<Command> makeOverviewCommand();
std::unique_ptr<Command> makeTopCommand();
std::unique_ptr<Command> makeServersCommand();
std::unique_ptr<Command> makeBackupsCommand();
std::unique_ptr<Command> makeShowCommand();
std::unique_ptr<Command> makeLsCommand();
std::unique_ptr<Command> makeSearchCommand();
std::unique_ptr<Command> makeVersionsCommand();
std::unique_ptr<Command> makeCompareCommand();
std::unique_ptr<Command> makeCreateCommand();
std::unique_ptr<Command> makeRestoreCommand();
std::unique_ptr<Command> makeUndoCommand();
std::unique_ptr<Command> makeDeleteCommand();
std::unique_ptr<Command> makeVerifyCommand();
std::unique_ptr<Command> makeExportCommand();
std::unique_ptr<Command> makeImportCommand();
std::unique_ptr<Command> makePinCommand();
std::unique_ptr<Command> makeNoteCommand();
std::unique_ptr<Command> makeJobsCommand();
std::unique_ptr<Command> makeCancelCommand();
std::unique_ptr<Command> makeWatchCommand();
std::unique_ptr<Command> makeThrottleCommand();
std::unique_ptr<Command> makeLogCommand();
std::unique_ptr<Command> makeBridgeCommand();
std::unique_ptr<Command> makeCompletionCommand();
std::unique_ptr<Command> makeArchiveCommand();
// Below `archive`.
std::unique_ptr<Command> makeArchiveListCommand();
std::unique_ptr<Command> makeArchiveVerifyCommand();
std::unique_ptr<Command> makeArchiveExtractCommand();
std::unique_ptr<Command> makeArchiveCatCommand();

Commands makeCommands(); // all of the first level, in the order of --help

} // namespace alula::cli
