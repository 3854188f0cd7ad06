// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/wording/wording.h"

#include "shared/base/log.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QHash>
#include <QtCore/QLocale>

#include <array>

namespace alula {

using namespace Qt::StringLiterals;

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(words)
};

struct Word {
    const char* name;
    const char* text;
};
// A name of a later version is shown as it came.
template <std::size_t N>
QString wordFor(const std::array<Word, N>& words, const std::string& name) {
    for (const Word& word : words) {
        if (name == word.name) return Words::tr(word.text);
    }
    return shown(name);
}

constexpr std::array<Word, 7> kStates = {{
    {"queued", QT_TRANSLATE_NOOP("words", "queued")},
    {"running", QT_TRANSLATE_NOOP("words", "running")},
    {"cancelling", QT_TRANSLATE_NOOP("words", "being cancelled")},
    {"completed", QT_TRANSLATE_NOOP("words", "completed")},
    {"completed_with_warnings", QT_TRANSLATE_NOOP("words", "completed with warnings")},
    {"failed", QT_TRANSLATE_NOOP("words", "failed")},
    {"cancelled", QT_TRANSLATE_NOOP("words", "cancelled")},
}};
constexpr std::array<Word, 7> kKinds = {{
    {"create", QT_TRANSLATE_NOOP("words", "backup")},
    {"restore", QT_TRANSLATE_NOOP("words", "restore")},
    {"undo", QT_TRANSLATE_NOOP("words", "undo of a restore")},
    {"delete", QT_TRANSLATE_NOOP("words", "deletion")},
    {"verify", QT_TRANSLATE_NOOP("words", "verification")},
    {"export", QT_TRANSLATE_NOOP("words", "export")},
    {"import", QT_TRANSLATE_NOOP("words", "import")},
}};
constexpr std::array<Word, 12> kPhases = {{
    {"waiting", QT_TRANSLATE_NOOP("words", "waiting")},
    {"scanning", QT_TRANSLATE_NOOP("words", "scanning")},
    {"reading", QT_TRANSLATE_NOOP("words", "reading")},
    {"packing", QT_TRANSLATE_NOOP("words", "packing")},
    {"checking", QT_TRANSLATE_NOOP("words", "checking")},
    {"stopping", QT_TRANSLATE_NOOP("words", "stopping the server")},
    {"unpacking", QT_TRANSLATE_NOOP("words", "unpacking")},
    {"swapping", QT_TRANSLATE_NOOP("words", "swapping")},
    {"publishing", QT_TRANSLATE_NOOP("words", "publishing")},
    {"uploading", QT_TRANSLATE_NOOP("words", "uploading")},
    {"downloading", QT_TRANSLATE_NOOP("words", "downloading")},
    {"deleting", QT_TRANSLATE_NOOP("words", "deleting")},
}};
constexpr std::array<Word, 7> kDifferences = {{
    {"type", QT_TRANSLATE_NOOP("words", "type")},
    {"contents", QT_TRANSLATE_NOOP("words", "contents")},
    {"mode", QT_TRANSLATE_NOOP("words", "permissions")},
    {"owner", QT_TRANSLATE_NOOP("words", "owner")},
    {"time", QT_TRANSLATE_NOOP("words", "time")},
    {"target", QT_TRANSLATE_NOOP("words", "target")},
    {"attributes", QT_TRANSLATE_NOOP("words", "attributes")},
}};
} // namespace

QString shown(std::string_view bytes) {
    const std::string text = log::printable(bytes);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString bytesText(std::uint64_t bytes) {
    static constexpr std::array<const char*, 7> kUnits = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1024 && unit + 1 < kUnits.size()) {
        value /= 1024;
        ++unit;
    }
    // 1023.96 would be shown as 1024.0
    if (value >= 1023.95 && unit > 0 && unit + 1 < kUnits.size()) {
        value /= 1024;
        ++unit;
    }
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator); // 1023 B
    return locale.toString(value, 'f', unit == 0 ? 0 : 1) + u' ' + QLatin1StringView(kUnits[unit]);
}

