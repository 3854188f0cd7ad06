// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_alulactl.h"
#include "tests/support/temp_dir.h"

#include <QtCore/QStandardPaths>

using namespace alula;
using namespace Qt::StringLiterals;

class TestCompletion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bash_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QStringList>("wanted");
        QTest::addColumn<QStringList>("unwanted");
        QTest::newRow("commands") << QStringList{u""_s} << QStringList{u"status"_s, u"archive"_s, u"bridge"_s, u"--json"_s}
                                  << QStringList{u"--truncate"_s};
        QTest::newRow("begun") << QStringList{u"re"_s} << QStringList{u"restore"_s} << QStringList{u"status"_s};
        QTest::newRow("options of a command")
            << QStringList{u"restore"_s, u"--"_s} << QStringList{u"--truncate"_s, u"--yes"_s, u"--socket"_s}
            << QStringList{u"--off"_s};
        QTest::newRow("an option begun") << QStringList{u"pin"_s, u"--o"_s} << QStringList{u"--off"_s}
                                         << QStringList{u"--json"_s};
        QTest::newRow("below archive") << QStringList{u"archive"_s, u""_s}
                                       << QStringList{u"list"_s, u"verify"_s, u"extract"_s, u"cat"_s} << QStringList{u"status"_s};
        QTest::newRow("options below archive")
            << QStringList{u"archive"_s, u"extract"_s, u"--o"_s} << QStringList{u"--overwrite"_s} << QStringList{};
        QTest::newRow("behind a global flag") << QStringList{u"--json"_s, u"ver"_s} << QStringList{u"verify"_s} << QStringList{};
        QTest::newRow("a value is no command")
            << QStringList{u"--socket"_s, u"create"_s, u"stat"_s} << QStringList{u"status"_s} << QStringList{};
    }
    // Really sourced, by a real bash, from what the program prints.
    void bash() {
        QFETCH(QStringList, words);
        QFETCH(QStringList, wanted);
        QFETCH(QStringList, unwanted);
        QProcess bash;
        bash.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        const QString text =
            u"set -eu; source <(\"$0\" --as-alulactl completion bash); COMP_WORDS=(alulactl \"$@\"); COMP_CWORD=$#; _alulactl; printf '%s\\n' \"${COMPREPLY[@]:-}\""_s;
        bash.start(u"bash"_s, QStringList{u"--norc"_s, u"-c"_s, text, QCoreApplication::applicationFilePath()} + words);
        QVERIFY(bash.waitForFinished(test::kPatience));
        QCOMPARE(bash.exitCode(), 0);
        const QStringList got = QString::fromUtf8(bash.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
        for (const QString& word : wanted) QVERIFY2(got.contains(word), qPrintable(QString(word + u" in "_s + got.join(u' '))));
        for (const QString& word : unwanted) QVERIFY2(!got.contains(word), qPrintable(word));
        QVERIFY(words.last().isEmpty() ||
                std::all_of(got.begin(), got.end(), [&](const QString& word) { return word.startsWith(words.last()); }));
    }

    void otherShellsReadTheirScripts_data() {
        QTest::addColumn<QString>("shell");
        QTest::newRow("zsh") << u"zsh"_s;
        QTest::newRow("fish") << u"fish"_s;
    }
    void otherShellsReadTheirScripts() {
        QFETCH(QString, shell);
        const auto ran = test::Alulactl({u"completion"_s, shell}).finish();
        QCOMPARE(ran.code, 0);
        for (const char* word : {"alulactl", "restore", "truncate", "extract", "overwrite"})
            QVERIFY2(ran.out.contains(word), word);
        if (QStandardPaths::findExecutable(shell).isEmpty()) QSKIP("this shell is not installed: its script was not read by it");
        test::TempDir dir;
        test::writeFile(dir.path("script"), ran.out.toStdString());
        QProcess check;
        check.start(shell, {shell == "zsh"_L1 ? u"-n"_s : u"--no-execute"_s, QString::fromStdString(dir.path("script"))});
        QVERIFY(check.waitForFinished(test::kPatience));
        QCOMPARE(check.exitCode(), 0);
    }
};

ALULACTL_TEST_MAIN(TestCompletion)
#include "test_completion.moc"
