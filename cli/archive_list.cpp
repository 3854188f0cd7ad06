// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/archive_file.h"
#include "cli/commands.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <algorithm>
#include <array>

namespace alula::cli {

using namespace Qt::StringLiterals;

namespace {
constexpr std::array<std::pair<std::uint32_t, const char*>, 6> kFlags = {{{kEntrySparse, "sparse"},
                                                                          {kEntryUnstable, "unstable"},
                                                                          {kEntryCut, "cut"},
                                                                          {kEntryPadded, "padded"},
                                                                          {kEntryUnreadable, "unreadable"},
                                                                          {kEntryVanished, "vanished"}}};

// As the protocol has it, with the whole path instead of the name.
protocol::EntryInfo wireEntry(const ArchiveEntry& entry) {
    protocol::EntryInfo wire;
    wire.name = {entry.path};
    wire.type = typeName(entry.info.type);
    wire.mode = entry.info.mode;
    wire.uid = entry.info.uid;
    wire.gid = entry.info.gid;
    wire.size = entry.info.size;
    wire.mtime = {entry.info.mtimeNs};
    if (entry.info.type == EntryType::Symlink) wire.target = protocol::WirePath{entry.linkTarget};
    for (const auto& [flag, text] : kFlags) {
        if (entry.flags & flag) wire.flags.emplace_back(text);
    }
    return wire;
}

QString lineOf(const ArchiveEntry& entry) {
    QString name = shown(entry.path);
    if (entry.info.type == EntryType::Directory) name += u'/';
    if (entry.info.type == EntryType::Symlink) name += u" -> "_s + shown(entry.linkTarget);
    return u"%1 %2/%3 %4  %5  %6"_s.arg(modeText(typeName(entry.info.type), entry.info.mode))
        .arg(entry.info.uid)
        .arg(entry.info.gid)
        .arg(bytesText(entry.info.size), 10)
        .arg(timeText(Timestamp{entry.info.mtimeNs}), name);
}

class ArchiveListCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("list", Cli::tr("List what is in it; --json gives one entry a line"));
        line.argument("FILE", m_file, Cli::tr("The archive"));
        line.optionalArgument("PATH", m_path, Cli::tr("Only this, and what is below it"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        ArchiveFile file;
        const auto open = [&](EngineRun& engine) -> Result<ExitCode> {
            ALULA_ASSIGN(file, openArchiveFile(m_file, engine));
            return ExitCode::Done;
        };
        ALULA_ASSIGN(const ExitCode code, interruptible(context, open));
        if (!file.archive) return code; // interrupted
        ALULA_TRY(list(context, file.archive->index()));
        for (const Warning& warning : file.warnings) context.output.note(warningText(warning));
        return file.warnings.empty() ? ExitCode::Done : ExitCode::Warnings;
    }

private:
    Result<void> list(Context& context, const IndexReader& index) const {
        const auto show = [&](const ArchiveEntry& entry) -> Result<bool> {
            if (entry.path.empty()) return true; // the root itself
            auto wire = wireEntry(entry);
            wire.size = std::min(wire.size, static_cast<std::uint64_t>(protocol::kMaxInteger)); // whatever the archive says
            ALULA_ASSIGN(const QJsonObject json, protocol::toJson(wire));
            context.output.item(json, lineOf(entry));
            return true;
        };
        const std::string below = entryPath(m_path);
        if (below.empty()) return index.forEach(show);
        ALULA_ASSIGN(const auto found, index.find(below));
        if (!found) return fail(ErrorCode::NotFound, Cli::tr("The archive has no '%1'.").arg(shown(below)).toStdString());
        return index.forEachBelow(below, show);
    }

    std::string m_file, m_path;
};
} // namespace

std::unique_ptr<Command> makeArchiveListCommand() { return std::make_unique<ArchiveListCommand>(); }

} // namespace alula::cli
