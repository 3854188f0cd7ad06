// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion_scripts.h"

#include <CLI/CLI.hpp>

#include <format>
#include <set>

namespace alula::cli {

namespace {
void addPlace(CompletionTree& tree, const CLI::App& app, const std::string& path) {
    CompletionPlace place{path, app.get_description(), {}, {}};
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames())
            place.options.push_back({"--" + name, option->get_description(), option->get_items_expected_max() > 0});
        for (const std::string& name : option->get_snames())
            place.options.push_back({"-" + name, option->get_description(), option->get_items_expected_max() > 0});
    }
    const auto below = app.get_subcommands([](const CLI::App*) { return true; });
    for (const CLI::App* sub : below) place.commands.push_back(sub->get_name());
    tree.push_back(std::move(place));
    for (const CLI::App* sub : below) addPlace(tree, *sub, path + "/" + sub->get_name());
}

std::string joined(const std::vector<std::string>& words, const std::string& between) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
    return text;
}

// What may stand at a place: its commands, its options and the program's.
std::vector<std::string> wordsAt(const CompletionTree& tree, const CompletionPlace& place) {
    std::vector<std::string> words = place.commands;
    std::set<std::string> seen;
    for (const auto* options : {&place.options, &tree.front().options}) {
        for (const CompletionOption& option : *options) {
            if (seen.insert(option.name).second) words.push_back(option.name);
        }
    }
    return words;
}

std::vector<std::string> optionsWithValue(const CompletionTree& tree) {
    std::set<std::string> names;
    for (const CompletionPlace& place : tree) {
        for (const CompletionOption& option : place.options) {
            if (option.takesValue) names.insert(option.name);
        }
    }
    return {names.begin(), names.end()};
}

std::vector<std::string> commandPaths(const CompletionTree& tree) {
    std::vector<std::string> paths;
    for (const CompletionPlace& place : tree) {
        if (!place.path.empty()) paths.push_back(place.path);
    }
    return paths;
}

// bash and zsh differ in where the words are and how candidates are given; the way to the place is the same.
std::string placeFinder(const CompletionTree& tree, const std::string& first, const std::string& end, const std::string& wordAt) {
    return std::format(R"(    local place= i word
    for ((i = {}; i < {}; i++)); do
        word={}
        case "$word" in
            {}) ((i++)); continue ;;
        esac
        case "$place/$word" in
            {}) place="$place/$word" ;;
        esac
    done
)",
                       first, end, wordAt, joined(optionsWithValue(tree), "|"), joined(commandPaths(tree), "|"));
}

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

std::string parentOfPlace(const std::string& path) { return path.substr(0, path.rfind('/')); }

// fish: true at this place and not below it.
std::string fishCondition(const CompletionPlace& place) {
    if (place.path.empty()) return "__fish_use_subcommand";
    std::string condition;
    for (std::size_t at = 1; at <= place.path.size();) {
        const std::size_t end = std::min(place.path.find('/', at), place.path.size());
        condition +=
            (condition.empty() ? "" : "; and ") + std::string("__fish_seen_subcommand_from ") + place.path.substr(at, end - at);
        at = end + 1;
    }
    if (!place.commands.empty()) condition += "; and not __fish_seen_subcommand_from " + joined(place.commands, " ");
    return condition;
}

std::string fishOption(const std::string& condition, const CompletionOption& option) {
    const bool isLong = option.name.starts_with("--");
    return "complete -c alulactl " + (condition.empty() ? "" : "-n " + quoted(condition) + " ") +
           (isLong ? "-l " + option.name.substr(2) : "-o " + option.name.substr(1)) + (option.takesValue ? " -r" : "") + " -d " +
           quoted(option.description) + "\n";
}
} // namespace

CompletionTree completionTree(const CLI::App& app) {
    CompletionTree tree;
    addPlace(tree, app, "");
    return tree;
}

std::string bashScript(const CompletionTree& tree) {
    std::string script = "# bash completion of alulactl; use it with: source <(alulactl completion bash)\n_alulactl() {\n";
    script += placeFinder(tree, "1", "COMP_CWORD", "${COMP_WORDS[i]}");
    script += "    local words=\n    case \"$place\" in\n";
    for (const CompletionPlace& place : tree)
        script += "        '" + place.path + "') words='" + joined(wordsAt(tree, place), " ") + "' ;;\n";
    return script + "    esac\n"
                    "    COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
                    "}\n"
                    "complete -o bashdefault -o default -F _alulactl alulactl\n";
}

std::string zshScript(const CompletionTree& tree) {
    std::string script =
        "#compdef alulactl\n# zsh completion of alulactl; put it into a directory of $fpath as _alulactl\n_alulactl() {\n";
    script += placeFinder(tree, "2", "CURRENT", "${words[i]}");
    script += "    local -a candidates\n    case \"$place\" in\n";
    for (const CompletionPlace& place : tree)
        script += "        '" + place.path + "') candidates=(" + joined(wordsAt(tree, place), " ") + ") ;;\n";
    return script + "    esac\n"
                    "    compadd -a candidates\n"
                    "    _files\n"
                    "}\n"
                    "# Called by the completion system itself the first time, or read by `source`.\n"
                    "if [ \"${funcstack[1]}\" = _alulactl ]; then _alulactl \"$@\"; else compdef _alulactl alulactl; fi\n";
}

std::string fishScript(const CompletionTree& tree) {
    std::string script = "# fish completion of alulactl; use it with: alulactl completion fish | source\n";
    for (const CompletionPlace& place : tree) {
        if (place.path.empty()) {
            for (const CompletionOption& option : place.options) script += fishOption("", option);
            continue;
        }
        for (const CompletionPlace& parent : tree) {
            if (parent.path != parentOfPlace(place.path)) continue;
            const std::string name = place.path.substr(place.path.rfind('/') + 1);
            script += "complete -c alulactl -n " + quoted(fishCondition(parent)) + " -a " + name + " -d " +
                      quoted(place.description) + "\n";
        }
        for (const CompletionOption& option : place.options) script += fishOption(fishCondition(place), option);
    }
    return script;
}

} // namespace alula::cli
