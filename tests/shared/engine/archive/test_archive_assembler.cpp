// SPDX-License-Identifier: GPL-3.0-or-later
// What an archive that is being made takes over from an older one of its SHA-1.
#include "shared/engine/archive/archive_assembler.h"
#include "tests/support/fake_clock.h"

#include <QTest>

using namespace alula;
using namespace alula::test;

namespace {

// Keeps nothing.
class Nowhere final : public ArchiveSink {
public:
    Result<void> write(ByteSpan, std::uint64_t) override { return {}; }
    Result<void> publish(const std::function<Result<void>()>&) override { return {}; }
};

// A member of the archive, and as what block of an older one it was found.
struct Given {
    std::string member;
    std::optional<ArchiveBlock> older;
};

struct Made {
    Sha1Digest sha1;
    std::vector<ArchiveBlock> records;
};

Made assemble(const std::vector<Given>& blocks) {
    FakeClock clock;
    LoadControl load(clock);
    ProgressSink progress;
    Nowhere sink;
    ArchiveAssembler assembler(sink, load, progress, 0);
    Made made;
    for (const Given& given : blocks) {
        ArchiveBlock& record = made.records.emplace_back();
        record.length = given.member.size();
        record.streamLength = 512;
        assembler.placeBlock(record);
        if (!assembler.hashBlock(asBytes(given.member), given.older ? &*given.older : nullptr, record)) std::abort();
    }
    made.sha1 = assembler.sha1();
    return made;
}

// The members of a first archive, and that archive's records of them.
std::vector<Given> unchanged() {
    std::vector<Given> blocks;
    for (const std::size_t size : {1000, 35, 64, 5000, 30, 30, 777})
        blocks.push_back({std::string(size, static_cast<char>('a' + blocks.size())), {}});
    const Made first = assemble(blocks);
    for (std::size_t i = 0; i < blocks.size(); ++i) blocks[i].older = first.records[i];
    return blocks;
}

Sha1Digest plain(const std::vector<Given>& blocks) {
    Sha1 sha1;
    for (const Given& block : blocks) sha1.update(asBytes(block.member));
    return sha1.finish();
}

void spoil(Given& block) { block.older->sha1.words[2] ^= 1; }

} // namespace

class TestArchiveAssembler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsAsItWasIsNotHashed() {
        auto blocks = unchanged();
        QVERIFY(assemble(blocks).sha1 == plain(blocks));
        spoil(blocks[3]); // each state replaces the one before it
        QVERIFY(assemble(blocks).sha1 == plain(blocks));
        spoil(blocks.back());
        QVERIFY(assemble(blocks).sha1 != plain(blocks)); // believed: so it was not hashed
    }
    void whatIsTakenOverHasTheSameStates() {
        auto blocks = unchanged();
        const Made again = assemble(blocks);
        for (std::size_t i = 0; i < blocks.size(); ++i) QVERIFY(again.records[i].sha1 == blocks[i].older->sha1);
    }
    // From the first byte on that is not as it was, nothing is believed any more: also not what lies at the same place by chance.
    void behindAChangeAllIsHashed_data() {
        QTest::addColumn<std::function<void(std::vector<Given>&)>>("change");
        const auto row = [](const char* name, std::function<void(std::vector<Given>&)> change) {
            QTest::newRow(name) << std::move(change);
        };
        row("built anew, as long as before", [](auto& blocks) { blocks[2] = {std::string(64, 'X'), {}}; });
        row("built anew, longer", [](auto& blocks) { blocks[2] = {std::string(65, 'X'), {}}; });
        row("gone", [](auto& blocks) { blocks.erase(blocks.begin() + 2); });
        row("a new one before it", [](auto& blocks) { blocks.insert(blocks.begin() + 2, Given{"new", {}}); });
        row("its state is not known", [](auto& blocks) { blocks[2].older->sha1 = {}; });
        row("from elsewhere", [](auto& blocks) { blocks[2].older->offset += 64; });
    }
    void behindAChangeAllIsHashed() {
        QFETCH(std::function<void(std::vector<Given>&)>, change);
        auto blocks = unchanged();
        change(blocks);
        for (std::size_t i = 3; i < blocks.size(); ++i) spoil(blocks[i]);
        const Made made = assemble(blocks);
        QVERIFY(made.sha1 == plain(blocks));
        // And the one made from this one has it all again.
        for (std::size_t i = 0; i < blocks.size(); ++i) blocks[i].older = made.records[i];
        QVERIFY(assemble(blocks).sha1 == plain(blocks));
        spoil(blocks.back());
        QVERIFY(assemble(blocks).sha1 != plain(blocks));
    }
};

QTEST_APPLESS_MAIN(TestArchiveAssembler)
#include "test_archive_assembler.moc"
