// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace alula::cli {

// One place of the command line, to which a command adds what it takes. Thin: CLI11 is behind it, so that its templates are
// compiled once and not with every command. What is added is filled when the line is parsed, and must live until then.
class CommandLine {
public:
    explicit CommandLine(CLI::App& app) : m_app(&app) {}
    CLI::App* app() const { return m_app; }

    CommandLine command(const std::string& name, const QString& what); // below this one
    void needCommand();                                                // one of those below must be given
    const CLI::App* chosen() const;                                    // that one, once parsed

    void argument(const std::string& name, std::string& into, const QString& what); // must be given
    void optionalArgument(const std::string& name, std::string& into, const QString& what);
    void arguments(const std::string& name, std::vector<std::string>& into, const QString& what); // any number
    // names: "--note", or "-y,--yes".
    void flag(const std::string& names, bool& into, const QString& what);
    void text(const std::string& names, std::string& into, const QString& what);
    void texts(const std::string& names, std::vector<std::string>& into, const QString& what); // may be given several times
    void number(const std::string& names, int& into, int low, int high, const QString& what);
    // One of `allowed`. A name without dashes is an argument that must be given.
    void choice(const std::string& names, std::string& into, const std::vector<std::string>& allowed, const QString& what);

private:
    CLI::App* m_app;
};

} // namespace alula::cli
