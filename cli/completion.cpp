// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/completion_scripts.h"
#include "cli/tr.h"

#include <QtCore/QJsonObject>

namespace alula::cli {

using namespace Qt::StringLiterals;

namespace {
class CompletionCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("completion", Cli::tr("Print a script that lets a shell complete alulactl's words"));
        line.choice("SHELL", m_shell, {"bash", "zsh", "fish"}, Cli::tr("bash, zsh or fish"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        const CompletionTree tree = completionTree(context.app);
        const std::string script = m_shell == "bash" ? bashScript(tree) : m_shell == "zsh" ? zshScript(tree) : fishScript(tree);
        context.terminal.write(QString::fromStdString(script)); // the script itself, with --json too: it is for a shell
        return ExitCode::Done;
    }

private:
    std::string m_shell;
};
} // namespace

std::unique_ptr<Command> makeCompletionCommand() { return std::make_unique<CompletionCommand>(); }

} // namespace alula::cli
