// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/tr.h"

#include <map>
#include <optional>

namespace alula::cli {

namespace {
// `alulactl archive …`: work on files, without any daemon.
class ArchiveCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line =
            parent.command("archive", Cli::tr("Look into an archive file, without a daemon: Alula's, or any tar.gz"));
        line.needCommand();
        m_commands.push_back(makeArchiveListCommand());
        m_commands.push_back(makeArchiveVerifyCommand());
        m_commands.push_back(makeArchiveExtractCommand());
        m_commands.push_back(makeArchiveCatCommand());
        for (const auto& command : m_commands) {
            m_known[command->declare(line).app()] = command.get();
        }
        m_line = line;
        return line;
    }
    Result<ExitCode> run(Context& context) override { return m_known.at(m_line->chosen())->run(context); }

private:
    std::optional<CommandLine> m_line;
    Commands m_commands;
    std::map<const CLI::App*, Command*> m_known;
};
} // namespace

std::unique_ptr<Command> makeArchiveCommand() { return std::make_unique<ArchiveCommand>(); }

} // namespace alula::cli
