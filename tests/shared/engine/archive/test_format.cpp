// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/footer.h"
#include "shared/engine/archive/format.h"
#include "shared/engine/archive/little_endian.h"
#include "shared/engine/archive/member.h"

#include <QTest>
#include <random>

using namespace alula;

namespace {
Footer sampleFooter() { return {1, 0, 1'000'000, storedIndexLength(123'456), 123'456, 0x0123456789abcdef}; }
std::string dataMember(std::size_t padding = 0) {
    return encodeMemberHeader(5, padding) + "abcde" + encodeMemberTrailer(0xdeadbeef, 77);
}
} // namespace

class TestFormat : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dataMemberGoesAroundUnchanged_data();
    void dataMemberGoesAroundUnchanged();
    void paddingReachesTheAlignment();
    void indexMembersAreSlicedByArithmetic();
    void footerMemberIs74Bytes();
    void footerOfANewerVersionIsUnsupported();
    void footerBoundsAreChecked_data();
    void footerBoundsAreChecked();
    void hostileMembersAreRefused_data();
    void hostileMembersAreRefused();
    void randomBytesNeverCrashTheParser();
};

void TestFormat::dataMemberGoesAroundUnchanged_data() {
    QTest::addColumn<qulonglong>("padding");
    for (const auto padding : {0, 4, 5, 4095, 8191}) QTest::addRow("%d", padding) << qulonglong(padding);
}

void TestFormat::dataMemberGoesAroundUnchanged() {
    QFETCH(qulonglong, padding);
    const std::string bytes = dataMember(padding);
    QCOMPARE(bytes.size(), format::kMemberHeader + padding + 5 + format::kGzipTrailer);
    const auto member = parseMember(asBytes(bytes));
    QVERIFY(member);
    QCOMPARE(asText(member->deflate), std::string_view("abcde"));
    QCOMPARE(member->crc32, 0xdeadbeefu);
    QCOMPARE(member->size, 77u);
    QVERIFY(member->header.isData());
    QCOMPARE(member->header.hasPadding, padding > 0);
}

void TestFormat::paddingReachesTheAlignment() {
    for (std::size_t length = 1; length < 20'000; ++length) {
        const std::size_t padding = memberPadding(length, 4096);
        QCOMPARE((length + padding) % 4096, std::size_t{0});
        QVERIFY(padding == 0 || padding >= 4);
        QVERIFY(padding < 4096 + 4);
    }
}

