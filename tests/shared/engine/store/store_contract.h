// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/store/store.h"
#include "tests/shared/engine/store/store_helpers.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

// What every ArchiveStore must do, whatever lies behind it. A store's test runs all rows, each against an empty store:
//     void contract_data() { contract::rows(); }
//     void contract() { QFETCH(int, row); contract::run(row, store); }
namespace alula::test::contract {

inline void nothingIsVisibleBeforePublish(ArchiveStore& store) {
    const auto sink = store.create(server(1), backup(1));
    QVERIFY(sink);
    QVERIFY((*sink)->write(asBytes("abc"), 0));
    QCOMPARE(store.list()->size(), std::size_t{0});
    QCOMPARE(contentsOf(store, server(1), backup(1)), std::string("not_found"));
    bool ran = false;
    QVERIFY((*sink)->publish([&]() -> Result<void> {
        ran = true;
        return store.list()->empty() ? Result<void>() : fail(ErrorCode::Internal, "visible before ready has run");
    }));
    QVERIFY(ran);
    QCOMPARE(contentsOf(store, server(1), backup(1)), std::string("abc"));
}

inline void anAbandonedSinkLeavesNothing(ArchiveStore& store) {
    {
        const auto sink = store.create(server(1), backup(1));
        QVERIFY(sink);
        QVERIFY((*sink)->write(asBytes("abc"), 0));
    }
    QVERIFY(store.list()->empty());
    QCOMPARE(*store.removeLeftovers(), std::size_t{0});
    QCOMPARE(put(store, server(1), backup(1), "again"), std::string());
}

inline void anErrorOfReadyLeavesNothing(ArchiveStore& store) {
    {
        const auto sink = store.create(server(1), backup(1));
        QVERIFY(sink);
        QVERIFY((*sink)->write(asBytes("abc"), 0));
        const auto published = (*sink)->publish([] { return Result<void>(fail(ErrorCode::Conflict, "no")); });
        QVERIFY(!published);
        QCOMPARE(published.error().code(), ErrorCode::Conflict);
    }
    QVERIFY(store.list()->empty());
    QCOMPARE(*store.removeLeftovers(), std::size_t{0});
}

inline void anArchiveIsNeverOverwritten(ArchiveStore& store) {
    const auto early = store.create(server(1), backup(1)); // begun before the other one was there
    QVERIFY(early);
    QVERIFY((*early)->write(asBytes("second"), 0));
    QCOMPARE(put(store, server(1), backup(1), "first"), std::string());
    const auto published = (*early)->publish({});
    QVERIFY(!published);
    QCOMPARE(published.error().code(), ErrorCode::AlreadyExists);
    QCOMPARE(put(store, server(1), backup(1), "third"), std::string("already_exists"));
    QCOMPARE(contentsOf(store, server(1), backup(1)), std::string("first"));
}

inline void writesComeInAnyOrderFromAnyThread(ArchiveStore& store) {
    constexpr std::size_t kPart = 100'000, kParts = 40;
    const auto sink = store.create(server(1), backup(1));
    QVERIFY(sink);
    std::string expected;
    for (std::size_t i = 0; i < kParts; ++i) expected += std::string(kPart, static_cast<char>('A' + i));
    std::atomic<int> failed = 0;
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (std::size_t i = kParts; i-- > 0;) {
                    if (i % 4 != t) continue;
                    if (!(*sink)->write(asBytes(std::string_view(expected).substr(i * kPart, kPart)), i * kPart)) ++failed;
                }
            });
        }
    }
    QCOMPARE(failed.load(), 0);
    QVERIFY((*sink)->publish({}));
    QVERIFY(contentsOf(store, server(1), backup(1)) == expected);
}

inline void aSourceReadsAtAnyOffset(ArchiveStore& store) {
    QCOMPARE(put(store, server(1), backup(1), "0123456789"), std::string());
    const auto source = store.open(server(1), backup(1));
    QVERIFY(source);
    QCOMPARE((*source)->size(), std::uint64_t{10});
    std::array<std::uint8_t, 4> bytes{};
    QCOMPARE(*(*source)->read(bytes, 3), std::size_t{4});
    QCOMPARE(asText(bytes), std::string_view("3456"));
    QCOMPARE(*(*source)->read(bytes, 8), std::size_t{2}); // fewer only at the end
    QCOMPARE(*(*source)->read(bytes, 10), std::size_t{0});
    QCOMPARE(*(*source)->read(bytes, 1'000'000), std::size_t{0});
    QVERIFY(!(*source)->describe().empty());
}

