// SPDX-License-Identifier: GPL-3.0-or-later
// The console's way over ssh, with a real sshd on the loopback, a real alulad behind it, and this program as ssh's askpass: as which it runs
// the console's own dialog, with a robot in front of it.
#include "gui/dialogs/askpass_dialog.h"
#include "gui/nodes/node.h"
#include "gui/nodes/node_data.h"
#include "gui/nodes/transports.h"
#include "gui/window/askpass.h"
#include "tests/e2e/real_daemon.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTimer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include <unistd.h>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
constexpr int kPatience = 30'000; // ms
constexpr auto kAnswers = "ALULA_TEST_ANSWERS";

// What the robot is to do, and what it saw.
struct Answers {
    explicit Answers(const std::string& folder) : file(folder + "/answers") {
        qputenv(kAnswers, QByteArray::fromStdString(file));
    }
    void set(const std::string& what) const {
        writeFile(file, what);
        writeFile(file + ".seen", "");
    }
    std::string seen() const { return readFile(file + ".seen"); }
    const std::string file;
};

QByteArray question; // in the askpass process: what ssh asked

// In the askpass process: "yes" trusts, "secret WORD" types, anything else cancels.
void answerAsRobot() {
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        auto* dialog = qobject_cast<AskpassDialog*>(widget);
        if (!dialog || !dialog->isVisible()) continue;
        const QString file = qEnvironmentVariable(kAnswers);
        const QString answer = QString::fromStdString(readFile(file.toStdString()));
        QFile seen(file + u".seen"_s);
        if (seen.open(QIODevice::Append)) seen.write(question + '\n');
        seen.close();
        if (auto* secret = dialog->findChild<QLineEdit*>(); secret && answer.startsWith(u"secret "_s)) {
            QTest::keyClicks(secret, answer.sliced(7));
            QTest::keyClick(secret, Qt::Key_Return);
        } else if (!secret && answer == u"yes"_s) {
            for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
                if (button->text().contains(u"Trust"_s)) return button->click();
            }
        } else {
            dialog->reject();
        }
        return;
    }
    QTimer::singleShot(20, qApp, answerAsRobot); // it is not there yet
}

void startRobot() {
    if (qEnvironmentVariableIsSet(kAskpassMark)) QTimer::singleShot(20, qApp, answerAsRobot);
}
} // namespace
Q_COREAPP_STARTUP_FUNCTION(startRobot)

namespace {
bool run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(kPatience) && process.exitCode() == 0;
}

