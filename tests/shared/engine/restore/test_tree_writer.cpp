// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/tree_writer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_files.h"
#include "tests/support/tree.h"

#include <QTest>

#include <fcntl.h>
#include <map>
#include <sys/stat.h>

using namespace alula;
using namespace alula::test;

// What is written below a directory for an archive's entries, hostile ones too.
class TestTreeWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void piecesInAnyOrder();
    void zerosBetweenData_data();
    void zerosBetweenData();
    void impliedParents();
    void pathsLongerThanOneCall();
    void fileWhereADirectoryIs();
    void sameNameTwice();
    void directoryBelowASymlink();
    void attributesAServerMayNotHave();
    void attributesThatDoNotWork();
    void ownerThatMayNotBeSet();
    void whatAFileHasIsNotSetAgain();
    void directoryModesLast();
    void replaceDeletesWhatIsInTheWay();
    void filesArePrivateUntilTheyAreWhole();
    void shelteredFilesHaveTheirModeFromTheStart();
    void stops();

private:
    static ArchiveEntry entry(std::string path, EntryType type = EntryType::File, std::uint64_t size = 0) {
        ArchiveEntry e;
        e.path = std::move(path);
        e.info.type = type;
        e.info.mode = type == EntryType::Directory ? 0755 : 0644;
        e.info.size = size;
        e.info.mtimeNs = kTreeTime;
        return e;
    }
    // A whole file.
    Result<void> put(TreeWriter& writer, const ArchiveEntry& e, const std::string& contents) {
        ALULA_TRY(writer.begin(e));
        if (!contents.empty()) ALULA_TRY(writer.write(e, 0, asBytes(contents)));
        return writer.end(e);
    }
    std::unique_ptr<TreeWriter> writer(bool replace = false, bool sheltered = false, uid_t owner = ::getuid()) {
        TreeWriterOptions options;
        options.owner = {owner, ::getgid()};
        options.replace = replace;
        options.sheltered = sheltered;
        options.impliedMtimeNs = 77;
        return std::make_unique<TreeWriter>(
            TreeWriter::Work{m_files->files(), m_load, m_progress, *m_warnings, m_stop.get_token()}, m_root.get(), options);
    }

    std::unique_ptr<TempDir> m_temp;
    std::unique_ptr<FaultyFiles> m_files;
    std::unique_ptr<RestoreWarnings> m_warnings;
    UniqueFd m_root;
    FakeClock m_clock{FakeClock::Mode::SkipsSleep};
    LoadControl m_load{m_clock};
    ProgressSink m_progress;
    std::stop_source m_stop;
};

void TestTreeWriter::init() {
    m_temp = std::make_unique<TempDir>();
    m_files = std::make_unique<FaultyFiles>();
    m_warnings = std::make_unique<RestoreWarnings>();
    m_root = UniqueFd(::open(m_temp->path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    m_stop = {};
}

void TestTreeWriter::piecesInAnyOrder() {
    const auto w = writer();
    const auto a = entry("a", EntryType::File, 6), b = entry("b", EntryType::File, 3);
    m_files->setMostBytes(1);
    QVERIFY(w->begin(a));
    QVERIFY(w->begin(b));
    QVERIFY(w->write(a, 4, asBytes("ef")));
    QVERIFY(w->write(b, 0, asBytes("xyz")));
    QVERIFY(w->write(a, 0, asBytes("abcd")));
    QVERIFY(w->end(b));
    QVERIFY(w->end(a));
    QCOMPARE(readFile(m_temp->path("a")), std::string("abcdef"));
    QCOMPARE(readFile(m_temp->path("b")), std::string("xyz"));
    QVERIFY(!w->write(a, 0, asBytes("late")));
    QVERIFY(!w->end(a));
}

void TestTreeWriter::zerosBetweenData_data() {
    QTest::addColumn<qulonglong>("size");
    QTest::addColumn<QList<qulonglong>>("data"); // offsets of single bytes
    QTest::addColumn<qulonglong>("piece");
    QTest::addColumn<qulonglong>("written");
    QTest::newRow("only zeros") << 1'000'000ull << QList<qulonglong>{} << 300'000ull << 0ull;
    QTest::newRow("first byte") << 100'000ull << QList<qulonglong>{0} << 100'000ull << 4096ull;
    QTest::newRow("last byte") << 100'000ull << QList<qulonglong>{99'999} << 100'000ull << 100'000ull % 4096;
    QTest::newRow("neighbours") << 100'000ull << QList<qulonglong>{4095, 4096} << 100'000ull << 8192ull;
    QTest::newRow("far apart") << 100'000ull << QList<qulonglong>{10, 50'000} << 100'000ull << 8192ull;
    QTest::newRow("pieces that do not fit the blocks") << 100'000ull << QList<qulonglong>{5000} << 5'001ull << 5'001ull - 4096;
    QTest::newRow("one byte") << 1ull << QList<qulonglong>{} << 1ull << 0ull;
}

