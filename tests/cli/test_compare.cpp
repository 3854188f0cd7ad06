// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include <QtCore/QJsonArray>

using namespace alula;
using namespace alula::protocol;
using namespace Qt::StringLiterals;
using F = alula::test::CliFixture;

namespace {

EntryFacts facts(const char* type, std::uint64_t size) { return {type, 0644, size, F::kTime}; }

CompareRow row(const char* path, const char* change) {
    CompareRow made;
    made.path.bytes = path;
    made.change = change;
    return made;
}

ComparePage twoPages(const CompareParams& params) {
    ComparePage page;
    page.totals = {1, 1, 2, 4096, 1u << 20};
    if (!params.to) page.asOf = F::kTime;
    if (!params.cursor) {
        CompareRow added = row("world/new\x1b[2J", "added");
        added.after = facts("file", 2150);
        CompareRow removed = row("world/gone", "removed");
        removed.before = facts("directory", 0);
        page.rows = {added, removed};
        page.cursor = "more";
        return page;
    }
    CompareRow changed = row("world/\xff", "changed");
    changed.differences = {"contents", "mode", "smell"};
    changed.before = facts("file", 1024);
    changed.after = facts("file", 2048);
    CompareRow same = row("world/region", "same");
    same.before = same.after = facts("directory", 0);
    same.below = ChangeTotals{1200, 1, 9, 5, 6};
    page.rows = {changed, same};
    return page;
}

} // namespace

class TestCompare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<F>();
        m_fixture->daemon->on(kBackupsCompare,
                              [](const CompareParams& params) -> Result<ComparePage> { return twoPages(params); });
    }
    void cleanup() { m_fixture.reset(); }

    void everyPageAsAText() {
        const auto ran = m_fixture->run({u"compare"_s, u"bbbbb"_s, QLatin1StringView(F::kOtherBackup), u"/world/"_s});
        QCOMPARE(ran.code, 0);
        QVERIFY2(ran.err.isEmpty(), ran.err.constData());
        QVERIFY(!ran.out.contains('\x1b'));
        for (const char* part : {"BEFORE", "DIFFERS", "+           2.1 KiB", "world/new\\x1b[2J", "world/gone/",
                                 "1.0 KiB  2.0 KiB", "contents, permissions, smell", "world/\\xff", "+1,200 -1 ~9",
                                 "world/region/", "1 added, 1 removed, 2 changed; 4.0 KiB before, 1.0 MiB after."}) {
            QVERIFY2(ran.out.contains(part), ran.out.constData());
        }
        QVERIFY(!ran.out.contains("as of"));
        const auto asked = fromJson<CompareParams>(m_fixture->daemon->calls.back().params);
        QCOMPARE(asked->from, *BackupId::parse(F::kBackup));
        QCOMPARE(asked->to, BackupId::parse(F::kOtherBackup));
        QCOMPARE(asked->path.bytes, std::string("world"));
        QVERIFY(asked->recursive && !asked->contents);
        QCOMPARE(asked->cursor, std::optional<std::string>("more"));
    }

    void everyPageAsJson() {
        const auto ran = m_fixture->run({u"compare"_s, u"bbbbb"_s, u"--json"_s});
        QCOMPARE(ran.code, 0);
        const auto page = fromJson<ComparePage>(ran.json());
        QCOMPARE(page->rows.size(), std::size_t{4});
        QCOMPARE(page->rows[0].path.bytes, std::string("world/new\x1b[2J"));
        QCOMPARE(page->asOf, std::optional(F::kTime));
        QVERIFY(!page->cursor);
    }

    void withTheVolume_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("live") << QStringList{u"live"_s};
    }
    void withTheVolume() {
        QFETCH(QStringList, arguments);
        const auto ran =
            m_fixture->run(QStringList{u"compare"_s, u"bbbbb"_s} + arguments + QStringList{u"--contents"_s, u"--children"_s});
        QCOMPARE(ran.code, 0);
        QVERIFY2(ran.out.contains("The server's files as of 20"), ran.out.constData());
        const auto asked = fromJson<CompareParams>(m_fixture->daemon->calls.back().params);
        QVERIFY(!asked->to && asked->contents && !asked->recursive && asked->path.bytes.empty());
    }

    void nothingDiffers() {
        m_fixture->daemon->answer(kBackupsCompare, ComparePage{{}, {}, F::kTime, {}});
        const auto ran = m_fixture->run({u"compare"_s, u"bbbbb"_s});
        QCOMPARE(ran.code, 0);
        QVERIFY2(ran.out.contains("Nothing differs.") && !ran.out.contains("DIFFERS"), ran.out.constData());
    }

    void refusals() {
        QCOMPARE(m_fixture->run({u"compare"_s}).code, 2);
        QCOMPARE(m_fixture->run({u"compare"_s, u"bbbbb"_s, u"world"_s}).code, 4); // no such backup
        m_fixture->daemon->refuse(kBackupsCompare, ErrorCode::PermissionDenied, "comparing contents takes an admin");
        const auto denied = m_fixture->run({u"compare"_s, u"bbbbb"_s, u"--contents"_s});
        QCOMPARE(denied.code, 6);
        QVERIFY(denied.err.contains("comparing contents takes an admin") && denied.out.isEmpty());
        m_fixture->daemon->on(kBackupsCompare, [](const CompareParams& params) -> Result<ComparePage> {
            if (params.cursor) return fail(ErrorCode::Conflict, "begin again");
            return twoPages(params);
        });
        const auto gone = m_fixture->run({u"compare"_s, u"bbbbb"_s});
        QCOMPARE(gone.code, 5);
        QVERIFY(gone.out.isEmpty());
    }

private:
    std::unique_ptr<F> m_fixture;
};

ALULACTL_TEST_MAIN(TestCompare)
#include "test_compare.moc"
