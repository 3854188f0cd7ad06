// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/ssh_hosts.h"

#include "gui/nodes/tr.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kMostBytes = 1 << 20;
constexpr qsizetype kMostHosts = 1000;
constexpr int kMostDepth = 4; // of files that include files

// ssh_config(5): words apart by blanks, or one "=" after the keyword; "…" around one with blanks.
QStringList wordsOf(const QString& line) {
    static const QRegularExpression word(u"\"([^\"]*)\"|([^\\s=\"]+)"_s);
    QStringList words;
    for (auto it = word.globalMatch(line); it.hasNext();) {
        const auto match = it.next();
        words << (match.capturedStart(1) >= 0 ? match.captured(1) : match.captured(2));
    }
    return words;
}

QStringList filesOf(QString pattern, const QString& folder) {
    if (pattern.startsWith("~/"_L1)) pattern = QDir::homePath() + pattern.sliced(1);
    const QFileInfo info(QDir(folder), pattern); // an absolute one stays as it is
    QStringList files;
    for (const QFileInfo& each : info.dir().entryInfoList({info.fileName()}, QDir::Files | QDir::Hidden, QDir::Name))
        files << each.filePath();
    return files;
}

void read(const QString& path, const QString& folder, int depth, QStringList& hosts) {
    QFile file(path);
    if (depth > kMostDepth || !QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) return;
    const QList<QByteArray> lines = file.read(kMostBytes).split('\n');
    for (const QByteArray& bytes : lines) {
        const QString line = QString::fromUtf8(bytes).trimmed();
        if (line.isEmpty() || line.startsWith(u'#')) continue;
        const QStringList words = wordsOf(line);
        const QString keyword = words.value(0).toLower();
        for (const QString& word : words.mid(1)) {
            if (keyword == "include"_L1) {
                for (const QString& each : filesOf(word, folder)) read(each, folder, depth + 1, hosts);
            }
            const bool pattern = std::ranges::any_of(word, [](QChar c) { return c == u'*' || c == u'?' || c == u'!'; });
            if (keyword == "host"_L1 && !pattern && !hosts.contains(word) && hosts.size() < kMostHosts) hosts << word;
        }
    }
}
} // namespace

QString defaultSshConfig() { return QDir::homePath() + u"/.ssh/config"_s; }

QStringList sshHosts(const QString& configFile) {
    QStringList hosts;
    read(configFile, QFileInfo(configFile).path(), 0, hosts);
    return hosts;
}

QString destinationProblem(const QString& destination) {
    if (destination.isEmpty()) return Nodes::tr("Type a host: a name of your ssh settings, or user@host.");
    if (destination.startsWith(u'-')) return Nodes::tr("A host's name does not begin with '-'.");
    if (std::ranges::any_of(destination, [](QChar c) { return c.isSpace() || !c.isPrint(); }))
        return Nodes::tr("A host's name has no blanks. Type one host: user@host.");
    return {};
}

} // namespace alula::gui
