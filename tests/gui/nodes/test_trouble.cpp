// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node_list.h"
#include "gui/nodes/ssh_hosts.h"
#include "gui/nodes/ssh_question.h"
#include "gui/nodes/transports.h"
#include "gui/nodes/trouble.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tree.h"

#include <QtCore/QFileInfo>
#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>
#include <QtTest/QTest>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

using Kind = Trouble::Kind;

class TestTrouble : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsToBeRunIsQuotedForAShell() {
        const NodeAddress odd = NodeAddress::ssh(u"mira; id@node-3"_s);
        QCOMPARE(troubleOf(odd, bridgeEnded(255, "mira@node-3: Permission denied (publickey)."), false).fix,
                 u"ssh 'mira; id@node-3'"_s);
        QCOMPARE(troubleOf(odd, bridgeEnded(255, "ssh: Could not resolve hostname node-3"), false).fix,
                 u"ssh 'mira; id@node-3'"_s);
        QCOMPARE(troubleOf(odd, bridgeEnded(6, "alulactl: connect: Permission denied (/run/alula/alulad.sock)"), false).fix,
                 u"sudo usermod -aG alula 'mira; id'"_s);
    }

    void howABridgeEndedSaysWhatIsWrong_data() {
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("said");
        QTest::addColumn<bool>("wasOnline");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("helpsToWait");
        const auto row = [](const char* name, int code, const char* said, bool was, Kind kind, bool waits) {
            QTest::newRow(name) << code << QString::fromLatin1(said) << was << static_cast<int>(kind) << waits;
        };
        row("no alulactl", 127, "bash: line 1: alulactl: command not found", false, Kind::NotInstalled, false);
        row("no alulactl, in French", 127, "bash: alulactl : commande introuvable", false, Kind::NotInstalled, false);
        row("no group", 6, "alulactl: connect: Permission denied (/run/alula/alulad.sock)", false, Kind::NotAllowed, false);
        row("no daemon", 3, "alulactl: No daemon answers", false, Kind::NotRunning, true);
        row("daemon restarts", 3, "alulactl: No daemon answers", true, Kind::Lost, true);
        row("too old an alulactl", 2, "The following argument was not expected: bridge", false, Kind::OtherVersion, false);
        row("wrong key", 255, "mira@node-3: Permission denied (publickey).", false, Kind::SshRefused, false);
        row("wrong key later", 255, "mira@node-3: Permission denied (publickey).", true, Kind::SshRefused, false);
        row("host key", 255, "Host key verification failed.", false, Kind::SshRefused, false);
        row("no such host", 255, "ssh: Could not resolve hostname node-3", false, Kind::SshFailed, true);
        row("network down after sleep", 255, "ssh: connect to host node-3 port 22: No route to host", true, Kind::Lost, true);
        row("dead link", 255, "Timeout, server node-3 not responding.", true, Kind::Lost, true);
        row("daemon ended", 0, "", true, Kind::Lost, true);
        row("a word of alula's in the banner", 255, "alula.sock Permission denied by policy", false, Kind::SshFailed, true);
    }
    void howABridgeEndedSaysWhatIsWrong() {
        QFETCH(int, exitCode);
        QFETCH(QString, said);
        QFETCH(bool, wasOnline);
        QFETCH(int, kind);
        QFETCH(bool, helpsToWait);
        const Trouble trouble =
            troubleOf(NodeAddress::ssh(u"mira@node-3"_s), bridgeEnded(exitCode, said.toStdString()), wasOnline);
        QCOMPARE(static_cast<int>(trouble.kind), kind);
        QCOMPARE(trouble.helpsToWait, helpsToWait);
        QVERIFY(!trouble.sentence.isEmpty());
        QVERIFY(trouble.sentence.contains(u"node-3"_s));
        if (!said.isEmpty()) QCOMPARE(trouble.details, said);
    }

    void whatHelpsCanBeCopied() {
        const Error denied(ErrorCode::PermissionDenied, "no");
        QCOMPARE(troubleOf(NodeAddress::ssh(u"mira@node-3"_s), denied, false).fix, u"sudo usermod -aG alula mira"_s);
        QCOMPARE(troubleOf(NodeAddress::ssh(u"ssh://mira@node-3:2222"_s), denied, false).fix, u"sudo usermod -aG alula mira"_s);
        QCOMPARE(troubleOf(NodeAddress::ssh(u"node-3"_s), denied, false).fix, u"sudo usermod -aG alula \"$USER\""_s);
        const Error nobody(ErrorCode::Network, "No daemon answers");
        QCOMPARE(troubleOf(NodeAddress::local(), nobody, false).kind, Kind::NotRunning);
        QCOMPARE(troubleOf(NodeAddress::local(), nobody, true).kind, Kind::Lost);
    }

    void addressesSurviveTheSettings() {
        for (const NodeAddress& address : {NodeAddress::local(), NodeAddress::local(u"/x y.sock"_s), NodeAddress::ssh(u"a@b"_s)})
            QCOMPARE(NodeAddress::fromKey(address.key()), std::optional(address));
        for (const QString& key : {u""_s, u"local:"_s, u"ssh:"_s, u"ftp:x"_s}) QVERIFY(!NodeAddress::fromKey(key));
        QCOMPARE(NodeAddress::ssh(u"a@b"_s).title(), u"a@b"_s);
    }

    void theListKeepsItsOrderAndNobodyTwice() {
        TempDir dir;
        QSettings settings(QString::fromStdString(dir.path("s.ini")), QSettings::IniFormat);
        const auto never = [](const NodeAddress&) { return makeTransport(NodeAddress::local(u"/nowhere"_s)); };
        {
            NodeList list(never);
            Node* first = list.add(NodeAddress::ssh(u"b"_s));
            list.add(NodeAddress::ssh(u"a"_s));
            QCOMPARE(list.add(NodeAddress::ssh(u"b"_s)), first);
            QCOMPARE(list.size(), 2);
            list.save(settings);
        }
        NodeList list(never);
        list.load(settings);
        QCOMPARE(list.size(), 2);
        QCOMPARE(list.at(0)->address().where, u"b"_s);
        list.remove(list.at(0));
        QCOMPARE(list.at(0)->address().where, u"a"_s);
    }

    void hostsComeFromTheSettingsOfSsh() {
        TempDir dir;
        writeFile(dir.path("config"), "# mine\nHost node-1 \"node 2\"\n  HostName 10.0.0.1\nHost *.example.org !x web?\n"
                                      "host=node-3\nInclude more/*.conf\nInclude config\nHost node-1\n");
        std::filesystem::create_directories(dir.path("more"));
        writeFile(dir.path("more/a.conf"), "Host deep\n");
        QCOMPARE(sshHosts(QString::fromStdString(dir.path("config"))),
                 (QStringList{u"node-1"_s, u"node 2"_s, u"node-3"_s, u"deep"_s}));
        QCOMPARE(sshHosts(QString::fromStdString(dir.path("none"))), QStringList());
    }

    void aDestinationIsNeverAnOption() {
        QVERIFY(destinationProblem(u"mira@node-3"_s).isEmpty());
        QVERIFY(destinationProblem(u"ssh://mira@[::1]:22"_s).isEmpty());
        for (const QString& bad : {u""_s, u"-oProxyCommand=x"_s, u"a b"_s, u"a\nb"_s})
            QVERIFY(!destinationProblem(bad).isEmpty());
        const auto ssh = sshProgram(u"-oProxyCommand=x"_s, {u"alulactl"_s, u"bridge"_s});
        QVERIFY(ssh.arguments.indexOf(u"--"_s) == ssh.arguments.indexOf(u"-oProxyCommand=x"_s) - 1);
        QVERIFY(ssh.arguments.contains(u"ServerAliveInterval=15"_s) && ssh.arguments.contains(u"ServerAliveCountMax=3"_s));
        QCOMPARE(ssh.environment.value(u"SSH_ASKPASS_REQUIRE"_s), u"force"_s);
        QVERIFY(QFileInfo(ssh.environment.value(u"SSH_ASKPASS"_s)).isExecutable());
    }

    void questionsOfSshAreUnderstood() {
        const auto host =
            parseSshQuestion(u"The authenticity of host '[127.0.0.1]:2222 ([127.0.0.1]:2222)' can't be established.\n"
                             "ED25519 key fingerprint is SHA256:abc/DEF+1.\nThis key is not known by any other names.\n"
                             "Are you sure you want to continue connecting (yes/no/[fingerprint])? "_s,
                             {});
        QCOMPARE(static_cast<int>(host.kind), static_cast<int>(SshQuestion::Kind::HostKey));
        QCOMPARE(host.host, u"[127.0.0.1]:2222 ([127.0.0.1]:2222)"_s);
        QCOMPARE(host.keyType, u"ED25519"_s);
        QCOMPARE(host.fingerprint, u"SHA256:abc/DEF+1"_s);
        const auto kind = [](const QString& prompt, const QString& hint = {}) { return parseSshQuestion(prompt, hint).kind; };
        QVERIFY(kind(u"mira@node-3's password: "_s) == SshQuestion::Kind::Secret);
        QVERIFY(kind(u"Enter passphrase for key '/home/mira/.ssh/id': "_s) == SshQuestion::Kind::Secret);
        QVERIFY(kind(u"Verification code: "_s) == SshQuestion::Kind::Secret);
        QVERIFY(kind(u"Allow use of key x?"_s, u"confirm"_s) == SshQuestion::Kind::Confirm);
        QVERIFY(kind(u"Confirm user presence for key"_s, u"none"_s) == SshQuestion::Kind::Notice);
        QCOMPARE(parseSshQuestion(u"a\x1b[31mb\n"_s, {}).prompt, u"a[31mb"_s);
    }
};

QTEST_GUILESS_MAIN(TestTrouble)
#include "test_trouble.moc"
