// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/net/address_guard.h"

#include <QTest>
#include <arpa/inet.h>
#include <netinet/in.h>

using namespace alula;

class TestAddressGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesAreJudged_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("what"); // empty: public
        const auto row = [](const char* address, const char* what) {
            QTest::newRow(address) << QString::fromLatin1(address) << QString::fromLatin1(what);
        };
        row("8.8.8.8", "");
        row("1.0.0.1", "");
        row("9.255.255.255", "");
        row("11.0.0.0", "");
        row("100.63.255.255", "");
        row("100.128.0.0", "");
        row("172.15.255.255", "");
        row("172.32.0.0", "");
        row("192.0.1.1", "");
        row("198.17.255.255", "");
        row("198.20.0.0", "");
        row("223.255.255.255", "");
        row("2606:4700:4700::1111", "");
        row("2a00:1450:4001::1", "");
        row("::ffff:8.8.8.8", "");
        row("64:ff9b::8.8.8.8", "");
        row("2002:808:808::1", "");
        row("0.0.0.0", "unspecified");
        row("0.1.2.3", "unspecified");
        row("10.0.0.0", "private");
        row("10.255.255.255", "private");
        row("100.64.0.1", "carrier-grade NAT");
        row("100.127.255.255", "carrier-grade NAT");
        row("127.0.0.1", "loopback");
        row("127.255.255.254", "loopback");
        row("169.254.169.254", "link-local"); // the metadata of most clouds
        row("172.16.0.1", "private");
        row("172.31.255.255", "private");
        row("192.0.0.192", "reserved for protocols"); // the metadata of another one
        row("192.0.2.1", "documentation");
        row("192.88.99.1", "6to4 relay");
        row("192.168.0.1", "private");
        row("198.18.0.1", "benchmarking");
        row("198.19.255.255", "benchmarking");
        row("198.51.100.7", "documentation");
        row("203.0.113.7", "documentation");
        row("224.0.0.1", "multicast");
        row("239.255.255.255", "multicast");
        row("240.0.0.1", "reserved");
        row("255.255.255.255", "reserved");
        row("::", "unspecified");
        row("::1", "loopback");
        row("::127.0.0.1", "IPv4-compatible");
        row("::8.8.8.8", "IPv4-compatible");
        row("::ffff:127.0.0.1", "loopback");
        row("::ffff:10.1.2.3", "private");
        row("::ffff:169.254.169.254", "link-local");
        row("::ffff:0:7f00:1", "IPv4-translated");
        row("64:ff9b::7f00:1", "loopback");
        row("64:ff9b::a00:1", "private");
        row("64:ff9b::a9fe:a9fe", "link-local");
        row("64:ff9b:1::1", "local NAT64");
        row("2002:7f00:1::1", "loopback");
        row("2002:a00:1::", "private");
        row("2002:a9fe:a9fe::1", "link-local");
        row("2002:c0a8:101::1", "private");
        row("2001::1", "Teredo");
        row("2001:0:4136:e378:8000:63bf:3fff:fdd2", "Teredo");
        row("2001:20::1", "reserved for protocols");
        row("2001:db8::1", "documentation");
        row("3fff::1", "documentation");
        row("100::1", "discard");
        row("5f00::1", "segment routing");
        row("fc00::1", "unique-local");
        row("fd00:ec2::254", "unique-local"); // a cloud's metadata over IPv6
        row("fdff:ffff::1", "unique-local");
        row("fe80::1", "link-local");
        row("febf::1", "link-local");
        row("fec0::1", "site-local");
        row("ff02::1", "multicast");
        row("4000::1", "reserved");
        row("e000::1", "reserved");
    }
    void addressesAreJudged() {
        QFETCH(QString, address);
        QFETCH(QString, what);
        const auto parsed = IpAddress::parse(address.toStdString());
        QVERIFY(parsed);
        QCOMPARE(QString::fromLatin1(specialPurposeOf(*parsed)), what);
        QCOMPARE(AddressGuard().check("host.example", *parsed).has_value(), what.isEmpty());
    }

    void whatTheAdminNamesIsAllowed() {
        const auto guard =
            AddressGuard::make({"10.1.0.0/16", "fd12::/16", "192.168.1.9", "Store.LAN", "minio", "::ffff:172.16.0.0/108"});
        QVERIFY(guard);
        const auto allows = [&](const char* host, const char* address) {
            return guard->check(host, IpAddress::parse(address).value()).has_value();
        };
        QVERIFY(allows("x", "10.1.2.3"));
        QVERIFY(allows("x", "::ffff:10.1.2.3")); // the same address
        QVERIFY(!allows("x", "10.2.0.0"));
        QVERIFY(!allows("x", "64:ff9b::a01:203")); // another one, that leads there
        QVERIFY(allows("x", "fd12::1"));
        QVERIFY(!allows("x", "fd13::1"));
        QVERIFY(allows("x", "192.168.1.9"));
        QVERIFY(!allows("x", "192.168.1.8"));
        QVERIFY(allows("x", "172.16.0.1"));
        QVERIFY(allows("store.lan", "127.0.0.1"));
        QVERIFY(allows("STORE.lan.", "10.9.9.9"));
        QVERIFY(allows("minio", "::1"));
        QVERIFY(!allows("store.lan.evil.example", "127.0.0.1"));
        QVERIFY(!allows("evil-store.lan", "127.0.0.1"));
        QVERIFY(!allows("", "127.0.0.1"));
        QVERIFY(allows("anything", "8.8.8.8"));
    }

    void whatIsNoEntryIsRefused_data() {
        QTest::addColumn<QString>("entry");
        for (const char* entry :
             {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "fd00::/129", "10.0.0", "2130706433", "0177.0.0.1.",
              "http://store.lan", "store.lan:9000", "a b", "*.lan", ".lan", "a..b", "[::1]", "fe80::1%eth0"})
            QTest::newRow(*entry == '\0' ? "empty" : entry) << QString::fromLatin1(entry);
    }
    void whatIsNoEntryIsRefused() {
        QFETCH(QString, entry);
        QVERIFY(!AddressGuard::isAllowEntry(entry.toStdString()));
        const auto made = AddressGuard::make({entry.toStdString()});
        QVERIFY(!made);
        QCOMPARE(made.error().code(), ErrorCode::InvalidInput);
    }

    void aRefusalSaysWhat() {
        const auto refused = AddressGuard().check("x", IpAddress::parse("::ffff:169.254.169.254").value());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::Refused);
        QCOMPARE(refused.error().message(), std::string("The address 169.254.169.254 is not a public one (link-local)"));
    }

    void socketAddressesAreRead() {
        sockaddr_in four{};
        four.sin_family = AF_INET;
        four.sin_addr.s_addr = htonl(0x7f000001);
        QCOMPARE(IpAddress::of(reinterpret_cast<sockaddr*>(&four))->toString(), std::string("127.0.0.1"));
        sockaddr_in6 six{};
        six.sin6_family = AF_INET6;
        six.sin6_addr = in6addr_loopback;
        QCOMPARE(IpAddress::of(reinterpret_cast<sockaddr*>(&six))->toString(), std::string("::1"));
        sockaddr local{};
        local.sa_family = AF_UNIX;
        QVERIFY(!IpAddress::of(&local));
    }
};

QTEST_APPLESS_MAIN(TestAddressGuard)
#include "test_address_guard.moc"
