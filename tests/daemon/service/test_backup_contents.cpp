// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/backup_contents.h"
#include "tests/daemon/service/working_node.h"

#include <QTest>

#include <filesystem>
#include <random>

using namespace alula;
using namespace alula::test;

namespace {

class NodeWithBackup : public WorkingNode {
public:
    explicit NodeWithBackup(const std::vector<Item>& items) {
        volume(server, items);
        must(start());
        backUp(backup);
    }
    ~NodeWithBackup() { scheduler.reset(); }

    void backUp(const BackupId& id) {
        const JobId job = must(startBackup(server, id));
        if (const auto state = ended(job).state; state != JobState::Completed && state != JobState::CompletedWithWarnings)
            throw std::runtime_error("no backup was made");
    }
    Result<FileBytes> read(const std::string& path, FileRange range = {0, 512 * 1024}) {
        return contents.read(backup, path, range, {});
    }
    // "files directories symlinks bytes"
    std::string counted(std::vector<std::string> include, std::vector<std::string> exclude = {}) {
        RestoreOptions choice;
        choice.include = std::move(include);
        choice.exclude = std::move(exclude);
        const auto count = contents.count(backup, choice, {});
        if (!count) return count.error().toString();
        return std::to_string(count->files) + " " + std::to_string(count->directories) + " " + std::to_string(count->symlinks) +
               " " + std::to_string(count->bytes);
    }

    const ServerId server = serverId(1);
    const BackupId backup = backupId(1);
    BackupContents contents{node, archives};
};

bool says(const Error& error, ErrorCode code, const char* part) {
    if (error.code() == code && error.message().contains(part)) return true;
    qWarning("%s: %s", std::string(name(error.code())).c_str(), error.toString().c_str());
    return false;
}

} // namespace

