// SPDX-License-Identifier: GPL-3.0-or-later
// The full screen of the real alulactl with the real daemon behind it, from the first backup to the daemon's end and return.

#include "tests/e2e/real_daemon.h"
#include "tests/support/on_terminal.h"
#include "tests/support/tree.h"

#include <QTest>

using namespace alula;
using namespace alula::test;

class TestTop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void backsUpAndOutlivesTheDaemon() {
        RealDaemon daemon;
        tree({file("level.dat", 1000), dir("region", {file("r.0.0.mca", 1 << 20)})}).materialise(daemon.volume());
        OnTerminal top({ALULA_BIN_DIR "/alulactl", "--socket", daemon.socket(), "top"}, 80);
        QVERIFY2(top.waitFor("SERVERS"), top.said.constData());
        QVERIFY2(top.waitFor(QByteArray::fromStdString(kServer.substr(0, 8))), top.said.constData());
        QVERIFY(top.waitFor("All is well since"));
        top.type("b");
        QVERIFY2(top.waitFor("[y/n]"), top.said.constData());
        top.type("y");
        QVERIFY2(top.waitFor("completed, just now"), top.said.constData());
        top.said.clear();
        daemon.kill();
        QVERIFY2(top.waitFor("Trying again in"), top.said.constData());
        top.said.clear();
        daemon.start();
        QVERIFY2(top.waitFor("All is well since"), top.said.constData());
        QVERIFY(!top.isCooked());
        top.type("q");
        QCOMPARE(top.finish(), 0);
        QVERIFY(top.isCooked());
        QVERIFY(top.said.endsWith("\x1b[?1049l"));
    }
};

QTEST_GUILESS_MAIN(TestTop)
#include "test_top.moc"
