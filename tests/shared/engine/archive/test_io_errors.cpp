// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"
#include "tests/shared/engine/archive/create_helper.h"
#include "tests/support/in_memory.h"
#include "tests/support/open_handles.h"
#include "tests/support/signal_storm.h"
#include "tests/support/unsynced_files.h"

#include <QTest>

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <set>

using namespace alula;
using namespace alula::test;

// Every call of a create in turn answers with every errno that a disk or a kernel has: an error that names the path, with nothing
// left, or a whole archive that has all it does not warn of. No descriptor is lost.
class TestIoErrors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        spdlog::set_level(spdlog::level::off); // thousands of things go wrong here
        keepTemporariesInMemory();
    }
    void oneCallOfACreateFails_data();
    void oneCallOfACreateFails();
    void oneCallOfAReuseFails_data();
    void oneCallOfAReuseFails();
    void allCallsFailFromOneOn();
    void oneCallOfAPublishFails_data();
    void oneCallOfAPublishFails();
    void oneCallOfARemoveFails();
    void oneReadOfAnArchiveFails();
    void shortReadsAndWrites_data();
    void shortReadsAndWrites();
    void interruptedAllTheTime();
};

namespace {

void addErrors() {
    QTest::addColumn<int>("errnum");
    QTest::newRow("EIO") << EIO;
    QTest::newRow("ENOSPC") << ENOSPC;
    QTest::newRow("EDQUOT") << EDQUOT;
    QTest::newRow("EMFILE") << EMFILE;
    QTest::newRow("EINTR") << EINTR; // which the real calls try again themselves
}

Tree volume() {
    return tree({file("a", 70'000), dir("d", {file("b", 5'000).text(), file("c", 10), softlink("l", "b")}), file("e"),
                 hardlink("h", "a")});
}

bool namesAPath(const Error& error) { return !error.path().empty() && error.path() != "."; }

// "" when every file of the volume is in the archive as it is, or is named in a warning.
std::string wrongIn(Workshop& shop, const CreateSummary& summary) {
    const auto archive = shop.open();
    if (!archive) return archive.error().toString();
    if (const auto damage = damageOf(**archive); !damage.empty()) return damage;
    std::set<std::string> warned;
    for (const auto& warning : summary.warnings) warned.insert(warning.path);
    const auto contents = allContents(**archive);
    for (const std::string path : {"a", "d/b", "d/c", "e", "h"}) {
        const std::string called = path == "h" ? "a" : path; // one file, told by its first name
        const bool excused = warned.contains(path) || warned.contains(called) || warned.contains("d") || warned.contains("");
        const auto found = contents.find(path);
        const bool right = found != contents.end() && found->second == readFile(shop.volumePath(path));
        if (!right && !excused) return path + " is not as it was, and nothing was said";
    }
    return {};
}

// What must be true after a create that may have gone wrong: "" or what is not.
std::string wrongAfter(Workshop& shop, const Result<CreateSummary>& made, bool diskIsDead = false) {
    shop.files.heal();
    if (made) return wrongIn(shop, *made);
    if (!namesAPath(made.error())) return "an error without a path: " + made.error().toString();
    if (!diskIsDead) return shop.nothingIsLeft() ? "" : "something is left after " + made.error().toString();
    if (!shop.store.removeLeftovers()) return "leftovers cannot be removed";
    if (shop.store.list()->empty()) return {};
    const auto archive = shop.open();
    return archive ? damageOf(**archive) : archive.error().toString();
}

// Path → contents of every file in the archive.
Result<std::map<std::string, std::string>> readAll(Workshop& shop) {
    ALULA_ASSIGN(const auto archive, shop.open());
    std::vector<ArchiveEntry> files;
    ALULA_TRY(archive->index().forEach([&](const ArchiveEntry& entry) -> Result<bool> {
        if (entry.info.type == EntryType::File) files.push_back(entry);
        return true;
    }));
    ContentsInMemory sink;
    ALULA_TRY(archive->extract(files, sink, {}, shop.progress, {}));
    return std::move(sink.files);
}

} // namespace

void TestIoErrors::oneCallOfACreateFails_data() { addErrors(); }