// An sshd of this user's own, on a port of its own; the client's settings know it as node-3.
class Sshd {
public:
    explicit Sshd(const std::string& socket) : m_answers(m_dir.path()), m_socket(socket) {
        makeKey("host_key", {});
        makeKey("key", {});
        makeKey("locked_key", "open sesame");
        makeKey("stranger", {});
        writeFile(m_dir.path("authorized_keys"), readFile(m_dir.path("key.pub")) + readFile(m_dir.path("locked_key.pub")));
        m_dir.makeDirectory("bin");
        writeFile(m_dir.path("bin/ssh"), "#!/bin/sh\nexec /usr/bin/ssh -F " + m_dir.path("ssh_config") + " \"$@\"\n");
        QFile::setPermissions(QString::fromStdString(m_dir.path("bin/ssh")),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv("ALULA_SSH", QByteArray::fromStdString(m_dir.path("bin/ssh")));
    }
    ~Sshd() { stop(); }

    // "": it runs; else why it cannot.
    QString start(const std::string& path = ALULA_BIN_DIR ":/usr/bin:/bin") {
        if (!exists("/usr/sbin/sshd")) return u"there is no sshd here"_s;
        if (::geteuid() == 0 && !exists("/run/sshd") && !QDir().mkpath(u"/run/sshd"_s)) return u"/run/sshd cannot be made"_s;
        if (m_port == 0) {
            QTcpServer any;
            if (!any.listen(QHostAddress::LocalHost)) return u"no port"_s;
            m_port = any.serverPort();
        }
        writeFile(m_dir.path("sshd_config"), "Port " + std::to_string(m_port) + "\nListenAddress 127.0.0.1\nHostKey " +
                                                 m_dir.path("host_key") + "\nAuthorizedKeysFile " +
                                                 m_dir.path("authorized_keys") +
                                                 "\nUsePAM no\nStrictModes no\nPermitRootLogin yes\nPasswordAuthentication no\n"
                                                 "KbdInteractiveAuthentication no\nPidFile none\nSetEnv PATH=" +
                                                 path + " ALULA_SOCKET=" + m_socket + "\n");
        useKey("key");
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(u"/usr/sbin/sshd"_s, {u"-D"_s, u"-e"_s, u"-f"_s, QString::fromStdString(m_dir.path("sshd_config"))});
        const bool answers = QTest::qWaitFor(
            [this] {
                QTcpSocket probe;
                probe.connectToHost(QHostAddress::LocalHost, m_port);
                return m_process.state() == QProcess::NotRunning || probe.waitForConnected(200);
            },
            kPatience);
        if (answers && m_process.state() == QProcess::Running) return {};
        return u"sshd does not run: "_s + QString::fromLocal8Bit(m_process.readAll());
    }
    void stop() {
        m_process.kill();
        m_process.waitForFinished(kPatience);
    }
    void useKey(const std::string& key) const {
        const QByteArray user = ::geteuid() == 0 ? "root" : qgetenv("USER");
        writeFile(m_dir.path("ssh_config"),
                  "Host node-3\n HostName 127.0.0.1\n Port " + std::to_string(m_port) + "\n User " + user.toStdString() +
                      "\n IdentityFile " + m_dir.path(key) + "\n IdentitiesOnly yes\n IdentityAgent none\n UserKnownHostsFile " +
                      m_dir.path("known") +
                      "\n GlobalKnownHostsFile /dev/null\n StrictHostKeyChecking ask\n UpdateHostKeys no\n");
    }
    void trustHost() const {
        writeFile(m_dir.path("known"), "[127.0.0.1]:" + std::to_string(m_port) + " " + readFile(m_dir.path("host_key.pub")));
    }
    const Answers& answers() const { return m_answers; }
    std::string path(const std::string& below) const { return m_dir.path(below); }
    std::string fingerprint() const {
        QProcess keygen;
        keygen.start(u"ssh-keygen"_s, {u"-lf"_s, QString::fromStdString(m_dir.path("host_key.pub"))});
        keygen.waitForFinished(kPatience);
        return keygen.readAll().split(' ').value(1).toStdString();
    }

private:
    void makeKey(const std::string& name, const std::string& passphrase) const {
        if (!run(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, QString::fromStdString(passphrase), u"-f"_s,
                                   QString::fromStdString(m_dir.path(name))}))
            throw std::runtime_error("ssh-keygen failed");
    }
    TempDir m_dir;
    Answers m_answers;
    const std::string m_socket;
    std::uint16_t m_port = 0;
    QProcess m_process;
};

struct Bench {
    Bench() : sshd(daemon.socket()), node(NodeAddress::ssh(u"node-3"_s), makeTransport) {}
    bool comesTo(Node::State state) {
        return QTest::qWaitFor([&] { return node.state() == state; }, kPatience);
    }
    bool comesOnline() {
        return QTest::qWaitFor([&] { return node.isOnline() && node.data().isKnown(); }, kPatience);
    }
    RealDaemon daemon;
    Sshd sshd;
    Node node;
};
} // namespace

#define START_OR_SKIP(...)                                                                                                       \
    Bench bench;                                                                                                                 \
    if (const QString why = bench.sshd.start(__VA_ARGS__); !why.isEmpty()) QSKIP(qPrintable(why));

