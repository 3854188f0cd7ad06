// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/peer.h"

#include <QTest>
#include <sys/socket.h>
#include <unistd.h>

using namespace alula;

namespace {
constexpr gid_t kAdmins = 900, kReaders = 901;
}

class TestPeer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roles_data() {
        QTest::addColumn<uint>("uid");
        QTest::addColumn<uint>("gid");
        QTest::addColumn<uint>("group"); // a supplementary one
        QTest::addColumn<int>("role");   // -1: none
        const int none = -1, reader = 0, admin = 1;
        QTest::newRow("root") << 0U << 0U << 0U << admin;
        QTest::newRow("the daemon's user") << 500U << 7U << 7U << admin;
        QTest::newRow("primary group") << 1000U << kAdmins << 7U << admin;
        QTest::newRow("supplementary group") << 1000U << 1000U << kAdmins << admin;
        QTest::newRow("reader") << 1000U << 1000U << kReaders << reader;
        QTest::newRow("reader by primary group") << 1000U << kReaders << 7U << reader;
        QTest::newRow("anybody") << 1000U << 1000U << 1000U << none;
    }
    void roles() {
        QFETCH(uint, uid);
        QFETCH(uint, gid);
        QFETCH(uint, group);
        QFETCH(int, role);
        const auto got = roleOf({uid, gid, 1, {gid, group}, "x"}, {kAdmins, kReaders}, 500);
        QCOMPARE(got ? static_cast<int>(*got) : -1, role);
    }
    void withoutGroupsOnlyRootAndTheDaemonsUserGetIn() {
        QVERIFY(!roleOf({1000, 1000, 1, {1000}, "x"}, {}, 500));
        QVERIFY(roleOf({500, 1000, 1, {}, "x"}, {}, 500));
    }
    void aGroupThatDoesNotExistGivesNobodyAnything() {
        const auto groups = rpcGroups({.socket = {}, .group = "no-such-group-here", .readGroup = {}});
        QVERIFY(!groups.admins && !groups.readers);
    }
    void theKernelTellsWhoItIs() {
        int pair[2];
        QVERIFY(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
        const auto peer = peerOf(pair[0]);
        QVERIFY(peer);
        QCOMPARE(peer->uid, ::getuid());
        QCOMPARE(peer->pid, ::getpid());
        QVERIFY(!peer->userName.empty());
        ::close(pair[0]);
        ::close(pair[1]);
        QVERIFY(!peerOf(-1));
    }

    void readersMayNotChangeAnything() {
        // Every method of the protocol that needs an admin refuses a reader before its handler runs.
        Dispatcher dispatcher;
        int calls = 0;
        QStringList admins;
        protocol::forEachMethod([&]<class P, class A>(const protocol::Method<P, A>& method) {
            dispatcher.add(method, [&calls](const P&, const RpcCaller&) -> Result<A> {
                ++calls;
                return A{};
            });
            if (method.needs != protocol::Role::Admin) return;
            admins << QString::fromUtf8(method.name.data(), static_cast<qsizetype>(method.name.size()));
            const auto refused = dispatcher.call(std::string(method.name), {}, {protocol::Role::Reader, {}, {}});
            QCOMPARE(refused.error().code(), ErrorCode::PermissionDenied);
        });
        QCOMPARE(calls, 0);
        QVERIFY(admins.contains(QStringLiteral("backups.delete_all")));
        QVERIFY(dispatcher.call("system.status", {}, {protocol::Role::Reader, {}, {}}));
        QCOMPARE(calls, 1);
        const auto incomplete = dispatcher.call("backups.get", {}, {protocol::Role::Reader, {}, {}});
        QCOMPARE(incomplete.error().code(), ErrorCode::InvalidInput);
    }
};

QTEST_APPLESS_MAIN(TestPeer)
#include "test_peer.moc"
