// SPDX-License-Identifier: GPL-3.0-or-later
// Other people's tools read what Alula writes, and Alula restores what they wrote.

#include "shared/base/random.h"
#include "shared/engine/archive/writer.h"
#include "shared/engine/restore/restore.h"
#include "shared/engine/store/local_store.h"
#include "tests/support/tree.h"

#include <QProcess>
#include <QTest>

using namespace alula;
using namespace alula::test;

namespace {

// What Wings does with an archive: regular files are written where they belong; anything else is fatal to it.
const char* const kWingsRestore = R"(
import sys, tarfile, os
with tarfile.open(sys.argv[1]) as archive:
    for member in archive:
        if not member.isreg():
            sys.exit("not a regular file: " + member.name)
        path = os.path.join(sys.argv[2], member.name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(archive.extractfile(member).read())
        os.chmod(path, member.mode)
        os.utime(path, (member.mtime, member.mtime))
)";

// How Wings writes one: regular files only, no directory entries, several gzip members.
const char* const kWingsCreate = R"(
import sys, tarfile, os, gzip, io
raw = io.BytesIO()
with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
    for folder, _, files in os.walk(sys.argv[2]):
        for name in files:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and not os.path.islink(path):
                archive.add(path, os.path.relpath(path, sys.argv[2]))
data = raw.getvalue()
with open(sys.argv[1], "wb") as out:
    for at in range(0, len(data), 1 << 20):
        out.write(gzip.compress(data[at:at + (1 << 20)], 1))
)";

const char* const kPythonExtract = R"(
import sys, tarfile
with tarfile.open(sys.argv[1]) as archive:
    archive.extractall(sys.argv[2], filter="fully_trusted")
)";

class NobodyRuns final : public ServerGate {
public:
    Result<void> stopServer(std::stop_token) override { return {}; }
    Result<bool> isStopped() override { return true; }
};
class NoJournal final : public SwapJournal {
public:
    Result<void> save(const JobId&, const std::string&) override { return {}; }
    Result<void> markCommitted(const JobId&) override { return {}; }
    Result<void> forget(const JobId&) override { return {}; }
};