void TestIoErrors::oneCallOfACreateFails() {
    QFETCH(int, errnum);
    int failed = 0, made = 0;
    for (std::uint64_t n = 1;; ++n) {
        Workshop shop;
        volume().materialise(shop.volumePath());
        shop.options.workers = 1;
        shop.files.failCall(n, errnum);
        const auto handles = openHandles();
        const auto summary = shop.create();
        const bool wasHit = shop.files.failures() > 0;
        QCOMPARE(openHandles(), handles);
        const auto wrong = wrongAfter(shop, summary);
        QVERIFY2(wrong.empty(), ("call " + std::to_string(n) + ": " + wrong).c_str());
        if (!wasHit) break;
        ++(summary ? made : failed);
    }
    QVERIFY2(failed > 15 && made > 5, qPrintable(QStringLiteral("%1 failed, %2 were made").arg(failed).arg(made)));
}

void TestIoErrors::oneCallOfAReuseFails_data() { addErrors(); }

// The second backup takes over what the first one has: an error of either archive, or of the volume.
void TestIoErrors::oneCallOfAReuseFails() {
    QFETCH(int, errnum);
    Workshop shop;
    volume().materialise(shop.volumePath());
    shop.options.workers = 1;
    shop.options.volumeId = 7;
    shop.clock.jump(std::chrono::hours(24 * 365 * 20)); // the files are old
    QVERIFY(shop.create());
    const BackupId first = shop.options.backup;
    const BackupId second(Uuid({2, 3}));
    int failed = 0, made = 0;
    for (std::uint64_t n = 1;; ++n) {
        const auto before = shop.files.failures();
        const auto handles = openHandles();
        shop.files.failCall(n, errnum);
        const auto summary = [&]() -> Result<CreateSummary> {
            shop.options.previous = nullptr;
            shop.options.backup = second;
            ALULA_ASSIGN(auto source, shop.store.open(shop.options.server, first));
            ALULA_ASSIGN(shop.options.previous, PreviousArchive::open(std::move(source)));
            return shop.create();
        }();
        shop.options.previous = nullptr;
        const bool wasHit = shop.files.failures() > before;
        shop.files.heal();
        QCOMPARE(openHandles(), handles);
        if (summary) {
            QCOMPARE(QString::fromStdString(wrongIn(shop, *summary)), QString());
            QVERIFY(shop.store.remove(shop.options.server, second));
        } else {
            QVERIFY2(namesAPath(summary.error()), summary.error().toString().c_str());
        }
        QCOMPARE(shop.store.list()->size(), std::size_t{1});
        QCOMPARE(*shop.store.removeLeftovers(), std::size_t{0});
        if (!wasHit) break;
        ++(summary ? made : failed);
    }
    QVERIFY2(failed > 15 && made > 5, qPrintable(QStringLiteral("%1 failed, %2 were made").arg(failed).arg(made)));
}

// A disk that is gone for good, and comes back.
void TestIoErrors::allCallsFailFromOneOn() {
    for (std::uint64_t n = 1;; ++n) {
        Workshop shop;
        volume().materialise(shop.volumePath());
        shop.options.workers = 1;
        shop.files.failCall(n, EIO, {}, true);
        const auto handles = openHandles();
        const auto summary = shop.create();
        const bool wasHit = shop.files.failures() > 0;
        QCOMPARE(openHandles(), handles);
        const auto wrong = wrongAfter(shop, summary, true);
        QVERIFY2(wrong.empty(), ("from call " + std::to_string(n) + " on: " + wrong).c_str());
        if (!wasHit) break;
    }
}

void TestIoErrors::oneCallOfAPublishFails_data() {
    QTest::addColumn<int>("errnum");
    QTest::addColumn<bool>("nameless");
    QTest::addColumn<bool>("links");
    for (const auto& [name, errnum] : {std::pair("EIO", EIO), {"ENOSPC", ENOSPC}, {"EDQUOT", EDQUOT}, {"EMFILE", EMFILE}}) {
        QTest::addRow("%s, a file without a name", name) << errnum << true << true;
        QTest::addRow("%s, a temporary name that is linked", name) << errnum << false << true;
        QTest::addRow("%s, a temporary name that is renamed", name) << errnum << false << false;
    }
}

