// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_alulactl.h"
#include "tests/support/snapshot.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tree.h"

#include <QtCore/QJsonArray>

using namespace alula;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
constexpr const char* kText = "seed: 42\n";

QString q(const std::string& text) { return QString::fromStdString(text); }

int command(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    return process.waitForFinished(kPatience) ? process.exitCode() : -1;
}

CompareOptions asTarKeepsIt() {
    CompareOptions options;
    options.owners = false; // they are the caller's
    options.seconds = true;
    options.attributes = false;
    options.directoryTimes = false;
    return options;
}
} // namespace

// `alulactl archive` on what tar wrote: no daemon anywhere.
class TestArchive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_dir = std::make_unique<TempDir>();
        tree({file("world/level.dat", std::string(kText)), file("world/region/r.0.0.mca", 3_MiB), file("evil\x1b[2J", 10),
              file("latin\xf6", 5), dir("empty"), softlink("link", "world/level.dat"), hardlink("world/same", "world/level.dat")})
            .materialise(m_dir->path("in"));
        m_archive = m_dir->path("a.tar.gz");
        QCOMPARE(command(u"tar"_s, {u"czf"_s, q(m_archive), u"-C"_s, q(m_dir->path("in")), u"."_s}), 0);
    }

    void list() {
        const auto text = run({u"list"_s, q(m_archive)});
        QCOMPARE(text.code, 0);
        QVERIFY(!text.out.contains('\x1b'));
        for (const char* part : {"-rw-r--r--", "world/region/r.0.0.mca", "3.0 MiB", "evil\\x1b[2J", "latin\\xf6",
                                 "link -> world/level.dat", "empty/"})
            QVERIFY2(text.out.contains(part), text.out.constData());
        const auto json = run({u"list"_s, q(m_archive), u"world"_s, u"--json"_s});
        QCOMPARE(json.code, 0);
        for (const QByteArray& line : json.out.split('\n'))
            QVERIFY2(line.isEmpty() || QJsonDocument::fromJson(line).object().value("name"_L1).toString().startsWith("world"_L1),
                     line.constData());
        QCOMPARE(run({u"list"_s, q(m_archive), u"nether"_s}).code, 4);
    }

    void verify() {
        const auto text = run({u"verify"_s, q(m_archive)});
        QCOMPARE(text.code, 0);
        QVERIFY(text.out.contains("sound"));
        const auto json = run({u"verify"_s, q(m_archive), u"--json"_s});
        QCOMPARE(json.json().value("sound"_L1).toBool(), true);
        QCOMPARE(json.json().value("foreign"_L1).toBool(), true);
    }

    void damageIsFound_data() {
        QTest::addColumn<bool>("cut");
        QTest::newRow("cut") << true;
        QTest::newRow("a flipped byte") << false;
    }
    void damageIsFound() {
        QFETCH(bool, cut);
        std::string bytes = readFile(m_archive);
        if (cut) bytes.resize(bytes.size() / 2);
        else bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        writeFile(m_dir->path("bad.tar.gz"), bytes);
        QCOMPARE(run({u"verify"_s, q(m_dir->path("bad.tar.gz"))}).code, 7);
        QCOMPARE(run({u"extract"_s, q(m_dir->path("bad.tar.gz")), u"-C"_s, q(m_dir->path("out"))}).code, 7);
    }

    void notAnArchive() {
        writeFile(m_dir->path("text"), "hello");
        QCOMPARE(run({u"list"_s, q(m_dir->path("text"))}).code, 7);
        QCOMPARE(run({u"list"_s, q(m_dir->path("missing"))}).code, 4);
    }

    void cat() {
        const auto ran = run({u"cat"_s, q(m_archive), u"./world/level.dat"_s});
        QCOMPARE(ran.code, 0);
        QCOMPARE(ran.out, kText);
        const auto large = run({u"cat"_s, q(m_archive), u"world/region/r.0.0.mca"_s});
        QCOMPARE(large.out.toStdString(), readFile(m_dir->path("in/world/region/r.0.0.mca")));
        QCOMPARE(run({u"cat"_s, q(m_archive), u"world"_s}).code, 2);
        QCOMPARE(run({u"cat"_s, q(m_archive), u"nether"_s}).code, 4);
    }

    void extractBringsTheTreeBack() {
        const auto ran = run({u"extract"_s, q(m_archive), u"-C"_s, q(m_dir->path("out")), u"--json"_s});
        QVERIFY2(ran.code == 0, ran.err.constData());
        QCOMPARE(ran.json().value("symlinks"_L1).toInt(), 1);
        const std::string difference = compare(snapshot(m_dir->path("in")), snapshot(m_dir->path("out")), asTarKeepsIt());
        QVERIFY2(difference.empty(), difference.c_str());
    }

    void extractTakesSomePaths() {
        QCOMPARE(run({u"extract"_s, q(m_archive), u"world/region"_s, u"empty/"_s, u"-C"_s, q(m_dir->path("out"))}).code, 0);
        QVERIFY(exists(m_dir->path("out/world/region/r.0.0.mca")));
        QVERIFY(exists(m_dir->path("out/empty")));
        QVERIFY(!exists(m_dir->path("out/world/level.dat")));
        QCOMPARE(run({u"extract"_s, q(m_archive), u"nether"_s, u"-C"_s, q(m_dir->path("out2"))}).code, 4);
    }

    void nothingIsOverwrittenUnasked() {
        tree({file("world/level.dat", std::string("mine"))}).materialise(m_dir->path("out"));
        const auto ran = run({u"extract"_s, q(m_archive), u"-C"_s, q(m_dir->path("out"))});
        QCOMPARE(ran.code, 5);
        QVERIFY2(ran.err.contains("world/level.dat") && ran.err.contains("--overwrite"), ran.err.constData());
        QCOMPARE(readFile(m_dir->path("out/world/level.dat")), "mine");
        QVERIFY(!exists(m_dir->path("out/world/region"))); // looked before the first byte
        QCOMPARE(run({u"extract"_s, q(m_archive), u"-C"_s, q(m_dir->path("out")), u"--overwrite"_s}).code, 0);
        QCOMPARE(readFile(m_dir->path("out/world/level.dat")), kText);
    }

    void noSymlinkIsFollowed_data() {
        QTest::addColumn<bool>("overwrite");
        QTest::newRow("asked") << false;
        QTest::newRow("overwrite") << true;
    }
    void noSymlinkIsFollowed() {
        QFETCH(bool, overwrite);
        m_dir->makeDirectory("outside");
        tree({softlink("world", m_dir->path("outside"))}).materialise(m_dir->path("out"));
        QStringList arguments{u"extract"_s, q(m_archive), u"-C"_s, q(m_dir->path("out"))};
        if (overwrite) arguments << u"--overwrite"_s;
        const auto ran = run(arguments);
        QCOMPARE(ran.code, overwrite ? 0 : 5);
        QVERIFY(snapshot(m_dir->path("outside")).size() == 1);                        // still empty
        if (overwrite) QCOMPARE(readFile(m_dir->path("out/world/level.dat")), kText); // the link gave way to a directory
    }

    void hostileArchivesStayInside() {
        m_dir->makeDirectory("h");
        writeFile(m_dir->path("h/x"), "x");
        const std::string evil = m_dir->path("evil.tar.gz");
        QCOMPARE(
            command(u"tar"_s, {u"czPf"_s, q(evil), u"-C"_s, q(m_dir->path("h")), u"--transform=s,^x$,../../escaped,"_s, u"x"_s}),
            0);
        const auto ran = run({u"extract"_s, q(evil), u"-C"_s, q(m_dir->makeDirectory("deep/out"))});
        QVERIFY(!exists(m_dir->path("escaped")));
        QVERIFY(!exists(m_dir->path("deep/escaped")));
        QVERIFY2(ran.code != 0, "an entry that leads outside passed without a word");
    }

private:
    static Ran run(const QStringList& arguments) { return Alulactl(QStringList{u"archive"_s} + arguments).finish(); }

    std::unique_ptr<TempDir> m_dir;
    std::string m_archive;
};

ALULACTL_TEST_MAIN(TestArchive)
#include "test_archive.moc"