class TestBackupContents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }

    void pieces() {
        NodeWithBackup node({file("a/f", "0123456789"), file("empty"), file("large", 3'000'000), file("\xff\xfe", "odd")});
        QCOMPARE(must(node.read("a/f")).bytes, std::string("0123456789"));
        QCOMPARE(must(node.read("a/f")).size, std::uint64_t{10});
        QCOMPARE(must(node.read("a/f")).mtimeNs, kTreeTime);
        QCOMPARE(must(node.read("a/f", {3, 4})).bytes, std::string("3456"));
        QCOMPARE(must(node.read("a/f", {8, 4})).bytes, std::string("89"));
        QCOMPARE(must(node.read("a/f", {10, 4})).bytes, std::string());
        QCOMPARE(must(node.read("a/f", {~std::uint64_t{0}, 4})).bytes, std::string());
        QCOMPARE(must(node.read("a/f", {0, 0})).bytes, std::string());
        QCOMPARE(must(node.read("empty")).bytes, std::string());
        QCOMPARE(must(node.read("\xff\xfe")).bytes, std::string("odd"));
        const std::string large = readFile(node.node.volumePath(node.server) + "/large");
        for (const std::uint64_t offset : {0, 1'000'000, 2'900'000}) // across blocks, and at the end
            QCOMPARE(must(node.read("large", {offset, 300'000})).bytes, large.substr(offset, 300'000));
    }

    void whatHasNoContents() {
        NodeWithBackup node({dir("d", {file("f", 1)}), softlink("l", "d/f")});
        QVERIFY(says(node.read("d").error(), ErrorCode::InvalidInput, "directory"));
        QVERIFY(says(node.read("").error(), ErrorCode::InvalidInput, "directory"));
        QVERIFY(says(node.read("l").error(), ErrorCode::InvalidInput, "symlink"));
        QVERIFY(says(node.read("d/none").error(), ErrorCode::NotFound, "no such file"));
        QVERIFY(says(node.contents.read(backupId(9), "l", {0, 1}, {}).error(), ErrorCode::NotFound, kNoSuchBackup));
    }

    void whatTheBackupCouldNotReadIsNotShownAsZeros() {
        WorkingNode node;
        node.volume(serverId(1), {file("locked", 100), file("fine", "x")});
        node.files.failPath(Call::Open, "locked", EIO);
        must(node.start());
        QCOMPARE(node.ended(must(node.startBackup(serverId(1), backupId(1)))).state, JobState::CompletedWithWarnings);
        BackupContents contents(node.node, node.archives);
        QVERIFY(says(contents.read(backupId(1), "locked", {0, 10}, {}).error(), ErrorCode::NotFound, "could not be read"));
        QCOMPARE(must(contents.read(backupId(1), "fine", {0, 10}, {})).bytes, std::string("x"));
        node.scheduler.reset();
    }

    void damageIsNotShown() {
        NodeWithBackup node({file("f", 200'000), file("g", 200'000)});
        const std::string path = node.archivePath(node.server, node.backup);
        std::string bytes = readFile(path);
        for (std::size_t i = 1000; i < 100'000; i += 1000) bytes[i] = static_cast<char>(bytes[i] ^ 0x55);
        writeFile(path, bytes);
        node.archives.forget(node.backup);
        QCOMPARE(node.read("f").error().code(), ErrorCode::Corrupt);
    }

    void contentsOutOfReach() {
        NodeWithBackup node({file("f", "x")});
        node.edit(node.backup, [](Backup& row) { row.adapter = "s3"; });
        const auto refused = node.read("f");
        QVERIFY(!refused);
        QVERIFY(says(refused.error(), ErrorCode::Unsupported, "s3.read"));
    }

    void aBackupThatIsBeingDeleted() {
        NodeWithBackup node({file("f", "x")});
        node.edit(node.backup, [](Backup& row) { row.state = BackupState::Deleting; });
        QVERIFY(says(node.read("f").error(), ErrorCode::Conflict, "being deleted"));
        QCOMPARE(node.counted({}), std::string("This backup is being deleted."));
    }

    void countsByRules() {
        NodeWithBackup node({file("a/1", 10), file("a/2", 20), dir("a/b", {file("3", 30), dir("c", {file("4", 40)})}),
                             file("a.x", 5), softlink("a/l", "x"), softlink("l", "y"), dir("empty")});
        QCOMPARE(node.counted({}), std::string("5 4 2 105"));
        QCOMPARE(node.counted({""}), std::string("5 4 2 105"));
        QCOMPARE(node.counted({"a"}), std::string("4 3 1 100"));
        QCOMPARE(node.counted({"a/b"}), std::string("2 3 0 70")); // with "a" above it
        QCOMPARE(node.counted({"a/b/c/4"}), std::string("1 3 0 40"));
        QCOMPARE(node.counted({"a"}, {"a/b"}), std::string("2 1 1 30"));
        QCOMPARE(node.counted({"a", "a/b/c"}, {"a/b"}), std::string("3 3 1 70"));
        QCOMPARE(node.counted({}, {"a"}), std::string("1 1 1 5"));
        QCOMPARE(node.counted({}, {"a", "nothing/here"}), std::string("1 1 1 5"));
        QCOMPARE(node.counted({"l", "empty", "a.x"}), std::string("1 1 1 5"));
        QCOMPARE(node.counted({"a"}, {"a"}), std::string("4 3 1 100")); // include wins
        QVERIFY(node.counted({"a", "gone"}).contains("no such path"));
        QVERIFY(node.counted({"../x"}).contains("inside the volume"));
    }

    // Against going through every entry.
    void countsLikeAWalk() {
        std::mt19937 random(3);
        std::vector<Item> items;
        const auto any = [&](int depth) {
            std::string path;
            for (int i = 0; i < depth; ++i) path += (i ? "/" : "") + std::string(1, static_cast<char>('a' + random() % 3));
            return path;
        };
        for (int i = 0; i < 60; ++i) items.push_back(file(any(4) + "f" + std::to_string(i), random() % 50));
        for (int i = 0; i < 20; ++i) items.push_back(softlink(any(3) + "l" + std::to_string(i), "x"));
        NodeWithBackup node(items);
        const auto archive = must(node.archives.open(*node.row(node.backup), ignored, {}));
        for (int round = 0; round < 200; ++round) {
            RestoreOptions choice;
            for (auto n = random() % 4; n > 0; --n) choice.include.push_back(any(1 + static_cast<int>(random() % 3)));
            for (auto n = random() % 4; n > 0; --n) choice.exclude.push_back(any(1 + static_cast<int>(random() % 3)));
            std::erase_if(choice.include, [&](const auto& path) { return !must(archive->index().find(path)); });
            const auto selection = Selection::make(choice);
            if (!selection) continue;
            SelectionCount walked;
            must(archive->index().forEach([&](const ArchiveEntry& entry) -> Result<bool> {
                if (entry.path.empty() || !selection->takes(entry.path, entry.info.type)) return true;
                walked.files += entry.info.type == EntryType::File ? 1 : 0;
                walked.directories += entry.info.type == EntryType::Directory ? 1 : 0;
                walked.symlinks += entry.info.type == EntryType::Symlink ? 1 : 0;
                walked.bytes += entry.info.size;
                return true;
            }));
            const SelectionCount counted = must(node.contents.count(node.backup, choice, {}));
            QCOMPARE(counted.files, walked.files);
            QCOMPARE(counted.directories, walked.directories);
            QCOMPARE(counted.symlinks, walked.symlinks);
            QCOMPARE(counted.bytes, walked.bytes);
        }
    }

private:
    ProgressSink ignored;
};

QTEST_GUILESS_MAIN(TestBackupContents)
#include "test_backup_contents.moc"
