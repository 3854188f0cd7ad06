// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/client_address.h"

#include <QTest>

using namespace alula;

class TestClientAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyProxiesAreBelieved_data() {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QString>("client");
        const auto row = [](const char* name, const char* peer, const char* said, const char* client) {
            QTest::newRow(name) << QString::fromLatin1(peer) << QByteArray(said) << QString::fromLatin1(client);
        };
        row("nothing said", "10.1.2.3", "", "10.1.2.3");
        row("a stranger's word", "192.0.2.9", "198.51.100.1", "192.0.2.9");
        row("a proxy's word", "10.1.2.3", "198.51.100.1", "198.51.100.1");
        row("what the client invented", "10.1.2.3", "1.1.1.1, 198.51.100.1", "198.51.100.1");
        row("two proxies", "10.1.2.3", "198.51.100.1, 10.9.9.9", "198.51.100.1");
        row("proxies only", "10.1.2.3", "10.0.0.7,10.0.0.8", "10.0.0.7");
        row("nonsense", "10.1.2.3", "unknown", "10.1.2.3");
        row("nonsense behind a client", "10.1.2.3", "198.51.100.1, nonsense", "10.1.2.3");
        row("nothing between commas", "10.1.2.3", ",,", "10.1.2.3");
        row("mapped", "::ffff:10.1.2.3", "::ffff:198.51.100.1", "198.51.100.1");
        row("version six", "::1", "2001:db8::5", "2001:db8::5");
        row("another of version six", "::2", "2001:db8::5", "::2");
        row("the Unix socket", "", "198.51.100.1", "198.51.100.1");
        row("the Unix socket, nothing said", "", "", "");
    }
    void onlyProxiesAreBelieved() {
        QFETCH(QString, peer);
        QFETCH(QByteArray, said);
        QFETCH(QString, client);
        const ClientAddress addresses({"10.0.0.0/8", "::1"});
        QCOMPARE(addresses.of(QHostAddress(peer), said).toString(), client);
    }
    void nobodyIsBelievedByDefault() {
        QCOMPARE(ClientAddress({}).of(QHostAddress(QStringLiteral("127.0.0.1")), "198.51.100.1").toString(),
                 QStringLiteral("127.0.0.1"));
    }
};

QTEST_APPLESS_MAIN(TestClientAddress)
#include "test_client_address.moc"
