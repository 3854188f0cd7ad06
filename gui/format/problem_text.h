// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/servers.h"
#include "shared/protocol/system.h"

#include <QtCore/QDateTime>
#include <QtCore/QString>

#include <cstdint>
#include <vector>

namespace alula::gui {

// What can be done about a problem, at the place where it is told.
enum class ProblemAct : std::uint8_t {
    BackUp,      // of its server
    SeeWhy,      // the failed jobs, of its server if it has one
    FreeSpace,   // the backups that take most room
    ShowBackup,  // the one that it is about, among the others
    ShowBackups, // of its server
    CheckAgain,  // asks the daemon anew
};
QString actText(ProblemAct act);

// A problem of the daemon's list as the console words it, by its code and facts: what happened, what is safe, what to do.
struct ProblemText {
    QString sentence;
    QString detail;               // the daemon's own sentence
    std::vector<ProblemAct> acts; // the one that helps first
};

// What the sentence needs beside the problem itself. `server`: null when it is of none, or not known.
struct ProblemFacts {
    const protocol::ServerInfo* server = nullptr;
    QString serverName = {};
    QString node = {};
    std::uint64_t outbox = 0;           // results that wait for the panel
    std::uint64_t usualBackupBytes = 0; // of a good backup here; 0: not known
    QDateTime now = QDateTime::currentDateTime();
};
ProblemText problemText(const protocol::Problem& problem, const ProblemFacts& facts);

} // namespace alula::gui
