// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace alula::cli {

// The whole program: parses, runs one command, returns the exit code.
int runAlulactl(int argc, char** argv);

} // namespace alula::cli