class TestSsh : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anUnknownHostIsAskedAboutAndThenKnown() {
        START_OR_SKIP();
        bench.sshd.answers().set("yes");
        bench.node.open();
        QVERIFY2(bench.comesOnline(), bench.node.trouble() ? qPrintable(bench.node.trouble()->details) : "");
        QVERIFY(bench.node.isAdmin());
        QVERIFY(bench.sshd.answers().seen().contains(bench.sshd.fingerprint()));
        bench.node.close();
        bench.sshd.answers().set("no");
        bench.node.open();
        QVERIFY(bench.comesOnline());
        QCOMPARE(bench.sshd.answers().seen(), ""); // it is known now
    }

    void aHostKeyThatIsNotTrustedIsNotAskedAboutForEver() {
        START_OR_SKIP();
        bench.sshd.answers().set("no");
        bench.node.open();
        QVERIFY(bench.comesTo(Node::State::Stuck));
        QCOMPARE(bench.node.trouble()->kind, Trouble::Kind::SshRefused);
        QVERIFY(bench.node.trouble()->details.contains(u"Host key verification failed"_s));
    }

    void aPassphraseIsAskedForAndUsed() {
        START_OR_SKIP();
        bench.sshd.trustHost();
        bench.sshd.useKey("locked_key");
        bench.sshd.answers().set("secret open sesame");
        bench.node.open();
        QVERIFY2(bench.comesOnline(), bench.node.trouble() ? qPrintable(bench.node.trouble()->details) : "");
        QVERIFY(bench.sshd.answers().seen().contains("passphrase"));
    }

    void aCancelledPassphraseLeavesItStuckWithWhatSshSaid() {
        START_OR_SKIP();
        bench.sshd.trustHost();
        bench.sshd.useKey("locked_key");
        bench.sshd.answers().set("cancel");
        bench.node.open();
        QVERIFY(bench.comesTo(Node::State::Stuck));
        QCOMPARE(bench.node.trouble()->kind, Trouble::Kind::SshRefused);
        QVERIFY(bench.node.trouble()->details.contains(u"Permission denied"_s));
    }

    void aWrongKeyIsStuckUntilItIsMended() {
        START_OR_SKIP();
        bench.sshd.trustHost();
        bench.sshd.useKey("stranger");
        bench.node.open();
        QVERIFY(bench.comesTo(Node::State::Stuck));
        QCOMPARE(bench.node.trouble()->kind, Trouble::Kind::SshRefused);
        bench.sshd.useKey("key");
        bench.node.reconnect();
        QVERIFY(bench.comesOnline());
    }

    void noAlulactlThere() {
        START_OR_SKIP("/usr/bin:/bin");
        if (exists("/usr/bin/alulactl")) QSKIP("alulactl is installed here");
        bench.sshd.trustHost();
        bench.node.open();
        QVERIFY(bench.comesTo(Node::State::Stuck));
        QCOMPARE(bench.node.trouble()->kind, Trouble::Kind::NotInstalled);
    }

    void notInTheGroup() {
        // root may use every socket: its alulactl becomes nobody first. Others lose the right to it.
        const bool root = ::geteuid() == 0;
        Bench bench;
        if (root) {
            writeFile(bench.sshd.path("bin/alulactl"),
                      "#!/bin/sh\nexec setpriv --reuid=65534 --regid=65534 --clear-groups " ALULA_BIN_DIR "/alulactl \"$@\"\n");
            QFile::setPermissions(QString::fromStdString(bench.sshd.path("bin/alulactl")),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        } else {
            QFile::setPermissions(QString::fromStdString(bench.daemon.socket()), {});
        }
        const QString why = bench.sshd.start(bench.sshd.path("bin") + ":" ALULA_BIN_DIR ":/usr/bin:/bin");
        if (!why.isEmpty()) QSKIP(qPrintable(why));
        bench.sshd.trustHost();
        bench.node.open();
        QVERIFY(bench.comesTo(Node::State::Stuck));
        QVERIFY2(bench.node.trouble()->kind == Trouble::Kind::NotAllowed, qPrintable(bench.node.trouble()->details));
    }

    void aKilledDaemonComesBackByItself() {
        START_OR_SKIP();
        bench.sshd.trustHost();
        bench.node.open();
        QVERIFY(bench.comesOnline());
        bench.daemon.kill();
        QVERIFY(bench.comesTo(Node::State::Waiting));
        QCOMPARE(bench.node.trouble()->kind, Trouble::Kind::Lost);
        // One more try while there is no daemon: still only a matter of time.
        QVERIFY(bench.comesTo(Node::State::Connecting));
        QVERIFY(bench.comesTo(Node::State::Waiting));
        QCOMPARE(bench.node.trouble()->kind, Trouble::Kind::Lost);
        bench.daemon.start();
        QVERIFY(bench.comesOnline());
    }

    void aNodeThatWasOnlineIsTriedWhileSshFails() {
        START_OR_SKIP();
        bench.sshd.trustHost();
        bench.node.open();
        QVERIFY(bench.comesOnline());
        bench.sshd.stop(); // the session goes on, as sshd's do; the next one finds nobody
        bench.daemon.kill();
        QVERIFY(bench.comesTo(Node::State::Waiting));
        QVERIFY(bench.comesTo(Node::State::Connecting));
        QVERIFY(bench.comesTo(Node::State::Waiting));
        QCOMPARE(bench.node.trouble()->kind, Trouble::Kind::Lost);
        QVERIFY(bench.node.trouble()->details.contains(u"refused"_s, Qt::CaseInsensitive));
        bench.daemon.start();
        QCOMPARE(bench.sshd.start(), QString());
        QVERIFY(bench.comesOnline());
    }
};

int main(int argc, char** argv) {
    if (isAskpass(argc)) {
        question = argv[1];
        return runAskpass(argc, argv);
    }
    QStandardPaths::setTestModeEnabled(true);
    MeasuredApplication app(argc, argv);
    TestSsh test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_ssh.moc"
