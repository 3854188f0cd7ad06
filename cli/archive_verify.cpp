// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/archive_file.h"
#include "cli/commands.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QJsonArray>

namespace alula::cli {

using namespace Qt::StringLiterals;

namespace {
struct WireDamage {
    protocol::WirePath path;
    std::string reason;
    template <class V>
    static void fields(V& v) {
        v("path", &WireDamage::path);
        v("reason", &WireDamage::reason);
    }
};
struct WireReport {
    bool sound = false, foreign = false;
    std::uint64_t blocks = 0, entries = 0, bytes = 0;
    std::vector<WireDamage> damaged;
    std::string archiveDamage;
    template <class V>
    static void fields(V& v) {
        v("sound", &WireReport::sound);
        v("foreign", &WireReport::foreign);
        v("blocks", &WireReport::blocks);
        v("entries", &WireReport::entries);
        v("bytes", &WireReport::bytes);
        v("damaged", &WireReport::damaged);
        v("archive_damage", &WireReport::archiveDamage);
    }
};

Page pageOf(const VerifyReport& report, bool foreign) {
    Page page;
    page.field(Cli::tr("Kind"), foreign ? Cli::tr("tar.gz, not written by Alula") : Cli::tr("Alula's archive"));
    if (!foreign) page.field(Cli::tr("Blocks"), countText(report.blocks));
    page.field(Cli::tr("Entries"), countText(report.entries));
    page.field(Cli::tr("Contents"), bytesText(report.bytes));
    if (!report.archiveDamage.empty()) page.field(Cli::tr("Damage"), QString::fromStdString(report.archiveDamage));
    for (const DamagedEntry& entry : report.damaged)
        page.line(Cli::tr("damaged: %1: %2").arg(shown(entry.path), shown(entry.reason)));
    page.field(Cli::tr("Verdict"), report.sound() ? Cli::tr("sound") : Cli::tr("damaged"));
    return page;
}

Result<QJsonObject> jsonOf(const VerifyReport& report, bool foreign) {
    WireReport wire{report.sound(), foreign, report.blocks, report.entries, report.bytes, {}, report.archiveDamage};
    for (const DamagedEntry& entry : report.damaged) wire.damaged.push_back({{entry.path}, entry.reason});
    return protocol::toJson(wire);
}

class ArchiveVerifyCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("verify", Cli::tr("Check every byte of it"));
        line.argument("FILE", m_file, Cli::tr("The archive"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        std::optional<VerifyReport> report;
        ArchiveFile file;
        const auto check = [&](EngineRun& engine) -> Result<ExitCode> {
            ALULA_ASSIGN(file, openArchiveFile(m_file, engine));
            ALULA_ASSIGN(report, file.archive->verify({}, engine.progress(), engine.stop()));
            return ExitCode::Done;
        };
        ALULA_ASSIGN(const ExitCode code, interruptible(context, check));
        if (!report) return code;
        ALULA_ASSIGN(const QJsonObject json, jsonOf(*report, file.foreign));
        context.output.show(json, pageOf(*report, file.foreign));
        return report->sound() ? ExitCode::Done : ExitCode::Damaged;
    }

private:
    std::string m_file;
};
} // namespace

std::unique_ptr<Command> makeArchiveVerifyCommand() { return std::make_unique<ArchiveVerifyCommand>(); }

} // namespace alula::cli