void TestIoErrors::oneCallOfAPublishFails() {
    QFETCH(int, errnum);
    QFETCH(bool, nameless);
    QFETCH(bool, links);
    const ServerId server(Uuid({1, 1}));
    const BackupId backup(Uuid({2, 2}));
    const std::string bytes = pseudoRandom(1, 10'000);
    for (std::uint64_t n = 1;; ++n) {
        TempDir temp;
        FaultyFiles files(quickFiles());
        files.when([&](const CallInfo& call) {
            if (!nameless && call.call == Call::Open && (call.flags & O_TMPFILE) == O_TMPFILE) return EOPNOTSUPP;
            return !links && call.call == Call::MakeLink ? EPERM : 0;
        });
        LocalStore store(files.files(), temp.path("backups"));
        const auto handles = openHandles();
        files.failCall(n, errnum);
        const auto published = [&]() -> Result<void> {
            ALULA_ASSIGN(const auto sink, store.create(server, backup));
            ALULA_TRY(sink->write(asBytes(bytes), 0));
            return sink->publish({});
        }();
        const bool wasHit = files.failures() > 0;
        files.heal();
        QCOMPARE(openHandles(), handles);
        QVERIFY2(published || namesAPath(published.error()), published ? "" : published.error().toString().c_str());
        const auto source = store.open(server, backup);
        QCOMPARE(source.has_value(), published.has_value());
        if (published) QCOMPARE(readFile(temp.path("backups/" + server.toString() + "/" + backup.toString() + ".tar.gz")), bytes);
        // A temporary whose removal was what failed is found by the clean-up of the next start.
        QVERIFY(store.removeLeftovers());
        for (const auto& entry : std::filesystem::recursive_directory_iterator(temp.path("backups")))
            QVERIFY2(published || entry.is_directory(), entry.path().c_str());
        if (!wasHit) break;
    }
}

void TestIoErrors::oneCallOfARemoveFails() {
    Workshop shop;
    volume().materialise(shop.volumePath());
    for (std::uint64_t n = 1;; ++n) {
        if (shop.store.list()->empty()) QVERIFY(shop.create());
        shop.files.failCall(n, EIO);
        const auto before = shop.files.failures();
        const auto removed = shop.store.remove(shop.options.server, shop.options.backup);
        const bool wasHit = shop.files.failures() > before;
        shop.files.heal();
        if (removed) QVERIFY(!exists(shop.archivePath()));
        else QVERIFY2(namesAPath(removed.error()), removed.error().toString().c_str());
        if (exists(shop.archivePath())) QCOMPARE(QString::fromStdString(damageOf(**shop.open())), QString());
        if (!wasHit) break;
    }
}

// The archive's own disk: what was read is right, or an error names the archive; never wrong bytes.
void TestIoErrors::oneReadOfAnArchiveFails() {
    Workshop shop;
    volume().materialise(shop.volumePath());
    QVERIFY(shop.create());
    const auto whole = allContents(**shop.open());
    QVERIFY(whole.size() >= 4);
    for (const int errnum : {EIO, EINTR}) {
        for (std::uint64_t n = 1;; ++n) {
            const auto handles = openHandles();
            const auto before = shop.files.failures();
            shop.files.failCall(n, errnum);
            const auto read = readAll(shop);
            if (read) QVERIFY2(*read == whole, qPrintable(QString::number(n)));
            else QVERIFY2(namesAPath(read.error()), read.error().toString().c_str());
            const bool wasHit = shop.files.failures() > before;
            shop.files.heal();
            QCOMPARE(openHandles(), handles);
            if (!wasHit) {
                QVERIFY(read);
                QVERIFY(n > 3);
                break;
            }
        }
    }
}

void TestIoErrors::shortReadsAndWrites_data() {
    QTest::addColumn<int>("most");
    for (const int most : {1, 7, 100, 4097}) QTest::addRow("%d bytes", most) << most;
}

void TestIoErrors::shortReadsAndWrites() {
    QFETCH(int, most);
    Workshop shop;
    volume().materialise(shop.volumePath());
    shop.files.setMostBytes(static_cast<std::size_t>(most));
    const auto summary = shop.create();
    QVERIFY2(summary, summary ? "" : summary.error().toString().c_str());
    QVERIFY(summary->warnings.empty());
    QCOMPARE(QString::fromStdString(wrongIn(shop, *summary)), QString()); // read in small pieces as well
}

void TestIoErrors::interruptedAllTheTime() {
    const SignalStorm storm;
    for (int round = 0; round < 5; ++round) {
        Workshop shop;
        volume().materialise(shop.volumePath());
        const auto summary = shop.create();
        QVERIFY2(summary, summary ? "" : summary.error().toString().c_str());
        QVERIFY(summary->warnings.empty());
        QCOMPARE(QString::fromStdString(wrongIn(shop, *summary)), QString());
    }
}

QTEST_APPLESS_MAIN(TestIoErrors)
#include "test_io_errors.moc"
