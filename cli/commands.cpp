// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

namespace alula::cli {

Commands makeCommands() {
    Commands all;
    for (const auto make :
         {makeOverviewCommand, makeTopCommand,       makeStatusCommand,   makeServersCommand,  makeBackupsCommand,
          makeShowCommand,     makeLsCommand,        makeSearchCommand,   makeVersionsCommand, makeCompareCommand,
          makeCreateCommand,   makeRestoreCommand,   makeUndoCommand,     makeDeleteCommand,   makeVerifyCommand,
          makeExportCommand,   makeImportCommand,    makePinCommand,      makeNoteCommand,     makeJobsCommand,
          makeCancelCommand,   makeWatchCommand,     makeThrottleCommand, makeLogCommand,      makeArchiveCommand,
          makeBridgeCommand,   makeCompletionCommand}) {
        all.push_back(make());
    }
    return all;
}

} // namespace alula::cli