void TestTreeWriter::zerosBetweenData() {
    QFETCH(qulonglong, size);
    QFETCH(QList<qulonglong>, data);
    QFETCH(qulonglong, piece);
    QFETCH(qulonglong, written);
    std::string contents(size, '\0');
    for (const auto at : data) contents[at] = 'x';
    const auto w = writer();
    auto e = entry("f", EntryType::File, size);
    e.flags = kEntrySparse;
    QVERIFY(w->begin(e));
    m_progress.bytesWritten = 0;
    for (std::uint64_t at = 0; at < size; at += piece)
        QVERIFY(w->write(e, at, asBytes(std::string_view(contents).substr(at, piece))));
    QVERIFY(w->end(e));
    QVERIFY(readFile(m_temp->path("f")) == contents);
    QCOMPARE(m_progress.bytesWritten.load(), static_cast<std::uint64_t>(written));
}

void TestTreeWriter::impliedParents() {
    const auto w = writer();
    QVERIFY(put(*w, entry("a/b/c", EntryType::File, 1), "x"));
    QVERIFY(w->addDirectory(entry("a", EntryType::Directory))); // late, as in a foreign archive
    QVERIFY(w->finish());
    const auto now = snapshot(m_temp->path());
    QCOMPARE(now.at("a").mtimeNs, kTreeTime);
    QCOMPARE(now.at("a/b").mtimeNs, std::int64_t{77});
    QCOMPARE(now.at("a/b").mode, mode_t{0755});
}

void TestTreeWriter::pathsLongerThanOneCall() {
    const auto w = writer();
    std::string path;
    while (path.size() < 3700) path += std::string(200, 'd') + "/";
    path += std::string(150, 'f');
    QVERIFY(isSafeRelativePath(path));
    const auto done = put(*w, entry(path, EntryType::File, 4), "deep");
    QVERIFY2(done, qPrintable(QString::fromStdString(done ? "" : done.error().toString())));
    QVERIFY(w->finish());
    const auto file = openBeneath(systemFiles().names, m_root.get(), path, O_RDONLY);
    QVERIFY(file);
    // Below a further directory it is longer than the system takes in one go.
    TreeWriterOptions options;
    options.owner = {::getuid(), ::getgid()};
    options.into = "into/" + std::string(200, 'i');
    TreeWriter below({m_files->files(), m_load, m_progress, *m_warnings, {}}, m_root.get(), options);
    QVERIFY(put(below, entry(path, EntryType::File, 4), "deep"));
    QVERIFY(below.finish());
    QVERIFY(openBeneath(systemFiles().names, m_root.get(), options.into + "/" + path, O_RDONLY));
}

void TestTreeWriter::fileWhereADirectoryIs() {
    const auto w = writer();
    QVERIFY(put(*w, entry("a", EntryType::File, 1), "x"));
    QVERIFY(!put(*w, entry("a/b", EntryType::File, 1), "x"));
    const auto twice = w->addDirectory(entry("a", EntryType::Directory));
    QVERIFY(!twice);
    QCOMPARE(twice.error().code(), ErrorCode::Corrupt);
}

