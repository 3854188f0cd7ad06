// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/ids.h"
#include "shared/base/random.h"

#include <QtTest>
#include <set>
#include <string>
#include <unordered_set>

using namespace alula;

class TestIds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAnyCaseWritesLower();
    void refusesEverythingElse_data();
    void refusesEverythingElse();
    void newOnesAreVersionFour();
    void kindsAreApart();
};

namespace {
constexpr const char* kText = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";

class FixedRandom final : public Random {
public:
    explicit FixedRandom(std::uint8_t byte) : m_byte(byte) {}
    void fill(std::span<std::uint8_t> out) override { std::fill(out.begin(), out.end(), m_byte); }

private:
    std::uint8_t m_byte;
};
} // namespace

void TestIds::readsAnyCaseWritesLower() {
    const auto upper = Uuid::parse("0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9");
    QVERIFY(upper);
    QCOMPARE(upper->toString(), std::string(kText));
    QCOMPARE(*upper, *Uuid::parse(kText));
    QCOMPARE(upper->bytes()[0], std::uint8_t{0x0a});
    QCOMPARE(upper->bytes()[15], std::uint8_t{0xf9});
    QVERIFY(!upper->isNull());
    QVERIFY(Uuid().isNull());
    QVERIFY(Uuid::parse("00000000-0000-0000-0000-000000000000")->isNull());
}

void TestIds::refusesEverythingElse_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no dashes") << QByteArray("0a1b2c3d4e5f60718293a4b5c6d7e8f9");
    QTest::newRow("too short") << QByteArray("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f");
    QTest::newRow("too long") << QByteArray("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f90");
    QTest::newRow("braces") << QByteArray("{0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9}");
    QTest::newRow("urn") << QByteArray("urn:uuid:0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");
    QTest::newRow("space") << QByteArray("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f ");
    QTest::newRow("letter") << QByteArray("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8fg");
    QTest::newRow("dash moved") << QByteArray("0a1b2c3-d4e5f-6071-8293-a4b5c6d7e8f9");
    QTest::newRow("NUL") << QByteArray("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f\0", 36);
    QTest::newRow("path") << QByteArray("../../../../../../../../../etc/passw");
    QTest::newRow("slash") << QByteArray("0a1b2c3d/4e5f-6071-8293-a4b5c6d7e8f9");
}

void TestIds::refusesEverythingElse() {
    QFETCH(const QByteArray, text);
    QVERIFY(!Uuid::parse(text.toStdString()));
    QVERIFY(!ServerId::parse(text.toStdString()));
}

void TestIds::newOnesAreVersionFour() {
    FixedRandom ones(0xff);
    QCOMPARE(newUuid(ones).toString(), std::string("ffffffff-ffff-4fff-bfff-ffffffffffff"));
    FixedRandom zeros(0);
    QCOMPARE(newUuid(zeros).toString(), std::string("00000000-0000-4000-8000-000000000000"));
    SystemRandom random;
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(newUuid(random).toString());
    QCOMPARE(seen.size(), std::size_t{1000});
}

void TestIds::kindsAreApart() {
    static_assert(!std::is_convertible_v<ServerId, BackupId>);
    static_assert(!std::is_convertible_v<Uuid, JobId>);
    const auto id = ServerId::parse(kText);
    QVERIFY(id);
    QCOMPARE(id->toString(), std::string(kText));
    std::unordered_set<ServerId> set = {*id, ServerId()};
    QVERIFY(set.contains(*ServerId::parse(kText)));
    QCOMPARE(set.size(), std::size_t{2});
    QVERIFY(ServerId() < *id);
}

QTEST_APPLESS_MAIN(TestIds)
#include "test_ids.moc"
