// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace alula::gui {

// The names that an ssh client's settings give to hosts, in their order: those of its Host lines that are no patterns, those of the files
// that it includes too. A file that cannot be read has none.
QStringList sshHosts(const QString& configFile);
QString defaultSshConfig(); // ~/.ssh/config

// What is wrong with a destination that was typed, as a sentence; "": nothing that can be seen.
QString destinationProblem(const QString& destination);

} // namespace alula::gui