inline void aListTellsEveryArchive(ArchiveStore& store) {
    QCOMPARE(put(store, server(1), backup(1), "a"), std::string());
    QCOMPARE(put(store, server(1), backup(2), "bb"), std::string());
    QCOMPARE(put(store, server(2), backup(3), "ccc"), std::string());
    auto listed = store.list();
    QVERIFY(listed);
    std::ranges::sort(*listed, {}, &StoredArchive::backup);
    QCOMPARE(listed->size(), std::size_t{3});
    for (int i = 0; i < 3; ++i) {
        const StoredArchive& archive = listed->at(static_cast<std::size_t>(i));
        QCOMPARE(archive.backup, backup(i + 1));
        QCOMPARE(archive.server, server(i < 2 ? 1 : 2));
        QCOMPARE(archive.size, static_cast<std::uint64_t>(i + 1));
        QVERIFY(archive.mtimeNs > 0);
    }
}

inline void aRemovedArchiveIsGone(ArchiveStore& store) {
    QCOMPARE(put(store, server(1), backup(1), "a"), std::string());
    QCOMPARE(put(store, server(1), backup(2), "b"), std::string());
    const auto source = store.open(server(1), backup(1));
    QVERIFY(store.remove(server(1), backup(1)));
    QCOMPARE(contentsOf(store, server(1), backup(1)), std::string("not_found"));
    QCOMPARE(contentsOf(store, server(1), backup(2)), std::string("b"));
    const auto again = store.remove(server(1), backup(1));
    QVERIFY(!again);
    QCOMPARE(again.error().code(), ErrorCode::NotFound);
    QCOMPARE(store.remove(server(9), backup(1)).error().code(), ErrorCode::NotFound);
    QCOMPARE(put(store, server(1), backup(1), "new"), std::string());
    QCOMPARE(contentsOf(store, server(1), backup(1)), std::string("new"));
}

inline void whatIsSharedIsTheSameBytesOrItSaysNo(ArchiveStore& store) {
    constexpr std::uint64_t kUnit = 4096;
    const std::string older = std::string(kUnit, '0') + std::string(kUnit, '1') + "end";
    QCOMPARE(put(store, server(1), backup(1), older), std::string());
    const auto source = store.open(server(1), backup(1));
    const auto sink = store.create(server(1), backup(2));
    QVERIFY(source && sink);
    QVERIFY((*sink)->write(asBytes(std::string(kUnit, 'x')), 0));
    const auto shared = (*sink)->share(**source, kUnit, kUnit, kUnit);
    QVERIFY(shared);
    QCOMPARE(*shared, (*sink)->shareUnit() == kUnit);
    if (!*shared) QVERIFY((*sink)->write(asBytes(std::string(kUnit, '1')), kUnit));
    QVERIFY((*sink)->publish({}));
    QCOMPARE(contentsOf(store, server(1), backup(2)), std::string(kUnit, 'x') + std::string(kUnit, '1'));
}

inline void roomIsTold(ArchiveStore& store) {
    const auto bytes = store.available();
    QVERIFY(bytes);
    QVERIFY(*bytes > 0);
}

struct Row {
    const char* name;
    void (*run)(ArchiveStore&);
};
inline constexpr Row kRows[] = {
    {"nothing is visible before publish", nothingIsVisibleBeforePublish},
    {"an abandoned sink leaves nothing", anAbandonedSinkLeavesNothing},
    {"an error of ready leaves nothing", anErrorOfReadyLeavesNothing},
    {"an archive is never overwritten", anArchiveIsNeverOverwritten},
    {"writes come in any order from any thread", writesComeInAnyOrderFromAnyThread},
    {"a source reads at any offset", aSourceReadsAtAnyOffset},
    {"a list tells every archive", aListTellsEveryArchive},
    {"a removed archive is gone", aRemovedArchiveIsGone},
    {"what is shared is the same bytes, or it says no", whatIsSharedIsTheSameBytesOrItSaysNo},
    {"room is told", roomIsTold},
};

inline void rows() {
    QTest::addColumn<int>("row");
    for (int i = 0; const Row& row : kRows) QTest::newRow(row.name) << i++;
}
inline void run(int row, ArchiveStore& store) { kRows[row].run(store); }

} // namespace alula::test::contract
