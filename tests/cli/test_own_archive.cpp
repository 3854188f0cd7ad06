// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_alulactl.h"
#include "shared/engine/archive/writer.h"
#include "shared/engine/store/local_store.h"
#include "tests/support/snapshot.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tree.h"

#include <QtCore/QJsonArray>

using namespace alula;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
QString q(const std::string& text) { return QString::fromStdString(text); }
} // namespace

// `alulactl archive` on what Alula itself wrote.
class TestOwnArchive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_dir = std::make_unique<TempDir>();
        tree({file("world/level.dat", std::string("seed: 42\n")).mode(0640), file("world/region/r.mca", 3_MiB),
              file("latin\xf6", 5), dir("empty"), softlink("link", "world/level.dat"), hardlink("world/same", "world/level.dat"),
              sparse("hole", 4_MiB, 1_MiB, "data")})
            .materialise(m_dir->path("in"));
        makeArchive();
    }

    void list() {
        const auto text = run({u"list"_s, q(m_archive)});
        QCOMPARE(text.code, 0);
        for (const char* part :
             {"-rw-r-----", "world/region/r.mca", "3.0 MiB", "latin\\xf6", "link -> world/level.dat", "empty/"})
            QVERIFY2(text.out.contains(part), text.out.constData());
        const auto json = run({u"list"_s, q(m_archive), u"world/"_s, u"--json"_s});
        QCOMPARE(json.out.count('\n'), 5); // world, level.dat, region, r.mca, same
        QCOMPARE(run({u"list"_s, q(m_archive), u"nether"_s}).code, 4);
    }

    void verify() {
        const auto json = run({u"verify"_s, q(m_archive), u"--json"_s});
        QCOMPARE(json.code, 0);
        QCOMPARE(json.json().value("foreign"_L1).toBool(true), false);
        QVERIFY(json.json().value("blocks"_L1).toInt() > 3);
    }

    void aFlippedByteIsFoundAndNamed() {
        std::string bytes = readFile(m_archive);
        bytes[bytes.size() / 2] =
            static_cast<char>(bytes[bytes.size() / 2] ^ 1); // the 3 MiB of r.mca do not compress: it lies there
        const std::string bad = m_dir->path("bad.tar.gz");
        writeFile(bad, bytes);
        const auto text = run({u"verify"_s, q(bad)});
        QCOMPARE(text.code, 7);
        QVERIFY2(text.out.contains("world/region/r.mca"), text.out.constData());
        QCOMPARE(run({u"cat"_s, q(bad), u"world/region/r.mca"_s}).code, 7);
        const auto extracted = run({u"extract"_s, q(bad), u"-C"_s, q(m_dir->path("out"))});
        QCOMPARE(extracted.code, 7);
        QVERIFY2(extracted.err.contains("world/region/r.mca"), extracted.err.constData());
        QCOMPARE(run({u"cat"_s, q(bad), u"world/level.dat"_s}).out, "seed: 42\n"); // what is sound can still be had
    }

    void aCutArchiveIsDamaged() {
        std::string bytes = readFile(m_archive);
        bytes.resize(bytes.size() - 100);
        writeFile(m_dir->path("cut.tar.gz"), bytes);
        for (const QString& command : {u"list"_s, u"verify"_s, u"extract"_s}) {
            QStringList arguments{command, q(m_dir->path("cut.tar.gz"))};
            if (command == "extract"_L1) arguments << u"-C"_s << q(m_dir->path("out"));
            QCOMPARE(run(arguments).code, 7);
        }
    }

    void cat() {
        QCOMPARE(run({u"cat"_s, q(m_archive), u"world/level.dat"_s}).out, "seed: 42\n");
        QCOMPARE(run({u"cat"_s, q(m_archive), u"world/region/r.mca"_s}).out.toStdString(),
                 readFile(m_dir->path("in/world/region/r.mca")));
        QCOMPARE(run({u"cat"_s, q(m_archive), u"hole"_s}).out.toStdString(), readFile(m_dir->path("in/hole")));
    }

    void extractBringsEverythingBack() {
        const auto ran = run({u"extract"_s, q(m_archive), u"-C"_s, q(m_dir->path("out"))});
        QVERIFY2(ran.code == 0, ran.err.constData());
        CompareOptions options;
        options.sparse = true;
        const std::string difference = compare(snapshot(m_dir->path("in")), snapshot(m_dir->path("out")), options);
        QVERIFY2(difference.empty(), difference.c_str());
    }

    void overwriteReplacesAndKeepsTheRest() {
        tree({file("world/level.dat", std::string("mine")), file("world/other", 3), dir("link")}).materialise(m_dir->path("out"));
        QCOMPARE(run({u"extract"_s, q(m_archive), u"-C"_s, q(m_dir->path("out"))}).code, 5);
        QCOMPARE(run({u"extract"_s, q(m_archive), u"-C"_s, q(m_dir->path("out")), u"--overwrite"_s}).code, 0);
        QCOMPARE(readFile(m_dir->path("out/world/level.dat")), "seed: 42\n");
        QVERIFY(exists(m_dir->path("out/world/other")));
    }

private:
    void makeArchive() {
        SystemClock clock;
        LoadControl load(clock);
        auto volume = Volume::open(systemFiles(), m_dir->path("in"));
        QVERIFY(volume);
        LocalStore store(systemFiles(), m_dir->path("store"));
        CreateOptions options;
        options.server = *ServerId::parse("aaaaaaaa-1111-4111-8111-111111111111");
        options.backup = *BackupId::parse("bbbbbbbb-1111-4111-8111-111111111111");
        ProgressSink progress;
        const auto made = createArchive({*volume, store, clock, load}, options,
                                        [](const CreateSummary&) { return Result<void>(); }, progress, {});
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        m_archive = m_dir->path("store/" + options.server.toString() + "/" + options.backup.toString() + ".tar.gz");
    }
    static Ran run(const QStringList& arguments) { return Alulactl(QStringList{u"archive"_s} + arguments).finish(); }

    std::unique_ptr<TempDir> m_dir;
    std::string m_archive;
};

ALULACTL_TEST_MAIN(TestOwnArchive)
#include "test_own_archive.moc"
