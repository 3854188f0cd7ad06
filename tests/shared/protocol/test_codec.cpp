// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/json_text.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

#include <cmath>

using namespace alula;
using namespace alula::protocol;
using namespace Qt::StringLiterals;

namespace {
struct Inner {
    std::uint64_t size = 0;
    template <class V>
    static void fields(V& v) {
        v("size", &Inner::size);
    }
    friend bool operator==(const Inner&, const Inner&) = default;
};
struct Outer {
    std::vector<Inner> list;
    std::int8_t small = 0;
    std::string word = "default";
    template <class V>
    static void fields(V& v) {
        v("list", &Outer::list);
        v.orDefault("small", &Outer::small);
        v.orDefault("word", &Outer::word);
    }
};

// The value as it comes out of a line of text: 2^53 + 1 is an integer there, not yet a rounded double.
QJsonValue parsed(const char* json) { return QJsonDocument::fromJson(QByteArray("[") + json + "]").array().at(0); }
} // namespace

class TestCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void integers_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("good");
        QTest::addColumn<qint64>("value");
        QTest::newRow("zero") << QByteArray("0") << true << qint64(0);
        QTest::newRow("2^53-1") << QByteArray("9007199254740991") << true << qint64(9007199254740991);
        QTest::newRow("2^53") << QByteArray("9007199254740992") << false << qint64(0);
        QTest::newRow("2^53+1") << QByteArray("9007199254740993") << false << qint64(0);
        QTest::newRow("2^63") << QByteArray("9223372036854775808") << false << qint64(0);
        QTest::newRow("1e300") << QByteArray("1e300") << false << qint64(0);
        QTest::newRow("minus one") << QByteArray("-1") << true << qint64(-1);
        QTest::newRow("-(2^53-1)") << QByteArray("-9007199254740991") << true << qint64(-9007199254740991);
        QTest::newRow("-2^53") << QByteArray("-9007199254740992") << false << qint64(0);
        QTest::newRow("5.0 is 5") << QByteArray("5.0") << true << qint64(5);
        QTest::newRow("fraction") << QByteArray("0.5") << false << qint64(0);
        QTest::newRow("text") << QByteArray("\"5\"") << false << qint64(0);
    }
    void integers() {
        QFETCH(QByteArray, json);
        QFETCH(bool, good);
        QFETCH(qint64, value);
        const auto got = Codec<std::int64_t>::decode(parsed(json.constData()), Place{});
        QCOMPARE(got.has_value(), good);
        if (good) QCOMPARE(*got, value);
        const auto unsignedGot = Codec<std::uint64_t>::decode(parsed(json.constData()), Place{});
        QCOMPARE(unsignedGot.has_value(), good && value >= 0);
    }

    void tooLargeIntegersAreNotSent() {
        const Place here{nullptr, "size"};
        QVERIFY(Codec<std::uint64_t>::encode((1ULL << 53) - 1, here));
        for (const std::uint64_t bad : {1ULL << 53, (1ULL << 53) + 1, ~0ULL}) {
            const auto got = Codec<std::uint64_t>::encode(bad, here);
            QVERIFY(!got);
            QVERIFY(got.error().message().contains("'size'"));
        }
        QVERIFY(!Codec<std::int64_t>::encode(std::numeric_limits<std::int64_t>::min(), here));
        QVERIFY(!toJson(Inner{1ULL << 60}));
    }

    void textIsWhatQtWouldWrite_data() {
        QTest::addColumn<QByteArray>("bytes");
        for (const char* text :
             {"", "plain", "a\"b\\c/d", "w\u00f6rld \U0001f5c4", "no utf-8: \xf6\xff", "\xed\xa0\x80", "\xef\xbb\xbfmarked"})
            QTest::newRow(text) << QByteArray(text);
        QByteArray all;
        for (int c = 0; c < 0x80; ++c) all.append(static_cast<char>(c));
        QTest::newRow("all of ASCII") << all;
    }
    void textIsWhatQtWouldWrite() {
        QFETCH(QByteArray, bytes);
        const std::string word = bytes.toStdString();
        const auto same = [](const auto& value) {
            std::string text;
            QVERIFY(JsonText(text).put(value, Place{}));
            QCOMPARE(parsed(text.c_str()), *Codec<std::remove_cvref_t<decltype(value)>>::encode(value, Place{}));
        };
        same(word);
        same(WirePath{word});
        same(std::vector<std::string>{word, word});
    }

    void whatJsonCannotSayIsNoTextEither() {
        std::string text;
        QVERIFY(!toText(Inner{1ULL << 60}));
        QVERIFY(!JsonText(text).put(std::nan(""), Place{}));
        QVERIFY(!JsonText(text).put(std::vector<double>{1, HUGE_VAL}, Place{}));
        const auto where = toText(Outer{{{1}, {~0ULL}}, 0, ""});
        QVERIFY(!where && where.error().message().contains("'list[1].size'"));
    }

    void narrowIntegersKeepTheirRange() {
        for (const char* json : {"128", "-129", "300", "9007199254740991"})
            QVERIFY(!Codec<std::int8_t>::decode(parsed(json), Place{}));
        QCOMPARE(Codec<std::int8_t>::decode(parsed("-128"), Place{}).value(), std::int8_t(-128));
        QVERIFY(!Codec<std::uint32_t>::decode(parsed("4294967296"), Place{}));
    }

    void errorsSayWhere() {
        const auto object = [](const char* json) { return parsed(json).toObject(); };
        const auto message = [&](const char* json) {
            return QString::fromStdString(fromJson<Outer>(object(json)).error().message());
        };
        QCOMPARE(message(R"({"list":[{"size":1},{"size":"x"}]})"), u"The member 'list[1].size' must be an integer."_s);
        QCOMPARE(message(R"({"list":[{"size":1},{}]})"), u"The member 'list[1].size' is missing."_s);
        QCOMPARE(message(R"({"list":[7]})"), u"The member 'list[0]' must be an object."_s);
        QCOMPARE(message(R"({"list":{}})"), u"The member 'list' must be a list."_s);
        QCOMPARE(message(R"({"list":[],"small":1000})"), u"The member 'small' must be an integer from -128 to 127."_s);
        QVERIFY(!fromJson<Outer>(object(R"({"list":[null]})")));
    }

    void absentMembersKeepTheirDefault() {
        for (const char* json : {R"({"list":[]})", R"({"list":[],"small":null,"word":null})"}) {
            const auto got = fromJson<Outer>(parsed(json).toObject());
            QVERIFY(got);
            QCOMPARE(got->word, "default");
            QCOMPARE(got->small, std::int8_t(0));
        }
    }

    void times_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("good");
        QTest::newRow("milliseconds") << QByteArray("\"2026-11-22T03:00:00.123Z\"") << true;
        QTest::newRow("seconds") << QByteArray("\"2026-11-22T03:00:00Z\"") << true;
        QTest::newRow("before 1970") << QByteArray("\"1969-12-31T23:59:59.999Z\"") << true;
        QTest::newRow("first year") << QByteArray("\"1678-01-01T00:00:00.000Z\"") << true;
        QTest::newRow("last year") << QByteArray("\"2261-12-31T23:59:59.999Z\"") << true;
        for (const char* bad : {"\"2262-01-01T00:00:00.000Z\"", "\"1677-12-31T00:00:00.000Z\"", "\"9999-11-22T03:00:00Z\"",
                                "\"2026-13-01T00:00:00Z\"", "\"2026-02-31T00:00:00Z\"", "\"2026-11-22T25:00:00Z\"",
                                "\"2026-11-22T03:00:00\"", "\"2026-11-22T03:00:00+01:00\"", "\"2026-11-22 03:00:00Z\"",
                                "\"2026-11-22T03:00:00.1Z\"", "\"-026-11-22T03:00:00Z\"", "\"\"", "12345", "null"}) {
            QTest::newRow(bad) << QByteArray(bad) << false;
        }
    }
    void times() {
        QFETCH(QByteArray, json);
        QFETCH(bool, good);
        const auto got = Codec<Timestamp>::decode(parsed(json.constData()), Place{});
        QCOMPARE(got.has_value(), good);
        if (good) QCOMPARE(Codec<Timestamp>::decode(*Codec<Timestamp>::encode(*got, Place{}), Place{}).value(), *got);
    }

    void absurdTimesAreStillReadable() {
        for (const std::int64_t ns : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
            const auto json = Codec<Timestamp>::encode(Timestamp{ns}, Place{});
            QVERIFY(json);
            QVERIFY(Codec<Timestamp>::decode(*json, Place{}));
        }
    }

    void paths_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("plain");
        QTest::newRow("empty") << QByteArray("") << true;
        QTest::newRow("ascii") << QByteArray("world/level.dat") << true;
        QTest::newRow("utf-8") << QByteArray("w\u00f6rld/\U0001f5c4") << true;
        QTest::newRow("quotes and controls") << QByteArray("a\"b\\c\n\x01") << true;
        QTest::newRow("latin-1") << QByteArray("w\xf6rld") << false;
        QTest::newRow("lone surrogate") << QByteArray("\xed\xa0\x80") << false;
        QTest::newRow("overlong slash") << QByteArray("\xc0\xaf") << false;
        QTest::newRow("cut sequence") << QByteArray("a\xe2\x82") << false;
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfname") << false;
        QTest::newRow("all bytes") << [] {
            QByteArray all;
            for (int b = 1; b < 256; ++b) all.append(static_cast<char>(b));
            return all;
        }() << false;
    }
    void paths() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, plain);
        const WirePath path{bytes.toStdString()};
        const auto json = Codec<WirePath>::encode(path, Place{});
        QVERIFY(json);
        QCOMPARE(json->isString(), plain);
        const QByteArray line = QJsonDocument(QJsonArray{*json}).toJson(QJsonDocument::Compact);
        QCOMPARE(Codec<WirePath>::decode(QJsonDocument::fromJson(line).array().at(0), Place{}).value(), path);
    }

    void badPathsAreRefused() {
        for (const char* json : {"5", "{}", "{\"b64\":5}", "{\"b64\":\"###\"}", "[\"a\"]"}) {
            QVERIFY2(!Codec<WirePath>::decode(parsed(json), Place{}), json);
        }
    }

    void brokenTextBecomesReadable() {
        const auto json = Codec<std::string>::encode("note \xff", Place{});
        QCOMPARE(json->toString(), u"note \ufffd"_s);
    }

    void onlyFiniteNumbersTravel() {
        QVERIFY(!Codec<double>::encode(std::nan(""), Place{}));
        QVERIFY(!Codec<double>::encode(INFINITY, Place{}));
        QVERIFY(!Codec<double>::decode(QJsonValue(u"1"_s), Place{}));
    }

    void idsAreCanonical() {
        using C = Codec<ServerId>;
        QVERIFY(C::decode(QJsonValue(u"3F2504E0-4f89-41d3-9a0c-0305e82c3301"_s), Place{}));
        for (const auto& bad :
             {u"3f2504e04f8941d39a0c0305e82c3301"_s, u"{3f2504e0-4f89-41d3-9a0c-0305e82c3301}"_s, u""_s, u"../../etc"_s}) {
            QVERIFY(!C::decode(QJsonValue(bad), Place{}));
        }
        QVERIFY(!C::decode(QJsonValue(5), Place{}));
    }
};

QTEST_APPLESS_MAIN(TestCodec)
#include "test_codec.moc"
