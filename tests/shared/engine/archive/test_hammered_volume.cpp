// SPDX-License-Identifier: GPL-3.0-or-later
// A backup of a volume that a writer hammers on meanwhile, again and again for ALULA_HAMMER_SECONDS (2 when nothing is said): it ends,
// the warnings name the files, the archive is sound, and nothing outside of the volume is ever opened.
#include "tests/shared/engine/archive/create_helper.h"
#include "tests/support/interposed_files.h"
#include "tests/support/volume_hammer.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

#include <mutex>
#include <set>

using namespace alula;
using namespace alula::test;

namespace {

Tree decoy() {
    const std::string secret = "the secret of the outside";
    return tree({file("precious", secret), file("sub/inner", secret), file("other", secret)});
}

// Asks the kernel of every handle that is opened where it leads.
class TracedFiles final : public InterposedFiles {
public:
    explicit TracedFiles(std::vector<std::string> allowed) : InterposedFiles(systemFiles()), m_allowed(std::move(allowed)) {}
    std::string strays() const {
        const std::lock_guard lock(m_mutex);
        std::string all;
        for (const auto& path : m_strays) all += path + "\n";
        return all;
    }
    std::uint64_t opens() const { return m_opens; }

private:
    void after(const CallInfo& info, std::uint64_t made) override {
        if (info.call != Call::Open) return;
        ++m_opens;
        const std::string path = resolvedPath(static_cast<int>(made), {});
        const bool good = std::ranges::any_of(m_allowed, [&](const std::string& below) { return path.starts_with(below); });
        if (good) return;
        const std::lock_guard lock(m_mutex);
        m_strays.insert(path);
    }

    const std::vector<std::string> m_allowed;
    mutable std::mutex m_mutex;
    std::set<std::string> m_strays; // guarded by m_mutex
    std::atomic<std::uint64_t> m_opens = 0;
};

int milliseconds() {
    const int asked = qEnvironmentVariableIntValue("ALULA_HAMMER_SECONDS");
    return asked > 0 ? asked * 1000 : 2'000;
}

BackupId backupOf(int round) {
    return BackupId(Uuid(
        {2, static_cast<std::uint8_t>(round >> 16), static_cast<std::uint8_t>(round >> 8), static_cast<std::uint8_t>(round)}));
}

} // namespace

class TestHammeredVolume : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void backupsEndAndAreSound();
    void aTracerSeesNothingOutsideOpened();

private:
    static void verifyArchive(Archive& archive, const CreateSummary& summary);
};

void TestHammeredVolume::verifyArchive(Archive& archive, const CreateSummary& summary) {
    QCOMPARE(QString::fromStdString(damageOf(archive)), QString());
    const auto contents = allContents(archive);
    QCOMPARE(contents.size(), static_cast<std::size_t>(summary.files));
    QVERIFY(contents.contains("calm")); // what nobody touched is whole
    QVERIFY(contents.at("calm") == pseudoRandom(7, 300'000));
    for (const auto& [path, bytes] : contents) QVERIFY2(!bytes.contains("the secret of the outside"), path.c_str());
    for (const Warning& warning : summary.warnings) {
        QVERIFY2(warning.path.starts_with("hammered"), (warning.path + ": " + warning.detail).c_str());
        QVERIFY(!warning.detail.empty());
    }
}

void TestHammeredVolume::backupsEndAndAreSound() {
    const TempDir temp;
    const std::string given = qEnvironmentVariable("ALULA_HAMMER_OUTSIDE").toStdString();
    const std::string outside = given.empty() ? temp.path("outside") : given;
    tree({file("calm", pseudoRandom(7, 300'000))}).materialise(temp.path("volume"));
    if (given.empty()) decoy().materialise(outside);
    TracedFiles files({temp.path("volume"), temp.path("store")});
    temp.makeDirectory("store");
    LocalStore target(files.files(), temp.path("store/backups"));
    const auto volume = Volume::open(files.files(), temp.path("volume"));
    QVERIFY(volume);
    SystemClock clock;
    LoadControl load(clock);
    std::set<WarningKind> kinds;
    std::size_t warned = 0;
    int round = 0;
    std::uint64_t blows = 0;
    CreateOptions options;
    options.server = ServerId(Uuid({1, 1}));
    {
        const VolumeHammer hammer(temp.path("volume"), outside, 1);
        QElapsedTimer time;
        time.start();
        for (; time.elapsed() < milliseconds() || warned == 0 || round < 3; ++round) {
            QVERIFY2(time.elapsed() < milliseconds() + 60'000, "nothing was ever warned of");
            options.backup = backupOf(round);
            ProgressSink progress;
            const auto made = createArchive({*volume, target, clock, load}, options, {}, progress, {});
            QVERIFY2(made, made ? "" : made.error().toString().c_str());
            for (const Warning& warning : made->warnings) kinds.insert(warning.kind);
            warned += made->warnings.size();
            auto source = target.open(options.server, options.backup);
            QVERIFY(source);
            auto archive = openAlulaArchive(*std::move(source));
            QVERIFY(archive);
            verifyArchive(**archive, *made);
            if (QTest::currentTestFailed()) return;
            options.previous = nullptr; // each third is built afresh, the others take over what they can
            if (round % 3 != 2) options.previous = *PreviousArchive::open(*target.open(options.server, options.backup));
        }
        blows = hammer.blows();
    }
    qInfo("%d backups under %llu blows, %llu opens; %zu warnings of %zu kinds", round, static_cast<unsigned long long>(blows),
          static_cast<unsigned long long>(files.opens()), warned, kinds.size());
    QCOMPARE(QString::fromStdString(files.strays()), QString());
    QVERIFY(files.opens() > 100);
}

// The same once more under strace, which sees every call, also one that would go past the engine's own interface.
void TestHammeredVolume::aTracerSeesNothingOutsideOpened() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer's runtime does not like to be traced; the dev build is");
#endif
    const TempDir temp;
    decoy().materialise(temp.path("decoy"));
    const std::string log = temp.path("log");
    QProcess strace;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("ALULA_HAMMER_OUTSIDE"), QString::fromStdString(temp.path("decoy")));
    environment.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("detect_leaks=0")); // which wants to trace, too
    strace.setProcessEnvironment(environment);
    strace.start(QStringLiteral("strace"),
                 {QStringLiteral("-fyqq"), QStringLiteral("-e"), QStringLiteral("trace=open,openat,openat2"),
                  QStringLiteral("-o"), QString::fromStdString(log), QCoreApplication::applicationFilePath(),
                  QStringLiteral("backupsEndAndAreSound")});
    if (!strace.waitForStarted()) QSKIP("there is no strace here");
    QVERIFY(strace.waitForFinished(300'000 + milliseconds()));
    const std::string calls = exists(log) ? readFile(log) : std::string();
    if (!calls.contains("openat")) QSKIP("strace may not trace here");
    QVERIFY2(strace.exitCode() == 0, strace.readAllStandardOutput().constData());
    int opened = 0;
    for (const auto& line : QByteArray::fromStdString(calls).split('\n')) {
        const auto result = line.lastIndexOf(" = ");
        if (result < 0 || !line.sliced(result).contains('<')) continue; // failed, or without a path
        QVERIFY2(!line.sliced(result).contains("/decoy"), line.constData());
        opened += line.sliced(result).contains("/volume/hammered") ? 1 : 0;
    }
    QVERIFY2(opened > 100, "nothing was seen");
}

QTEST_GUILESS_MAIN(TestHammeredVolume)
#include "test_hammered_volume.moc"
