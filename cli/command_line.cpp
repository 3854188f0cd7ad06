// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include <CLI/CLI.hpp>

namespace alula::cli {

CommandLine CommandLine::command(const std::string& name, const QString& what) {
    CLI::App* added = m_app->add_subcommand(name, what.toStdString());
    added->fallthrough(); // --json and --socket may stand behind the command too
    return CommandLine(*added);
}

void CommandLine::needCommand() { m_app->require_subcommand(1); }

const CLI::App* CommandLine::chosen() const {
    const auto parsed = m_app->get_subcommands();
    return parsed.empty() ? nullptr : parsed.front();
}

void CommandLine::argument(const std::string& name, std::string& into, const QString& what) {
    m_app->add_option(name, into, what.toStdString())->required();
}

void CommandLine::optionalArgument(const std::string& name, std::string& into, const QString& what) {
    m_app->add_option(name, into, what.toStdString());
}

void CommandLine::arguments(const std::string& name, std::vector<std::string>& into, const QString& what) {
    m_app->add_option(name, into, what.toStdString());
}

void CommandLine::flag(const std::string& names, bool& into, const QString& what) {
    m_app->add_flag(names, into, what.toStdString());
}

void CommandLine::text(const std::string& names, std::string& into, const QString& what) {
    auto* option = m_app->add_option(names, into, what.toStdString());
    if (!into.empty()) option->capture_default_str();
}

void CommandLine::texts(const std::string& names, std::vector<std::string>& into, const QString& what) {
    m_app->add_option(names, into, what.toStdString())->allow_extra_args(false);
}

void CommandLine::number(const std::string& names, int& into, int low, int high, const QString& what) {
    m_app->add_option(names, into, what.toStdString())->check(CLI::Range(low, high))->capture_default_str();
}

void CommandLine::choice(const std::string& names, std::string& into, const std::vector<std::string>& allowed,
                         const QString& what) {
    auto* option = m_app->add_option(names, into, what.toStdString())->check(CLI::IsMember(allowed));
    if (!into.empty()) option->capture_default_str();
    if (!names.starts_with('-')) option->required();
}

} // namespace alula::cli
