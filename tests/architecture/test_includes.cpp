// SPDX-License-Identifier: GPL-3.0-or-later
// Arrows between rooms point one way: no file includes what its room may not, and the link lists say the same.

#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Room {
    QString folder, target;
    QSet<QString> may; // last parts of folders
};

QString nameOf(const QString& folder) { return folder.section(u'/', -1); }

QString read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

const QString kSource = QStringLiteral(ALULA_SOURCE_DIR);

QMap<QString, Room> rooms() {
    QMap<QString, Room> found; // by folder
    static const QRegularExpression space(u"\\s+"_s);
    for (const QString& line : read(kSource + u"/tests/architecture/rooms.txt").split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(u'#')) continue;
        QStringList words = line.split(space, Qt::SkipEmptyParts);
        Room room{words.takeFirst(), words.takeFirst(), {}};
        for (const QString& word : words) {
            if (word != u"-") room.may.insert(word);
        }
        found.insert(room.folder, room);
    }
    return found;
}

// The complaints about one file's includes.
QStringList wrongIncludes(const QString& relative, const QString& text, const QMap<QString, Room>& all) {
    static const QRegularExpression include(u"^#include [\"<]((?:shared|daemon|cli|tests|gui)/[^\">]+)[\">]"_s,
                                            QRegularExpression::MultilineOption);
    static const QRegularExpression qt(u"^#include [\"<]Q[A-Z]"_s, QRegularExpression::MultilineOption);
    QStringList wrong;
    const Room& room = all[relative.section(u'/', 0, -2)];
    for (const auto& match : include.globalMatch(text)) {
        const QString folder = match.captured(1).section(u'/', 0, -2);
        if (folder == room.folder) continue;
        if (!all.contains(folder) || !room.may.contains(nameOf(folder))) wrong << relative + u" includes "_s + match.captured(1);
    }
    const bool withoutQt = room.folder == u"shared/base" || room.folder.startsWith(u"shared/engine");
    if (withoutQt && qt.match(text).hasMatch()) wrong << relative + u" includes Qt"_s;
    return wrong;
}

} // namespace

class TestIncludes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFileIncludesWhatItsRoomMay() {
        const auto all = rooms();
        QStringList wrong;
        int files = 0;
        for (const Room& room : all) {
            QDirIterator it(kSource + u'/' + room.folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files);
            while (it.hasNext()) {
                const QString path = it.next();
                wrong += wrongIncludes(path.mid(kSource.size() + 1), read(path), all);
                ++files;
            }
        }
        QVERIFY2(files > 100, "the sources were not found");
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void arrowsPointDown() {
        // A room may include only rooms that stand above it in the list; so there is no circle.
        QSet<QString> seen;
        for (const QString& line : read(kSource + u"/tests/architecture/rooms.txt").split(u'\n', Qt::SkipEmptyParts)) {
            if (line.startsWith(u'#')) continue;
            const Room room = rooms()[line.section(u' ', 0, 0)];
            for (const QString& name : room.may)
                QVERIFY2(seen.contains(name), qPrintable(room.folder + u" looks down at "_s + name));
            seen.insert(nameOf(room.folder));
        }
    }

    void linkListsSayTheSame() {
        const QString cmake = read(kSource + u"/CMakeLists.txt");
        for (const Room& room : rooms()) {
            const QRegularExpression call(u"alula(?:_qt)?_room\\(%1 ([^)]*)\\)"_s.arg(room.target));
            const auto match = call.match(cmake);
            QVERIFY2(match.hasMatch(), qPrintable(room.target));
            QSet<QString> linked;
            static const QRegularExpression target(u"\\balula_([a-z]+)\\b"_s);
            for (const auto& found : target.globalMatch(match.captured(1))) linked.insert(found.captured(1));
            QVERIFY2(linked == room.may, qPrintable(room.target + u" links "_s + QStringList(linked.values()).join(u' ') +
                                                    u", may include "_s + QStringList(room.may.values()).join(u' ')));
        }
    }

    void aWrongArrowIsFound() {
        const auto all = rooms();
        QCOMPARE(wrongIncludes(u"shared/base/x.h"_s, u"#include \"daemon/jobs/scheduler.h\"\n"_s, all).size(), 1);
        QCOMPARE(wrongIncludes(u"shared/engine/volume/x.h"_s, u"#include <QString>\n"_s, all).size(), 1);
        QCOMPARE(wrongIncludes(u"daemon/rest/x.cpp"_s, u"#include \"daemon/service/commands.h\"\n"_s, all).size(), 0);
    }
};

QTEST_APPLESS_MAIN(TestIncludes)
#include "test_includes.moc"
