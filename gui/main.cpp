// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/askpass.h"
#include "gui/window/console.h"

int main(int argc, char** argv) {
    return alula::gui::isAskpass(argc) ? alula::gui::runAskpass(argc, argv) : alula::gui::runConsole(argc, argv);
}