QString countText(std::uint64_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

QString durationText(std::uint64_t milliseconds) {
    const std::uint64_t seconds = (milliseconds + 500) / 1000;
    if (milliseconds < 100) return Words::tr("%1 ms").arg(milliseconds);
    if (milliseconds < 9950) return Words::tr("%1 s").arg(QLocale().toString(static_cast<double>(milliseconds) / 1000, 'f', 1));
    if (seconds < 60) return Words::tr("%1 s").arg(seconds);
    if (seconds < 3600) return Words::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return Words::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60);
}

QString timeText(Timestamp time) {
    return QDateTime::fromMSecsSinceEpoch(time.ns / 1'000'000).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}
QString timeText(const std::optional<Timestamp>& time) { return time ? timeText(*time) : u"-"_s; }

QString modeText(const std::string& type, std::uint32_t mode) {
    static constexpr std::string_view kLetters = "rwxrwxrwx";
    QString text = type == "directory" ? u"d"_s : type == "symlink" ? u"l"_s : u"-"_s;
    for (std::size_t i = 0; i < kLetters.size(); ++i)
        text += (mode & (0400U >> i)) ? QChar(QLatin1Char(kLetters[i])) : QChar(u'-');
    if (mode & 01000) text[9] = (mode & 1) ? QChar(u't') : QChar(u'T');
    return text;
}

QString stateText(const std::string& jobState) { return wordFor(kStates, jobState); }
QString kindText(const std::string& jobKind) { return wordFor(kKinds, jobKind); }
QString phaseText(const std::string& phase) { return wordFor(kPhases, phase); }
QString differenceText(const std::string& difference) { return wordFor(kDifferences, difference); }

QString backupStateText(const protocol::BackupInfo& backup) {
    if (backup.missing) return Words::tr("missing");
    if (backup.damaged) return Words::tr("damaged");
    if (backup.state == "making") return Words::tr("being made");
    if (backup.state == "publishing") return Words::tr("being published");
    if (backup.state == "deleting") return Words::tr("being deleted");
    if (backup.state != "completed") return shown(backup.state);
    if (backup.deletedInPanel) return Words::tr("deleted in the panel");
    return backup.warnings > 0 ? Words::tr("good, warnings: %1").arg(countText(backup.warnings)) : Words::tr("good");
}

std::optional<int> percentOf(const protocol::JobProgress& progress) {
    const bool byBytes = progress.bytesTotal > 0;
    const std::uint64_t total = byBytes ? progress.bytesTotal : progress.filesTotal;
    const std::uint64_t done = byBytes ? progress.bytesDone : progress.filesDone;
    if (total == 0) return std::nullopt;
    return static_cast<int>(static_cast<double>(qMin(done, total)) * 100 / static_cast<double>(total));
}

QString progressText(const protocol::JobProgress& progress) {
    QStringList parts{phaseText(progress.phase)};
    if (const auto percent = percentOf(progress)) parts << Words::tr("%1%").arg(*percent, 3);
    if (progress.filesTotal > 0)
        parts << Words::tr("%1 of %2 files").arg(countText(progress.filesDone), countText(progress.filesTotal));
    else if (progress.filesDone > 0) parts << Words::tr("%1 files").arg(countText(progress.filesDone));
    if (progress.bytesTotal > 0)
        parts << Words::tr("%1 of %2").arg(bytesText(progress.bytesDone), bytesText(progress.bytesTotal));
    else if (progress.bytesDone > 0) parts << bytesText(progress.bytesDone);
    if (progress.bytesPerSecond > 0) parts << Words::tr("%1/s").arg(bytesText(progress.bytesPerSecond));
    if (progress.etaMs) parts << Words::tr("%1 left").arg(durationText(*progress.etaMs));
    return parts.join(u"  "_s);
}

} // namespace alula
