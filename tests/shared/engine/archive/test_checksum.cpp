// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/checksum.h"

#include <QTest>
#include <random>
#include <vector>

using namespace alula;

class TestChecksum : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void crc64IsNvmes_data();
    void crc64IsNvmes();
    void crc64GoesOn();
    void crc64Combines();
    void crc64OfZeros();
    void crc32IsGzips();
    void xxh3StreamsLikeItsWhole();
    void sha1IsSha1();
    void sha1GoesOnBehindWhatItSkips();
};

void TestChecksum::crc64IsNvmes_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qulonglong>("crc");
    QTest::newRow("empty") << QByteArray() << 0ull;
    QTest::newRow("check value") << QByteArray("123456789") << 0xae8b14860a799888ull;
    // NVM Command Set specification 1.0, section 5.2.1.3.5: test cases of the 64-bit CRC.
    QTest::newRow("4 KiB of 00") << QByteArray(4096, '\0') << 0x6482d367eb22b64eull;
    QTest::newRow("4 KiB of ff") << QByteArray(4096, '\xff') << 0xc0ddba7302eca3acull;
}

void TestChecksum::crc64IsNvmes() {
    QFETCH(QByteArray, bytes);
    QFETCH(qulonglong, crc);
    QCOMPARE(crc64(asBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())})), crc);
}

void TestChecksum::crc64GoesOn() { QCOMPARE(crc64(asBytes("6789"), crc64(asBytes("12345"))), 0xae8b14860a799888ull); }

void TestChecksum::crc64Combines() {
    std::mt19937 random(1);
    std::string bytes(200'000, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const std::uint64_t whole = crc64(asBytes(bytes));
    for (const std::size_t cut : {0u, 1u, 7u, 8u, 511u, 512u, 65'536u, 99'999u, 199'999u, 200'000u}) {
        const std::string_view text(bytes);
        const std::uint64_t a = crc64(asBytes(text.substr(0, cut)));
        const std::uint64_t b = crc64(asBytes(text.substr(cut)));
        QCOMPARE(crc64Combine(a, b, bytes.size() - cut), whole);
    }
}

void TestChecksum::crc64OfZeros() {
    for (const std::size_t length : {0u, 1u, 7u, 4096u, 1'000'000u})
        QCOMPARE(crc64Zeros(length), crc64(std::vector<std::uint8_t>(length)));
    // 2^40 zeros are 2^20 times 2^20 zeros.
    std::uint64_t crc = crc64Zeros(1u << 20);
    for (unsigned n = 20; n < 40; ++n) crc = crc64Combine(crc, crc, std::uint64_t{1} << n);
    QCOMPARE(crc64Zeros(std::uint64_t{1} << 40), crc);
}

void TestChecksum::crc32IsGzips() {
    QCOMPARE(crc32(asBytes("123456789")), 0xcbf43926u);
    QCOMPARE(crc32(asBytes("6789"), crc32(asBytes("12345"))), 0xcbf43926u);
    QCOMPARE(crc32({}), 0u);
}

void TestChecksum::xxh3StreamsLikeItsWhole() {
    QCOMPARE(xxh3({}), 0x2d06800538d394c2ull); // XXH3_64bits of nothing, seed 0 (xxHash's own tests)
    std::mt19937 random(2);
    std::string bytes(100'000, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    Xxh3 whole;
    whole.update(asBytes(bytes));
    Xxh3 parts;
    for (std::size_t at = 0; at < bytes.size(); at += 777) parts.update(asBytes(std::string_view(bytes).substr(at, 777)));
    QCOMPARE(whole.digest64(), xxh3(asBytes(bytes)));
    QCOMPARE(parts.digest64(), xxh3(asBytes(bytes)));
    QVERIFY(parts.digest128() == whole.digest128());
    QVERIFY(!parts.digest128().isZero());
}

void TestChecksum::sha1IsSha1() {
    Sha1 sha;
    sha.update(asBytes("a"));
    sha.update(asBytes("bc"));
    const auto digest = sha.finish();
    QCOMPARE(hex(digest), std::string("a9993e364706816aba3e25717850c26c9cd0d89d")); // FIPS 180: "abc"
}

void TestChecksum::sha1GoesOnBehindWhatItSkips() {
    std::mt19937 random(3);
    std::string bytes(20'000, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    Sha1 plain;
    plain.update(asBytes(bytes));
    const auto expected = plain.finish();
    for (int round = 0; round < 500; ++round) {
        Sha1 told, skipping;
        const std::size_t known = random() % bytes.size();
        for (std::size_t at = 0; at < bytes.size();) {
            // Pieces that end within 64 bytes of where they began, on multiples of them, and far behind.
            const std::size_t length = std::min<std::size_t>(random() % (round % 3 == 0 ? 70 : 700), bytes.size() - at);
            const ByteSpan piece = asBytes(std::string_view(bytes).substr(at, length));
            at += length;
            told.update(piece);
            if (at <= known) skipping.skip(piece, told.state());
            else skipping.update(piece);
            QVERIFY(skipping.state() == told.state());
        }
        QVERIFY(skipping.finish() == expected);
    }
}

QTEST_APPLESS_MAIN(TestChecksum)
#include "test_checksum.moc"
