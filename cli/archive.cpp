// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/tr.h"

#include <map>

namespace alula::cli {

namespace {
// `alulactl archive …`: work on files, without any daemon.
class ArchiveCommand final : public Command {
public:
    CLI::App* declare(CLI::App& parent) override {
        m_app = parent.add_subcommand("archive", Cli::tr("Look into an archive file, without a daemon: Alula's, or any tar.gz").toStdString());
        m_app->require_subcommand(1);
        m_commands.push_back(makeArchiveListCommand());
        m_commands.push_back(makeArchiveVerifyCommand());
        m_commands.push_back(makeArchiveExtractCommand());
        m_commands.push_back(makeArchiveCatCommand());
        for (const auto& command : m_commands) {
            CLI::App* added = command->declare(*m_app);
            added->fallthrough();
            m_known[added] = command.get();
        }
        return m_app;
    }
    Result<ExitCode> run(Context& context) override { return m_known.at(m_app->get_subcommands().front())->run(context); }

private:
    CLI::App* m_app = nullptr;
    Commands m_commands;
    std::map<const CLI::App*, Command*> m_known;
};
} // namespace

std::unique_ptr<Command> makeArchiveCommand() { return std::make_unique<ArchiveCommand>(); }

} // namespace alula::cli
