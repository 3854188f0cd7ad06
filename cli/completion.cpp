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
    CLI::App* declare(CLI::App& parent) override {
        CLI::App* app = parent.add_subcommand("completion", Cli::tr("Print a script that lets a shell complete alulactl's words").toStdString());
        app->add_option("SHELL", m_shell, Cli::tr("bash, zsh or fish").toStdString())->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
        return app;
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