void TestTreeWriter::sameNameTwice() {
    const auto w = writer();
    QVERIFY(put(*w, entry("a", EntryType::File, 1), "x"));
    const auto twice = put(*w, entry("a", EntryType::File, 1), "y");
    QVERIFY(!twice);
    QCOMPARE(twice.error().code(), ErrorCode::Corrupt);
    QCOMPARE(readFile(m_temp->path("a")), std::string("x"));
    auto link = entry("a", EntryType::Symlink);
    link.linkTarget = "b";
    QVERIFY(!w->addSymlink(link));
}

void TestTreeWriter::directoryBelowASymlink() {
    const auto w = writer();
    TempDir outside;
    auto link = entry("link", EntryType::Symlink);
    link.linkTarget = outside.path();
    QVERIFY(w->addSymlink(link));
    QVERIFY(!put(*w, entry("link/evil", EntryType::File, 1), "x"));
    QVERIFY(!w->addDirectory(entry("link/evil", EntryType::Directory)));
    QVERIFY(!w->addHardLink("link/passwd", "stolen"));
    QCOMPARE(snapshot(outside.path()).size(), std::size_t{1});
}

void TestTreeWriter::attributesAServerMayNotHave() {
    const auto w = writer();
    auto e = entry("a", EntryType::File, 1);
    e.attributes = {{"security.capability", "x"}, {"trusted.overlay.opaque", "y"}, {"system.nfs4_acl", "z"}, {"user.fine", "v"}};
    QVERIFY(put(*w, e, "x"));
    const auto warnings = m_warnings->take();
    QCOMPARE(warnings.size(), std::size_t{3});
    for (const auto& warning : warnings) QCOMPARE(warning.kind, WarningKind::NotApplied);
    const auto now = snapshot(m_temp->path());
    QCOMPARE(now.at("a").attributes.size(), std::size_t{1});
}

void TestTreeWriter::attributesThatDoNotWork() {
    const auto w = writer();
    auto e = entry("a", EntryType::File, 1);
    e.attributes = {{"user.x", "v"}};
    m_files->failCall(1, EOPNOTSUPP, Call::SetAttribute);
    QVERIFY(put(*w, e, "x"));
    QCOMPARE(m_warnings->take().size(), std::size_t{1});
    e.path = "b";
    m_files->failCall(1, EIO, Call::SetAttribute);
    QVERIFY(!put(*w, e, "x"));
}

// As it goes for a daemon that is not root: one warning for all.
void TestTreeWriter::ownerThatMayNotBeSet() {
    const auto w = writer(false, false, ::getuid() + 1);
    m_files->failCall(1, EPERM, Call::SetOwner, true);
    for (const auto* path : {"a", "b", "d/c"}) QVERIFY(put(*w, entry(path, EntryType::File, 1), "x"));
    QVERIFY(w->finish());
    const auto warnings = m_warnings->take();
    QCOMPARE(warnings.size(), std::size_t{1});
    QCOMPARE(warnings[0].kind, WarningKind::NotApplied);
    m_files->heal();
    const auto other = writer(false, false, ::getuid() + 1);
    m_files->failCall(1, EIO, Call::SetOwner);
    QVERIFY(!put(*other, entry("e", EntryType::File, 1), "x"));
}

void TestTreeWriter::whatAFileHasIsNotSetAgain() {
    std::map<Call, int> calls;
    m_files->when([&](const CallInfo& call) {
        ++calls[call.call];
        return 0;
    });
    auto e = entry("a", EntryType::File, 1);
    e.info.mode = 0600;
    QVERIFY(put(*writer(), e, "x"));
    QCOMPARE(calls[Call::SetOwner], 0);
    QCOMPARE(calls[Call::SetMode], 0);
    e.path = "b";
    e.info.mode = 0640;
    QVERIFY(put(*writer(false, false, ::getuid() + 1), e, "x") || ::getuid() != 0);
    QCOMPARE(calls[Call::SetOwner], 1);
    QCOMPARE(calls[Call::SetMode], 1);
}

