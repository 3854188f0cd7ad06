// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/askpass_dialog.h"
#include "gui/dialogs/connect_dialog.h"
#include "gui/nodes/transports.h"
#include "tests/gui/node_bench.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QSettings>
#include <QtGui/QClipboard>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
QPushButton* buttonOf(QWidget& widget, const QString& text) {
    for (QPushButton* button : widget.findChildren<QPushButton*>()) {
        if (button->text().remove(u'&') == text && button->isVisibleTo(&widget)) return button;
    }
    return nullptr;
}
bool says(QWidget& widget, const QString& text) {
    for (QLabel* label : widget.findChildren<QLabel*>()) {
        if (label->text().contains(text)) return true;
    }
    return false;
}

// The dialog over a list whose nodes over ssh end as they are told: "good" reaches the daemon, the others end with that exit code.
struct ConnectBench {
    ConnectBench() : daemon(dir.path("alulad.sock")) {
        NodeBench::script(daemon, "admin");
        parent.show();
        openConnectDialog(nodes, &parent);
        dialog = parent.findChild<QDialog*>();
        dialog->findChildren<QRadioButton*>()[1]->setChecked(true);
    }
    std::unique_ptr<Transport> transport(const NodeAddress& address) const {
        if (address.where == u"mira@good"_s)
            return std::make_unique<LocalSocketTransport>(QString::fromStdString(dir.path("alulad.sock")));
        const QString script = u"echo 'said by ssh' >&2; exit "_s + address.where.section(u'-', 1);
        return std::make_unique<ProcessTransport>(ProcessTransport::Program{u"/bin/sh"_s, {u"-c"_s, script}}, bridgeEnded);
    }
    void tryHost(const QString& host) {
        dialog->findChild<QComboBox*>()->setCurrentText(host);
        (buttonOf(*dialog, u"Connect"_s) ? buttonOf(*dialog, u"Connect"_s) : buttonOf(*dialog, u"Try again"_s))->click();
    }
    TempDir dir;
    FakeDaemon daemon;
    NodeList nodes{[this](const NodeAddress& address) { return transport(address); }};
    QWidget parent;
    QPointer<QDialog> dialog;
};
} // namespace

class TestConnectDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void aNodeThatAnswersIsAddedAndRemembered() {
        ConnectBench bench;
        bench.tryHost(u" mira@good "_s);
        QVERIFY(QTest::qWaitFor([&] { return !bench.dialog; }));
        QCOMPARE(bench.nodes.size(), 1);
        QVERIFY(bench.nodes.at(0)->isOnline());
        openConnectDialog(bench.nodes, &bench.parent);
        QCOMPARE(bench.parent.findChild<QDialog*>()->findChild<QComboBox*>()->itemText(0), u"mira@good"_s);
    }

    void whatIsWrongIsSaidWithTheStepAndTheFix() {
        ConnectBench bench;
        bench.tryHost(u"mira@node-6"_s);
        QVERIFY(QTest::qWaitFor([&] { return says(*bench.dialog, u"mira is not in group alula on mira@node-6."_s); }));
        for (const QString& step : {u"ssh ok"_s, u"alulactl ok"_s, u"group alula: no"_s})
            QVERIFY2(says(*bench.dialog, step), qPrintable(step));
        QVERIFY(!says(*bench.dialog, u"version ok"_s));
        buttonOf(*bench.dialog, u"Copy fix"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"sudo usermod -aG alula mira"_s);
        buttonOf(*bench.dialog, u"Show ssh output"_s)->click();
        bool shownThere = false;
        for (auto* text : bench.dialog->findChildren<QPlainTextEdit*>())
            shownThere = shownThere || text->toPlainText() == u"said by ssh"_s;
        QVERIFY(shownThere);
        QVERIFY(buttonOf(*bench.dialog, u"Try again"_s));
    }

    void whatWasTriedInVainIsNotKept() {
        ConnectBench bench;
        bench.tryHost(u"node-127"_s);
        QVERIFY(QTest::qWaitFor([&] { return says(*bench.dialog, u"alulactl was not found on node-127."_s); }));
        QCOMPARE(bench.nodes.size(), 1);
        bench.tryHost(u"node-255"_s);
        QCOMPARE(bench.nodes.size(), 1);
        QTest::keyClick(bench.dialog, Qt::Key_Escape);
        QVERIFY(QTest::qWaitFor([&] { return !bench.dialog; }));
        QCOMPARE(bench.nodes.size(), 0);
    }

    void aHostIsAskedForAndNeverAnOption() {
        ConnectBench bench;
        bench.tryHost(u""_s);
        QVERIFY(says(*bench.dialog, u"Type a host"_s));
        bench.tryHost(u"-oProxyCommand=x"_s);
        QVERIFY(says(*bench.dialog, u"does not begin with"_s));
        QCOMPARE(bench.nodes.size(), 0);
    }

    void itShowsTheCommandThatDoesTheSame() {
        ConnectBench bench;
        bench.dialog->findChild<QComboBox*>()->setCurrentText(u"mira@node 3"_s);
        buttonOf(*bench.dialog, u"Show command"_s)->click();
        QStringList texts;
        for (auto* text : bench.dialog->findChildren<QPlainTextEdit*>()) texts << text->toPlainText();
        QVERIFY2(texts.contains(u"ssh 'mira@node 3' alulactl status"_s), qPrintable(texts.join(u'|')));
    }

    void aHostKeyIsNotTrustedByAccident() {
        AskpassDialog dialog(
            parseSshQuestion(u"The authenticity of host 'node-3' can't be established.\nED25519 key fingerprint is "
                             "SHA256:abc.\nAre you sure you want to continue connecting (yes/no/[fingerprint])? "_s,
                             {}));
        dialog.show();
        QVERIFY(says(dialog, u"SHA256:abc"_s));
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(dialog.result(), int(QDialog::Rejected));
        dialog.show();
        buttonOf(dialog, u"Trust this key and connect"_s)->click();
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(dialog.takeAnswer(), QByteArray("yes"));
    }

    void aSecretIsUnseenAndHandedOnOnce() {
        AskpassDialog dialog(parseSshQuestion(u"mira@node-3's password: "_s, {}));
        dialog.show();
        auto* secret = dialog.findChild<QLineEdit*>();
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
        secret->setText(u"p\u00e4ss"_s);
        QTest::keyClick(secret, Qt::Key_Return);
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(dialog.takeAnswer(), QByteArray("p\xc3\xa4ss"));
        QCOMPARE(dialog.takeAnswer(), QByteArray());
    }

    void aQuestionOfTheAgentIsAnsweredByTheExitCode() {
        AskpassDialog dialog(parseSshQuestion(u"Allow use of key mira?"_s, u"confirm"_s));
        dialog.show();
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(dialog.result(), int(QDialog::Rejected));
        buttonOf(dialog, u"Allow"_s)->click();
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QVERIFY(dialog.takeAnswer().isEmpty());
    }
};

ALULA_GUI_TEST_MAIN(TestConnectDialog)
#include "test_connect_dialog.moc"
