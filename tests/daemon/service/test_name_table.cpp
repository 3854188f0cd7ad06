// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/name_query.h"
#include "daemon/service/name_table.h"
#include "shared/engine/archive/checksum.h"
#include "tests/daemon/service/kept_names.h"

#include <QTest>

#include <cstring>
#include <map>
#include <random>
#include <set>

using namespace alula;
using namespace alula::test;

// The names of a server's backups: put in, taken out, and read again.
class TestNameTable : public QObject {
    Q_OBJECT

    using Model = std::map<std::string, std::set<BackupId>, PathOrder>;

    static NameTable with(const NameTable& table, const BackupId& backup, const std::vector<std::string>& paths) {
        const auto index = must(IndexReader::open(memorySource(indexOfFiles(emptyFiles(paths)), "index")));
        return must(table.with({backup, 1}, *index, {}));
    }
    static Model modelOf(const NameTable& table) {
        Model model;
        for (std::size_t i = 0; i < table.size(); ++i) {
            auto& backups = model[table.path(i)];
            for (const auto& run : table.runs(table.set(i)))
                for (auto slot = run.first; slot <= run.last; ++slot) backups.insert(table.covered()[slot].backup);
        }
        return model;
    }
    static std::string text(const Model& model) {
        std::string all;
        for (const auto& [path, backups] : model) {
            all += path + ":";
            for (const auto& backup : backups) all += " " + backup.toString().substr(0, 2);
            all += "\n";
        }
        return all;
    }
    static void addTo(Model& model, const BackupId& backup, const std::vector<std::string>& paths) {
        for (std::string path : paths)
            for (; !path.empty(); path = std::string(parentOf(path))) model[path].insert(backup);
    }

private Q_SLOTS:
    void namesStandOnce() {
        NameTable table = with({}, backupId(1), {"world/level.dat", "server.properties"});
        table = with(table, backupId(2), {"world/level.dat", "world/Region/r.0.mca"});
        QCOMPARE(text(modelOf(table)), std::string("server.properties: 01\n"
                                                   "world: 01 02\n"
                                                   "world/Region: 02\n"
                                                   "world/level.dat: 01 02\n"
                                                   "world/Region/r.0.mca: 02\n"));
        QCOMPARE(table.sets(), std::size_t{3}); // shared by the names
        const std::size_t region = table.lowerBound("world/Region");
        QCOMPARE(table.folded(region), std::string_view("region"));
        QCOMPARE(table.name(region), std::string_view("Region"));
        QCOMPARE(table.nameAtText(table.textOffset(region), 0), region);
    }

    // Against a model, in every order of adding and removing.
    void anyHistory() {
        std::mt19937 random(7);
        for (int history = 0; history < 40; ++history) {
            NameTable table;
            Model model;
            std::vector<NameTable::Covered> covered;
            for (int step = 0; step < 12; ++step) {
                if (covered.empty() || random() % 3 != 0) {
                    const BackupId backup = backupId(step + 1);
                    std::vector<std::string> paths;
                    for (auto n = random() % 20; n > 0; --n)
                        paths.push_back("d" + std::to_string(random() % 4) + "/" + std::string(random() % 3 + 1, 'a') +
                                        std::to_string(random() % 6));
                    table = with(table, backup, paths);
                    addTo(model, backup, paths);
                    covered.push_back({backup, 1});
                } else {
                    const BackupId gone = covered[random() % covered.size()].backup;
                    std::erase(covered, NameTable::Covered{gone, 1});
                    table = must(table.only(covered));
                    for (auto& [path, backups] : model) backups.erase(gone);
                    std::erase_if(model, [](const auto& entry) { return entry.second.empty(); });
                }
                QCOMPARE(text(modelOf(table)), text(model));
                QVERIFY(table.covered() == covered);
                const auto bytes = table.bytes();
                QCOMPARE(text(modelOf(must(NameTable::parse({bytes.begin(), bytes.end()})))), text(model));
                std::size_t place = 0;
                for (const auto& [path, backups] : model) QCOMPARE(table.lowerBound(path), place++);
            }
        }
    }

    void hostileNames() {
        const std::vector<std::string> paths{
            "a\nb", "\xff\xfe", "A\xcc\x88", "\xc3\x84", std::string(255, 'x'), "a/" + std::string(255, '\xc3')};
        const NameTable table = with({}, backupId(1), paths);
        Model model;
        addTo(model, backupId(1), paths);
        QCOMPARE(text(modelOf(table)), text(model));
        for (std::size_t i = 0; i < table.size(); ++i) QCOMPARE(table.folded(i), std::string_view(foldedName(table.name(i))));
    }

    void anotherArchiveUnderTheSameId() {
        const NameTable table = with({}, backupId(1), {"x"});
        const std::vector<NameTable::Covered> other{{backupId(1), 2}};
        QCOMPARE(must(table.only(other)).size(), std::size_t{0});
    }

    void nothingDamagedIsUsed() {
        const NameTable table = with(with({}, backupId(1), {"a/b", "c"}), backupId(2), {"a/d"});
        const std::vector<std::uint8_t> whole(table.bytes().begin(), table.bytes().end());
        for (std::size_t length = 0; length < whole.size(); ++length)
            QCOMPARE(NameTable::parse({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)}).error().code(),
                     ErrorCode::Corrupt);
        for (std::size_t i = 0; i < whole.size(); ++i) {
            auto bytes = whole;
            bytes[i] = static_cast<std::uint8_t>(bytes[i] ^ 0x41U);
            const auto parsed = NameTable::parse(std::move(bytes));
            // The last words of the header are not in use.
            QVERIFY2(!parsed || (i >= 44 && i < 64), std::to_string(i).c_str());
        }
    }

    // With a hash that is right: what somebody made up leads nowhere out of the bytes.
    void nothingMadeUpIsBelieved() {
        const NameTable table = with(with({}, backupId(1), {"a/b", "c"}), backupId(2), {"a/d"});
        const std::vector<std::uint8_t> whole(table.bytes().begin(), table.bytes().end());
        int refused = 0;
        for (std::size_t i = 64; i < whole.size(); ++i) {
            for (const unsigned change : {0x01U, 0x80U, 0xffU}) {
                auto bytes = whole;
                bytes[i] = static_cast<std::uint8_t>(bytes[i] ^ change);
                const std::uint64_t hash = xxh3(ByteSpan(bytes).subspan(64));
                std::memcpy(bytes.data() + 8, &hash, 8);
                const auto parsed = NameTable::parse(std::move(bytes));
                if (!parsed) ++refused;
                else (void)text(modelOf(*parsed)); // a sanitizer build sees a step out
            }
        }
        QVERIFY(refused > 0);
    }

    void isCancelled() {
        const auto index = must(IndexReader::open(memorySource(indexOfFiles(emptyFiles({"x"})), "index")));
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(NameTable().with({backupId(1), 1}, *index, stop.get_token()).error().code(), ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestNameTable)
#include "test_name_table.moc"