Tree everything() {
    Tree all =
        tree({file("server.properties", "motd=hello\n").mode(0640), file("empty"), file("world/region/r.0.0.mca", 2'500'000),
              file("world/level.dat", 70'000).mode(0600), dir("plugins/empty").mode(0700), softlink("latest.log", "logs/1.log"),
              file("logs/1.log", 200'000).text(), hardlink("logs/same.log", "logs/1.log"), file("a name with spaces", 1),
              file("umläut/ünïcode", 10), sparse("world/holes", 1'000'000, 500'000, "data")});
    all.add(file(std::string(40, 'd') + "/" + std::string(200, 'n'), 5));            // beyond ustar's name
    all.add(file(std::string(120, 'e') + "/" + std::string(120, 'f') + "/deep", 5)); // and its prefix
    for (int i = 0; i < 300; ++i) all.add(file("many/" + std::to_string(i), static_cast<std::uint64_t>(i) * 37));
    return all;
}

} // namespace

class TestInterop : public QObject {
    Q_OBJECT

    std::unique_ptr<TempDir> m_dir;
    std::string m_volume;

    std::string archivePath() const {
        return m_dir->path("store/00000000-0000-0000-0000-000000000000/00000000-0000-0000-0000-000000000000.tar.gz");
    }

    void write(TarEntries entries) {
        everything().materialise(m_volume);
        SystemClock clock;
        LoadControl load(clock);
        ProgressSink progress;
        LocalStore store(systemFiles(), m_dir->path("store"));
        const auto volume = Volume::open(systemFiles(), m_volume);
        CreateOptions options;
        options.tarEntries = entries;
        const auto made = createArchive({*volume, store, clock, load}, options, {}, progress, {});
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        QVERIFY(made->warnings.empty());
    }
    void restore(const std::string& archive, const std::string& volume) {
        SystemClock clock;
        SystemRandom random;
        LoadControl load(clock);
        ProgressSink progress;
        const auto source = openFileSource(systemFiles(), archive);
        QVERIFY(source);
        std::unique_ptr<Archive> opened;
        if (*hasAlulaFooter(**source)) {
            opened = *openAlulaArchive(*source);
        } else {
            auto scan = scanForeignArchive(**source, {}, {}, nullptr, progress, {});
            QVERIFY2(scan, scan ? "" : scan.error().toString().c_str());
            opened = *openForeignArchive(*source, memorySource(scan->index, "index"));
        }
        const auto target = Volume::open(systemFiles(), volume);
        NobodyRuns gate;
        NoJournal journal;
        RestoreOptions options;
        options.job = JobId(newUuid(random));
        options.truncate = true;
        const RestoreDeps deps{*target, m_dir->path(), gate, journal, load, clock};
        const auto restored = restoreArchive(deps, *opened, options, progress, {});
        QVERIFY2(restored, restored ? "" : restored.error().toString().c_str());
        QVERIFY(dropReplaced(deps, options.job, {}));
    }
    // Runs a program in the test's folder; its complaint is the test's.
    void run(const QString& program, const QStringList& arguments) {
        QProcess process;
        process.setWorkingDirectory(QString::fromStdString(m_dir->path()));
        process.start(program, arguments);
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY2(process.exitCode() == 0, QByteArray(program.toUtf8() + ": " + process.readAllStandardError()).constData());
    }
    static QString q(const std::string& text) { return QString::fromStdString(text); }
    void python(const char* program, const std::string& archive, const std::string& folder) {
        run(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromUtf8(program), q(archive), q(folder)});
    }

    // What a tool keeps that knows neither nanoseconds nor holes.
    static std::string difference(const std::string& expected, const std::string& actual) {
        CompareOptions options;
        options.seconds = true;
        return compare(snapshot(expected), snapshot(actual), options);
    }

private Q_SLOTS:
    void init() {
        m_dir = std::make_unique<TempDir>();
        m_volume = m_dir->makeDirectory("volume");
    }

    void fullArchivesBringBackEverything_data() {
        QTest::addColumn<QString>("tool");
        for (const char* tool : {"tar", "bsdtar", "python"}) QTest::newRow(tool) << QString::fromLatin1(tool);
    }
    void fullArchivesBringBackEverything() {
        QFETCH(QString, tool);
        write(TarEntries::Full);
        const std::string out = m_dir->makeDirectory("out");
        run(QStringLiteral("gzip"), {QStringLiteral("-t"), q(archivePath())});
        if (tool == u"python") {
            python(kPythonExtract, archivePath(), out);
            // tarfile sets no times of symlinks.
            run(QStringLiteral("touch"),
                {QStringLiteral("-h"), QStringLiteral("-r"), q(m_volume + "/latest.log"), q(out + "/latest.log")});
        } else run(tool, {QStringLiteral("-xpzf"), q(archivePath()), QStringLiteral("-C"), q(out)});
        QCOMPARE(difference(m_volume, out), std::string());
    }

    void aWingsLikeRestoreSucceeds_data() {
        QTest::addColumn<bool>("live");
        QTest::newRow("into an empty volume") << false;
        QTest::newRow("over a live one") << true;
    }
    void aWingsLikeRestoreSucceeds() {
        QFETCH(bool, live);
        write(TarEntries::Wings);
        const std::string out = m_dir->makeDirectory("out");
        if (live) everything().materialise(out);
        if (live) writeFile(out + "/server.properties", "griefed, and longer than it was before");
        python(kWingsRestore, archivePath(), out);
        for (const char* name :
             {"server.properties", "world/level.dat", "world/region/r.0.0.mca", "logs/1.log", "logs/same.log", "world/holes"}) {
            QVERIFY2(readFile(out + "/" + name) == readFile(m_volume + "/" + name), name);
        }
    }

    void alulaBringsBackEverythingFromAnArchiveForWings() {
        write(TarEntries::Wings);
        const std::string out = m_dir->makeDirectory("out");
        writeFile(out + "/in the way", "x");
        restore(archivePath(), out);
        QCOMPARE(compare(snapshot(m_volume), snapshot(out)), std::string());
    }

    void alulaRestoresWhatOthersWrote_data() {
        QTest::addColumn<QString>("command");
        QTest::newRow("tar | pigz") << QStringLiteral("tar c -C volume . | pigz > foreign.tar.gz");
        QTest::newRow("tar czf, GNU format") << QStringLiteral("tar czf foreign.tar.gz --format=gnu -C volume .");
        QTest::newRow("tar czf, pax") << QStringLiteral("tar czf foreign.tar.gz --format=pax -C volume .");
        QTest::newRow("bsdtar") << QStringLiteral("bsdtar -czf foreign.tar.gz -C volume .");
        QTest::newRow("two gzip members") << QStringLiteral(
            "tar c -C volume . > t; (head -c 100000 t | gzip; tail -c +100001 t | gzip) > foreign.tar.gz");
    }
    void alulaRestoresWhatOthersWrote() {
        QFETCH(QString, command);
        everything().materialise(m_volume);
        run(QStringLiteral("sh"), {QStringLiteral("-ec"), command});
        const std::string out = m_dir->makeDirectory("out");
        writeFile(out + "/in the way", "x");
        restore(m_dir->path("foreign.tar.gz"), out);
        QCOMPARE(difference(m_volume, out), std::string());
    }

    void alulaRestoresWhatAWingsWrote() {
        everything().materialise(m_volume);
        python(kWingsCreate, m_dir->path("wings.tar.gz"), m_volume);
        const std::string out = m_dir->makeDirectory("out");
        restore(m_dir->path("wings.tar.gz"), out);
        for (const char* name :
             {"server.properties", "world/level.dat", "world/region/r.0.0.mca", "many/299", "umläut/ünïcode"}) {
            QVERIFY2(readFile(out + "/" + name) == readFile(m_volume + "/" + name), name);
        }
    }
};

QTEST_APPLESS_MAIN(TestInterop)
#include "test_interop.moc"
