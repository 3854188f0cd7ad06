// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/exchange_text.h"

#include "gui/format/time_text.h"
#include "gui/format/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QDir>

#include <algorithm>
#include <array>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
// Of shared/engine/archive/archive_format.cpp, the longer ones first.
constexpr std::array<QLatin1StringView, 14> kEndings = {".tar.bz2"_L1, ".tar.zst"_L1, ".tar.lz4"_L1, ".tar.gz"_L1, ".tar.xz"_L1,
                                                        ".tbz2"_L1,    ".tzst"_L1,    ".tlz4"_L1,    ".tgz"_L1,    ".txz"_L1,
                                                        ".tbz"_L1,     ".tar"_L1,     ".zip"_L1,     ".7z"_L1};

QString nativeName(const QString& file) { return QDir::toNativeSeparators(file); }
} // namespace

QStringList exportFormats() { return {u"zip"_s, u"tar.gz"_s, u"tar.zst"_s, u"tar.xz"_s, u"tar.bz2"_s, u"tar"_s, u"7z"_s}; }

QString formatText(const QString& format) {
    if (format == u"zip"_s) return Format::tr("zip (opens everywhere)");
    if (format == u"tar.gz"_s) return Format::tr("tar.gz (keeps everything)");
    if (format == u"tar.zst"_s) return Format::tr("tar.zst (quick and small)");
    if (format == u"tar.xz"_s) return Format::tr("tar.xz (small, slow)");
    if (format == u"tar.bz2"_s) return Format::tr("tar.bz2");
    if (format == u"tar"_s) return Format::tr("tar (not packed)");
    return format;
}

QString formatNote(const QString& format) {
    if (format == u"zip"_s)
        return Format::tr("A zip has no extended attributes, ACLs and hard links, and keeps times to the second.");
    if (format == u"7z"_s) return Format::tr("A 7z has no owners, extended attributes, ACLs and hard links.");
    if (format == u"tar.gz"_s)
        return Format::tr("Owners, modes, times and attributes are kept. With everything chosen it is the backup's own archive.");
    return Format::tr("Owners, modes, times and attributes are kept.");
}

QString endingOf(const QString& file) {
    for (const QLatin1StringView ending : kEndings) {
        if (file.size() > ending.size() && file.endsWith(ending, Qt::CaseInsensitive)) return file.last(ending.size());
    }
    return {};
}

QString importEndings() {
    QStringList patterns;
    for (const QLatin1StringView ending : kEndings) patterns << u'*' + QString(ending);
    return patterns.join(u' ');
}

QString suggestedFile(const QString& server, Timestamp created, const QString& format) {
    QString name = server + u' ' + localTime(created).toString(u"yyyy-MM-dd HHmm"_s);
    for (QChar& c : name) {
        if (c < u' ' || u"/\\:*?\"<>|"_s.contains(c)) c = u'_';
    }
    while (name.startsWith(u'.')) name[0] = u'_'; // would be hidden
    return name + u'.' + format;
}

QString withFormat(const QString& file, const QString& format) { return file.chopped(endingOf(file).size()) + u'.' + format; }

QString exportedText(const QString& file, std::uint64_t bytes) {
    return Format::tr("Written: %1, %2.").arg(nativeName(file), bytesText(bytes));
}

QString exportFailedText(const QString& file, const Error& why, bool here) {
    const QString text = shown(why.message());
    if (!here) return Format::tr("The export failed: %1 Nothing was kept, and the backup is untouched. Try again.").arg(text);
    if (why.code() == ErrorCode::NoSpace)
        return Format::tr("The disk of this computer is full. Nothing was kept, and the backup is untouched. Free some space, or "
                          "choose another place than %1.")
            .arg(nativeName(file));
    if (why.code() == ErrorCode::Io)
        return Format::tr("%1 could not be written: %2. Nothing was kept, and the backup is untouched. Choose another place.")
            .arg(nativeName(file), text);
    return Format::tr("The connection that carried the bytes ended: %1 Nothing was kept, and the backup is untouched. Try again.")
        .arg(text);
}

QString importFailedText(const QString& file, const Error& why, bool here) {
    const QString text = shown(why.message());
    if (!here) return Format::tr("The import failed: %1 No backup was made, and your file is untouched.").arg(text);
    if (why.code() == ErrorCode::Io)
        return Format::tr("%1 could not be read: %2. No backup was made.").arg(nativeName(file), text);
    return Format::tr(
               "The connection that carried the bytes ended: %1 No backup was made, and your file is untouched. Try again.")
        .arg(text);
}

} // namespace alula::gui
