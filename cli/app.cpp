// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/app.h"

#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/json_output.h"
#include "cli/text_output.h"
#include "cli/tr.h"

#include <CLI/CLI.hpp>
#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

#include <algorithm>
#include <map>
#include <string_view>

namespace alula::cli {

namespace {
constexpr const char* kDefaultSocket = "/run/alula/alulad.sock";

struct Globals {
    bool json = false;
    std::string socket = kDefaultSocket;
    int timeout = 300; // seconds
};

void declareGlobals(CLI::App& app, Globals& globals) {
    app.description(Cli::tr("Backups of game servers: talks to the daemon alulad of this node, and works on archives without it.")
                        .toStdString());
    app.footer("\n" + exitCodeHelp().toStdString());
    app.set_version_flag("--version", "alulactl " ALULA_VERSION, Cli::tr("Print the version and exit").toStdString());
    app.set_help_flag("-h,--help", Cli::tr("Print this help and exit").toStdString());
    CommandLine line(app);
    line.flag("--json", globals.json, Cli::tr("Answer in JSON, one value a line"));
    line.text("--socket", globals.socket, Cli::tr("Socket of the daemon"));
    app.get_option("--socket")->envname("ALULA_SOCKET");
    line.number("--timeout", globals.timeout, 1, 86'400, Cli::tr("Seconds that the daemon has for an answer"));
    line.needCommand();
}

ExitCode runChosen(const CLI::App& app, const std::map<const CLI::App*, Command*>& known, const Globals& globals) {
    SystemTerminal terminal;
    SystemClock clock;
    TextOutput text(terminal, clock);
    JsonOutput json(terminal);
    Session session(globals.socket, std::chrono::seconds(globals.timeout));
    Context context{globals.json ? static_cast<Output&>(json) : text, terminal, clock, session, app};
    const auto code = known.at(app.get_subcommands().front())->run(context);
    if (code) return *code;
    context.output.error(code.error());
    return exitCodeOf(code.error().code());
}
} // namespace

int runAlulactl(int argc, char** argv) {
    const QCoreApplication qt(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English)); // "41,203", whatever the machine's language: scripts read it
    Globals globals;
    CLI::App app;
    app.name("alulactl");
    declareGlobals(app, globals);
    CommandLine line(app);
    const Commands commands = makeCommands();
    std::map<const CLI::App*, Command*> known;
    for (const auto& command : commands) {
        known[command->declare(line).app()] = command.get();
    }
    try {
        app.parse(argc, argv);
        return static_cast<int>(runChosen(app, known, globals));
    } catch (const CLI::ParseError& problem) {
        const bool asksForHelp = problem.get_exit_code() == 0;
        // The parser may have given up before it came to --json.
        const auto saysJson = [](const char* argument) { return std::string_view(argument) == "--json"; };
        if (!asksForHelp && std::any_of(argv, argv + argc, saysJson)) {
            SystemTerminal terminal;
            JsonOutput(terminal).error(Error(ErrorCode::InvalidInput, problem.what()));
        } else {
            app.exit(problem);
        }
        return asksForHelp ? 0 : static_cast<int>(ExitCode::Usage);
    } catch (const std::exception& problem) {
        SystemTerminal().writeError(
            Cli::tr("alulactl: something unforeseen happened: %1\n").arg(QString::fromLocal8Bit(problem.what())));
        return static_cast<int>(ExitCode::Failed);
    }
}

} // namespace alula::cli
