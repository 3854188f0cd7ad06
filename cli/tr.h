// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCoreApplication>

namespace alula::cli {

// Every sentence that the program says is translated through this: Cli::tr("…").
struct Cli {
    Q_DECLARE_TR_FUNCTIONS(alulactl)
};

} // namespace alula::cli