void TestTreeWriter::directoryModesLast() {
    const auto w = writer();
    auto locked = entry("locked", EntryType::Directory);
    locked.info.mode = 0;
    QVERIFY(w->addDirectory(locked));
    auto inner = entry("locked/inner", EntryType::Directory);
    inner.info.mode = 0500;
    QVERIFY(w->addDirectory(inner));
    QVERIFY(put(*w, entry("locked/inner/f", EntryType::File, 1), "x"));
    QVERIFY(w->finish());
    struct stat now{};
    QCOMPARE(::lstat(m_temp->path("locked").c_str(), &now), 0);
    QCOMPARE(now.st_mode & 07777, mode_t{0});
    QCOMPARE(std::int64_t{now.st_mtim.tv_sec} * 1'000'000'000 + now.st_mtim.tv_nsec, kTreeTime);
    QCOMPARE(::chmod(m_temp->path("locked").c_str(), 0700), 0); // who is not root has to, to see the inner one
    QCOMPARE(::lstat(m_temp->path("locked/inner").c_str(), &now), 0);
    QCOMPARE(now.st_mode & 07777, mode_t{0500});
}

void TestTreeWriter::replaceDeletesWhatIsInTheWay() {
    TempDir outside;
    writeFile(outside.path("precious"), "x");
    tree({file("was-file", 3), dir("was-dir", {file("in", 1)}), softlink("was-link", outside.path()),
          dir("stays", {file("mine", 1)}).mode(0711)})
        .materialise(m_temp->path());
    const auto w = writer(true);
    QVERIFY(w->addDirectory(entry("was-file", EntryType::Directory)));
    QVERIFY(w->addDirectory(entry("was-link", EntryType::Directory)));
    QVERIFY(w->addDirectory(entry("stays", EntryType::Directory)));
    QVERIFY(put(*w, entry("was-dir", EntryType::File, 1), "x"));
    QVERIFY(put(*w, entry("was-link/in", EntryType::File, 1), "x"));
    QVERIFY(w->finish());
    const auto now = snapshot(m_temp->path());
    QCOMPARE(now.at("was-file").type, 'd');
    QCOMPARE(now.at("was-dir").type, '-');
    QCOMPARE(now.at("was-link").type, 'd');
    QCOMPARE(now.at("stays").mode, mode_t{0711});
    QVERIFY(now.contains("stays/mine"));
    QVERIFY(exists(outside.path("precious")));
    QCOMPARE(snapshot(outside.path()).size(), std::size_t{2});
}

void TestTreeWriter::filesArePrivateUntilTheyAreWhole() {
    const auto w = writer();
    const auto e = entry("a", EntryType::File, 1);
    QVERIFY(w->begin(e));
    QCOMPARE(snapshot(m_temp->path()).at("a").mode, mode_t{0600});
    QVERIFY(w->write(e, 0, asBytes("x")));
    QVERIFY(w->end(e));
    QCOMPARE(snapshot(m_temp->path()).at("a").mode, mode_t{0644});
}

void TestTreeWriter::shelteredFilesHaveTheirModeFromTheStart() {
    for (const mode_t mode : {mode_t{0644}, mode_t{0400}, mode_t{0}, mode_t{01666}, mode_t{04755}, mode_t{0777}}) {
        const auto w = writer(false, true);
        auto e = entry("a" + std::to_string(mode), EntryType::File, 1);
        e.info.mode = mode;
        QVERIFY(w->begin(e));
        QCOMPARE(snapshot(m_temp->path()).at(e.path).mode & ~mode, mode_t{0}); // never more, and no set-id bit
        QCOMPARE(snapshot(m_temp->path()).at(e.path).mode & mode_t{07000}, mode_t{0});
        QVERIFY(w->write(e, 0, asBytes("x")));
        QVERIFY(w->end(e));
        QCOMPARE(snapshot(m_temp->path()).at(e.path).mode, mode & mode_t{01777});
    }
}

void TestTreeWriter::stops() {
    const auto w = writer();
    const auto e = entry("a", EntryType::File, 1);
    QVERIFY(w->begin(e));
    m_stop.request_stop();
    QCOMPARE(w->write(e, 0, asBytes("x")).error().code(), ErrorCode::Cancelled);
    QCOMPARE(w->begin(entry("b")).error().code(), ErrorCode::Cancelled);
    QVERIFY(w->addDirectory(entry("d", EntryType::Directory)));
    QCOMPARE(w->finish().error().code(), ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(TestTreeWriter)
#include "test_tree_writer.moc"
