// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/download_token.h"
#include "tests/support/download_token.h"

#include <QJsonArray>
#include <QTest>

#include <functional>

using namespace alula;
using namespace alula::test;

namespace {
const std::string kKey = "node-token-that-only-panel-and-node-know";
const std::string kServer = "11111111-2222-4333-8444-555555555555";
const std::string kBackup = "aaaaaaaa-2222-4333-8444-555555555555";
constexpr std::int64_t kNow = 1'767'323'045;
const Timestamp kNowStamp{kNow * 1'000'000'000};

using Change = std::function<void(QJsonObject&)>;
QJsonObject claims(const Change& change = [](QJsonObject&) {}) {
    QJsonObject made = downloadClaims(kServer, kBackup, kNow);
    change(made);
    return made;
}
} // namespace

class TestDownloadToken : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGoodOne() {
        const auto read = readDownloadToken(makeJwt(claims(), kKey), kKey, kNowStamp);
        QVERIFY(read.has_value());
        QCOMPARE(read->server.toString(), kServer);
        QCOMPARE(read->backup.toString(), kBackup);
        QCOMPARE(read->user, std::string("77777777-2222-4333-8444-555555555555"));
        QCOMPARE(read->jti, std::string("5f4dcc3b5aa765d61d8327deb882cf99"));
        QCOMPARE(read->uniqueId, std::string("K3v8dPqWm1xYzR5t"));
        QCOMPARE(read->issued.ns, kNow * 1'000'000'000);
        QCOMPARE(read->expires.ns, (kNow + 900) * 1'000'000'000);
        QVERIFY(read->mayDownloadBackups());
    }

    void onlyHs256OfTheNode_data() {
        QTest::addColumn<std::string>("token");
        const std::string good = makeJwt(claims(), kKey);
        const auto lastDot = good.rfind('.');
        QTest::newRow("nothing") << std::string();
        QTest::newRow("another key") << makeJwt(claims(), "another");
        QTest::newRow("no key") << makeJwt(claims(), "");
        QTest::newRow("none") << makeJwt(claims(), kKey, "none");
        QTest::newRow("None") << makeJwt(claims(), kKey, "None");
        QTest::newRow("none with a signature") << makeJwt(claims(), kKey, "none") + good.substr(lastDot + 1);
        QTest::newRow("hs384") << makeJwt(claims(), kKey, "HS384");
        QTest::newRow("hs512") << makeJwt(claims(), kKey, "HS512");
        QTest::newRow("headed rs256") << makeJwt(claims(), kKey, "RS256");
        QTest::newRow("headed es256") << makeJwt(claims(), kKey, "ES256");
        QTest::newRow("headed ps256") << makeJwt(claims(), kKey, "PS256");
        QTest::newRow("no signature") << good.substr(0, lastDot + 1);
        QTest::newRow("no signature nor dot") << good.substr(0, lastDot);
        QTest::newRow("half a signature") << good.substr(0, good.size() - 20);
        QTest::newRow("claims of another") << [&] {
            const std::string other =
                makeJwt(claims([](auto& c) { c.insert(QStringLiteral("exp"), qint64{9'000'000'000}); }), kKey);
            return other.substr(0, other.rfind('.')) + good.substr(lastDot);
        }();
        QTest::newRow("more behind it") << good + ".x";
        QTest::newRow("a zero byte") << good + std::string("\0x", 2);
        QTest::newRow("words") << std::string("a.b.c");
        QTest::newRow("dots") << std::string("...");
        QTest::newRow("large") << std::string(100'000, 'a');
    }
    void onlyHs256OfTheNode() {
        QFETCH(std::string, token);
        const auto read = readDownloadToken(token, kKey, kNowStamp);
        QVERIFY(!read.has_value());
        QCOMPARE(static_cast<int>(read.error().code()), static_cast<int>(ErrorCode::InvalidInput));
        QVERIFY2(token.size() < 4 || !read.error().toString().contains(token.substr(0, 40)), "a token is a secret");
    }

    void withoutANodeTokenNobodyIsLetIn() {
        QVERIFY(!readDownloadToken(makeJwt(claims(), ""), "", kNowStamp).has_value());
        QVERIFY(!readDownloadToken(makeJwt(claims(), "", "none"), "", kNowStamp).has_value());
    }

    void times() {
        const auto readWith = [](const Change& change) {
            return readDownloadToken(makeJwt(claims(change), kKey), kKey, kNowStamp);
        };
        const auto set = [](const char* name, const QJsonValue& value) {
            return [name, value](QJsonObject& c) { c.insert(QLatin1String(name), value); };
        };
        QVERIFY(!readWith(set("nbf", qint64{kNow + 1})).has_value());
        QVERIFY(readWith(set("nbf", qint64{kNow})).has_value());
        QVERIFY(!readWith(set("nbf", QStringLiteral("soon"))).has_value());
        QVERIFY(readWith([](QJsonObject& c) { c.remove(QStringLiteral("nbf")); }).has_value());
        QVERIFY(!readWith([](QJsonObject& c) { c.remove(QStringLiteral("exp")); }).has_value());
        QVERIFY(!readWith([](QJsonObject& c) { c.remove(QStringLiteral("iat")); }).has_value());
        QVERIFY(!readWith(set("exp", QStringLiteral("2099"))).has_value());
        QVERIFY(!readWith(set("exp", -1)).has_value());
        QVERIFY(readWith(set("exp", 1e300))->expires > kNowStamp);
        QCOMPARE(readWith(set("iat", 1'767'323'000.75))->issued.ns, std::int64_t(1'767'323'000'000'000'000));
    }

    void ids() {
        const auto readWith = [](const char* name, const QJsonValue& value) {
            return readDownloadToken(makeJwt(claims([&](auto& c) { c.insert(QLatin1String(name), value); }), kKey), kKey,
                                     kNowStamp);
        };
        QVERIFY(!readWith("unique_id", QStringLiteral("")).has_value());
        QVERIFY(!readWith("unique_id", QString(300, u'x')).has_value());
        QVERIFY(!readWith("unique_id", 7).has_value());
        QVERIFY(readWith("server_uuid", QStringLiteral("../../etc"))->server.isNull());
        QVERIFY(readWith("backup_uuid", 7)->backup.isNull());
    }

    void scopes() {
        const auto may = [](const QJsonValue& scope) {
            const auto token = makeJwt(claims([&](auto& c) { c.insert(QStringLiteral("scope"), scope); }), kKey);
            return readDownloadToken(token, kKey, kNowStamp)->mayDownloadBackups();
        };
        QVERIFY(may(QStringLiteral("backup-download")));
        QVERIFY(may(QStringLiteral("websocket backup-download")));
        QVERIFY(may(QJsonArray{QStringLiteral("websocket"), QStringLiteral("backup-download")}));
        QVERIFY(may(QJsonValue::Null));
        QVERIFY(!may(QStringLiteral("")));
        QVERIFY(!may(QStringLiteral("websocket")));
        QVERIFY(!may(QStringLiteral("backup-download-more")));
        QVERIFY(!may(QJsonArray{QStringLiteral("file-download")}));
        QVERIFY(!may(QJsonArray{}));
        QVERIFY(!may(7));
    }
};

QTEST_GUILESS_MAIN(TestDownloadToken)
#include "test_download_token.moc"