void TestFormat::indexMembersAreSlicedByArithmetic() {
    for (const std::size_t length : {1u, 59'999u, 60'000u, 60'001u, 180'000u, 200'123u}) {
        std::string index(length, '\0');
        for (std::size_t i = 0; i < length; ++i) index[i] = static_cast<char>(i * 7 + i / 251);
        const std::string stored = encodeIndexMembers(asBytes(index));
        QCOMPARE(stored.size(), storedIndexLength(length));
        for (std::size_t i = 0; i < length; i += 977) QCOMPARE(stored[(i / 60'000) * 60'034 + 24 + i % 60'000], index[i]);
        const auto first = parseMember(asBytes(stored).first(std::min<std::size_t>(stored.size(), 60'034)));
        QVERIFY(first);
        QCOMPARE(first->header.indexSlice.size(), std::min<std::size_t>(length, 60'000));
    }
}

void TestFormat::footerMemberIs74Bytes() {
    const std::string bytes = encodeFooterMember(sampleFooter());
    QCOMPARE(bytes.size(), std::size_t{74});
    const auto member = parseMember(asBytes(bytes));
    QVERIFY(member);
    const auto footer = parseFooter(member->header.footer);
    QVERIFY(footer);
    QVERIFY(*footer == sampleFooter());
}

void TestFormat::footerOfANewerVersionIsUnsupported() {
    Footer footer = sampleFooter();
    footer.version = 2;
    QCOMPARE(parseFooter(asBytes(encodeFooter(footer))).error().code(), ErrorCode::Unsupported);
    footer = sampleFooter();
    footer.flags = 1;
    QCOMPARE(parseFooter(asBytes(encodeFooter(footer))).error().code(), ErrorCode::Unsupported);
    QCOMPARE(parseFooter(asBytes("ALUM")).error().code(), ErrorCode::Corrupt);
}

void TestFormat::footerBoundsAreChecked_data() {
    QTest::addColumn<qulonglong>("offset");
    QTest::addColumn<qulonglong>("stored");
    QTest::addColumn<qulonglong>("length");
    QTest::addColumn<bool>("good");
    const qulonglong stored = storedIndexLength(123'456);
    QTest::newRow("good") << 1'000'000ull << stored << 123'456ull << true;
    QTest::newRow("one byte off") << 1'000'001ull << stored << 123'456ull << false;
    QTest::newRow("stored length off") << 999'999ull << stored + 1 << 123'456ull << false;
    QTest::newRow("no index") << 1'000'000ull + stored << 0ull << 0ull << false;
    QTest::newRow("shorter than a tail") << 1'000'000ull + stored - 49 << 49ull << 15ull << false;
    QTest::newRow("overflow") << ~0ull - 5 << stored << 123'456ull << false;
    QTest::newRow("length overflow") << 0ull << qulonglong(storedIndexLength(~0ull)) << ~0ull << false;
}

void TestFormat::footerBoundsAreChecked() {
    QFETCH(qulonglong, offset);
    QFETCH(qulonglong, stored);
    QFETCH(qulonglong, length);
    QFETCH(bool, good);
    const Footer footer{1, 0, offset, stored, length, 0};
    QCOMPARE(checkBounds(footer, 1'000'000 + storedIndexLength(123'456) + 74).has_value(), good);
}

void TestFormat::hostileMembersAreRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, const std::string& bytes) {
        QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
    };
    const std::string good = dataMember();
    const auto changed = [&](std::size_t at, char value) {
        std::string bytes = good;
        bytes[at] = value;
        return bytes;
    };
    row("empty", "");
    row("only the fixed part", good.substr(0, 10));
    row("cut in the extra field", good.substr(0, 15));
    row("cut in the data", good.substr(0, good.size() - 1));
    row("a byte too many", good + "x");
    row("other flags", changed(3, 0x0c));
    row("time set", changed(4, 1));
    row("other system", changed(9, 3));
    row("extra field longer than the file", changed(11, 0x7f));
    row("other subfield", changed(12, 'X'));
    row("MZ of another length", changed(14, 3));
    row("deflate length 0", changed(16, 0));
    row("deflate length 4 GiB", changed(19, static_cast<char>(0xff)));
    std::string padded = dataMember(20);
    padded[30] = 1;
    row("padding not zero", padded);
    std::string index = encodeIndexMember(asBytes("slice"));
    index[index.size() - 9] = 1;
    row("index member with other data", index);
    index = encodeIndexMember(asBytes("slice"));
    index.back() = 1;
    row("index member with a size", index);
    row("index slice too long", encodeIndexMember(asBytes(std::string(60'001, 'x'))));
    row("index slice empty", encodeIndexMember({}));
}

void TestFormat::hostileMembersAreRefused() {
    QFETCH(QByteArray, bytes);
    const auto member = parseMember(asBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    QVERIFY(!member);
    QCOMPARE(member.error().code(), ErrorCode::Corrupt);
}

void TestFormat::randomBytesNeverCrashTheParser() {
    std::mt19937 random(3);
    const std::string seeds[] = {dataMember(), dataMember(100), encodeIndexMember(asBytes("slice")),
                                 encodeFooterMember(sampleFooter())};
    for (int round = 0; round < 50'000; ++round) {
        std::string bytes = seeds[random() % 4];
        for (unsigned flips = random() % 4; flips-- > 0;) bytes[random() % bytes.size()] = static_cast<char>(random());
        bytes.resize(random() % 3 == 0 ? random() % (bytes.size() + 1) : bytes.size());
        const auto member = parseMember(asBytes(bytes));
        if (member) QCOMPARE(member->header.memberLength(), bytes.size());
    }
}

QTEST_APPLESS_MAIN(TestFormat)
#include "test_format.moc"
