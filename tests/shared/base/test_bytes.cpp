// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/bytes.h"
#include "shared/base/log.h"

#include <QtTest>
#include <cstdint>
#include <limits>
#include <string>

using namespace alula;

class TestBytes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersAreTakenWholeOrNotAtAll();
    void overflowIsNoticed();
    void unitsAreBinary();
    void hexIsLowerCase();
    void utf8_data();
    void utf8();
    void printableHidesWhatAControlsATerminal();
    void printableHidesWhatTurnsTheDirection();
};

void TestBytes::numbersAreTakenWholeOrNotAtAll() {
    QCOMPARE(parseNumber<int>("42"), std::optional(42));
    QCOMPARE(parseNumber<int>("-42"), std::optional(-42));
    QCOMPARE(parseNumber<std::uint64_t>("18446744073709551615"), std::optional(std::numeric_limits<std::uint64_t>::max()));
    QCOMPARE(parseNumber<unsigned>("ff", 16), std::optional(255U));
    for (const char* text : {"", " 1", "1 ", "1x", "+1", "0x10", "1.0", "1e3", "-", "99999999999"})
        QVERIFY2(!parseNumber<int>(text), text);
    QVERIFY(!parseNumber<unsigned>("-1"));
    QVERIFY(!parseNumber<std::uint8_t>("256"));
    QVERIFY(!parseNumber<std::uint64_t>("18446744073709551616"));
}

void TestBytes::overflowIsNoticed() {
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    QCOMPARE(checkedAdd<std::uint64_t>(most - 1, 1), std::optional(most));
    QVERIFY(!checkedAdd<std::uint64_t>(most, 1));
    QCOMPARE(checkedMul<std::uint64_t>(1ULL << 32, (1ULL << 32) - 1), std::optional(most - (1ULL << 32) + 1));
    QVERIFY(!checkedMul<std::uint64_t>(1ULL << 32, 1ULL << 32));
    QVERIFY(!checkedAdd<std::uint16_t>(65'000, 1000));
}

void TestBytes::unitsAreBinary() {
    static_assert(1_KiB == 1024 && 3_MiB == 3'145'728 && 2_GiB == 2'147'483'648);
    QCOMPARE(asText(asBytes("abc")), std::string_view("abc"));
}

void TestBytes::hexIsLowerCase() {
    QCOMPARE(hex(asBytes(std::string_view("\x00\xab\xff", 3))), std::string("00abff"));
    QCOMPARE(hex({}), std::string());
}

void TestBytes::utf8_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("ascii") << QByteArray("a\0b", 3) << true;
    QTest::newRow("two") << QByteArray("\xc3\xa9") << true;
    QTest::newRow("three") << QByteArray("\xe2\x82\xac") << true;
    QTest::newRow("four") << QByteArray("\xf0\x9f\x98\x80") << true;
    QTest::newRow("last") << QByteArray("\xf4\x8f\xbf\xbf") << true;
    QTest::newRow("beyond the last") << QByteArray("\xf4\x90\x80\x80") << false;
    QTest::newRow("overlong two") << QByteArray("\xc0\x80") << false;
    QTest::newRow("overlong three") << QByteArray("\xe0\x80\x80") << false;
    QTest::newRow("overlong four") << QByteArray("\xf0\x80\x80\x80") << false;
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << false;
    QTest::newRow("cut off") << QByteArray("a\xe2\x82") << false;
    QTest::newRow("lone tail") << QByteArray("\x80") << false;
    QTest::newRow("latin1") << QByteArray("caf\xe9 ") << false;
}

void TestBytes::utf8() {
    QFETCH(const QByteArray, text);
    QTEST(isUtf8(text.toStdString()), "good");
}

void TestBytes::printableHidesWhatAControlsATerminal() {
    QCOMPARE(log::printable("plain \xc3\xa9"), std::string("plain \xc3\xa9"));
    QCOMPARE(log::printable("\x1b[31m\n"), std::string("\\x1b[31m\\x0a"));
    QCOMPARE(log::printable("\xff\xfe"), std::string("\\xff\\xfe"));
    QCOMPARE(log::printable("\x7f"), std::string("\\x7f"));
    QCOMPARE(log::printable("a\xc2\x9b"
                            "31m"),
             std::string("a\\xc2\\x9b31m")); // CSI in one character
    QCOMPARE(log::printable("\xc2\x80\xc2\x9f\xc2\xa0"), std::string("\\xc2\\x80\\xc2\\x9f\xc2\xa0"));
}

// "\u202Etxt.exe" would be shown as "exe.txt".
void TestBytes::printableHidesWhatTurnsTheDirection() {
    for (const std::u8string_view hidden :
         {u8"\u061c", u8"\u200e", u8"\u200f", u8"\u2028", u8"\u2029", u8"\u202a", u8"\u202e", u8"\u2066", u8"\u2069"}) {
        const std::string character(hidden.begin(), hidden.end());
        const std::string shown = log::printable("x" + character + "y");
        QCOMPARE(shown.size(), 2 + 4 * character.size());
        QVERIFY(shown.starts_with("x\\x") && shown.ends_with("y"));
    }
    for (const std::u8string_view harmless :
         {u8"\u061b", u8"\u200d", u8"\u2027", u8"\u202f", u8"\u2065", u8"\u206a", u8"\u3042", u8"\U0001f600"}) {
        const std::string character(harmless.begin(), harmless.end());
        QCOMPARE(log::printable(character), character);
    }
}

QTEST_APPLESS_MAIN(TestBytes)
#include "test_bytes.moc"
