// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

// Completion scripts are made of the command line's own declaration, so that they cannot lag behind it.
namespace alula::cli {

struct CompletionOption {
    std::string name; // with its dashes
    std::string description;
    bool takesValue = false;
};
struct CompletionPlace {
    std::string path; // "" for the program, "/archive/list" for a command of a command
    std::string description;
    std::vector<std::string> commands; // names of the places below
    std::vector<CompletionOption> options;
};
using CompletionTree = std::vector<CompletionPlace>; // the program first, each place before those below it

CompletionTree completionTree(const CLI::App& app);
std::string bashScript(const CompletionTree& tree);
std::string zshScript(const CompletionTree& tree);
std::string fishScript(const CompletionTree& tree);

} // namespace alula::cli
