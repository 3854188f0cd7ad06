// SPDX-License-Identifier: GPL-3.0-or-later
// What a distribution gets: files that its own tools find in order, and an installation that has all of them.

#include "tests/support/temp_dir.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {

struct Ran {
    int code = -1;
    QString out; // and err
};

Ran run(const QString& program, const QStringList& arguments,
        const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment()) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(120'000)) return {-1, program + u" does not start, or does not end"_s};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, QString::fromUtf8(process.readAll())};
}

QString source(const QString& path) { return QStringLiteral(ALULA_SOURCE_DIR) + u'/' + path; }
QString program(const QString& name) { return QStringLiteral(ALULA_BIN_DIR) + u'/' + name; }

QString textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// The commands of a level, as --help lists them.
QStringList commandsOf(const QStringList& above) {
    const Ran help = run(program(u"alulactl"_s), above + QStringList{u"--help"_s});
    static const QRegularExpression kSection(u"^(?:SUBCOMMANDS|Subcommands):\\s*$"_s, QRegularExpression::MultilineOption);
    const auto found = kSection.match(help.out);
    QStringList names;
    if (!found.hasMatch()) return names;
    static const QRegularExpression kName(u"^  ([a-z]+)\\s"_s);
    bool begun = false;
    for (const QString& line : help.out.sliced(found.capturedEnd()).split(u'\n')) {
        const auto name = kName.match(line + u' ');
        if (name.hasMatch()) names << name.captured(1);
        else if (begun && !line.startsWith(u"   "_s)) break;
        begun = begun || name.hasMatch();
    }
    return names;
}

} // namespace

class TestPackaging : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manualsAreWellFormed_data() {
        QTest::addColumn<QString>("page");
        for (const char* page : {"alulad.8", "alulactl.1", "alula-console.1"}) QTest::newRow(page) << QString::fromLatin1(page);
    }
    void manualsAreWellFormed() {
        QFETCH(QString, page);
        const Ran lint = run(u"mandoc"_s, {u"-Tlint"_s, u"-Wall"_s, source(u"docs/man/"_s + page)});
        QStringList complaints = lint.out.split(u'\n', Qt::SkipEmptyParts);
        // Whether other pages are installed is not this page's to say.
        complaints.removeIf([](const QString& line) { return line.contains("referenced manual not found"_L1); });
        QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
        const Ran shown = run(u"mandoc"_s, {u"-Tascii"_s, source(u"docs/man/"_s + page)});
        static const QRegularExpression kOverstruck(u".\\x08"_s); // bold and underlined, as on paper
        QString text = shown.out;
        text.remove(kOverstruck);
        QVERIFY2(shown.code == 0 && text.contains("\nSEE ALSO\n"_L1), qPrintable(text));
    }

    void theManualHasEveryCommand() {
        const QString manual = textOf(source(u"docs/man/alulactl.1"_s));
        const QStringList commands = commandsOf({});
        QVERIFY2(commands.size() > 15 && commands.contains(u"restore"_s), qPrintable(commands.join(u' ')));
        for (const QString& command : commands) {
            const QRegularExpression item(u"^\\.It Ic %1( |$)"_s.arg(command), QRegularExpression::MultilineOption);
            QVERIFY2(item.match(manual).hasMatch(), qPrintable(u"alulactl(1) lacks "_s + command));
        }
        const QStringList below = commandsOf({u"archive"_s});
        QCOMPARE(below.size(), 4);
        for (const QString& command : below) QVERIFY2(manual.contains(command), qPrintable(command));
    }

    void theManualHasEveryExitCode() {
        const QString help = run(program(u"alulactl"_s), {u"--help"_s}).out;
        const QString manual = textOf(source(u"docs/man/alulactl.1"_s));
        static const QRegularExpression kCode(u"^ +(\\d+)  "_s, QRegularExpression::MultilineOption);
        int codes = 0;
        for (auto found = kCode.globalMatch(help); found.hasNext(); ++codes) {
            const QString code = found.next().captured(1);
            QVERIFY2(manual.contains(u".It %1\n"_s.arg(code)), qPrintable(code));
        }
        QVERIFY(codes > 10);
    }

    void theDaemonsManualHasItsOptions() {
        const QString help = run(program(u"alulad"_s), {u"--help"_s}).out;
        const QString manual = textOf(source(u"docs/man/alulad.8"_s));
        static const QRegularExpression kOption(u"--([a-z-]+) <"_s);
        int options = 0;
        for (auto found = kOption.globalMatch(help); found.hasNext(); ++options) {
            const QString option = found.next().captured(1);
            QVERIFY2(manual.contains(u"Fl -"_s + option), qPrintable(option));
        }
        QVERIFY2(options >= 4, qPrintable(help));
    }

    void desktopsKnowTheConsole() {
        const Ran desktop = run(u"desktop-file-validate"_s, {source(u"resources/linux/org.alula.Console.desktop"_s)});
        QVERIFY2(desktop.code == 0 && desktop.out.isEmpty(), qPrintable(desktop.out));
        // There is no page of the project on the web yet that could be named.
        const Ran metainfo =
            run(u"appstreamcli"_s, {u"validate"_s, u"--no-net"_s, u"--no-color"_s, u"--override"_s,
                                    u"url-homepage-missing=info"_s, source(u"resources/linux/org.alula.Console.metainfo.xml"_s)});
        QVERIFY2(metainfo.code == 0, qPrintable(metainfo.out));
    }

    void anInstallationIsComplete_data() {
        QTest::addColumn<QString>("component");
        QTest::addColumn<QStringList>("wanted");
        QTest::newRow("node") << u"node"_s
                              << QStringList{u"bin/alulactl"_s,
                                             u"bin/alulad"_s,
                                             u"lib/systemd/system/alulad.service"_s,
                                             u"share/doc/alula/examples/alula.conf"_s,
                                             u"share/doc/alula/examples/config.example.yml"_s,
                                             u"share/man/man1/alulactl.1"_s,
                                             u"share/man/man8/alulad.8"_s};
        QTest::newRow("console") << u"console"_s
                                 << QStringList{u"bin/alula-console"_s, u"share/applications/org.alula.Console.desktop"_s,
                                                u"share/icons/hicolor/scalable/apps/org.alula.Console.svg"_s,
                                                u"share/man/man1/alula-console.1"_s,
                                                u"share/metainfo/org.alula.Console.metainfo.xml"_s};
    }
    void anInstallationIsComplete() {
        QFETCH(QString, component);
        QFETCH(QStringList, wanted);
        TempDir dir;
        const QString root = QString::fromStdString(dir.path("root"));
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DESTDIR"_s, root);
        const Ran installed = run(u"cmake"_s,
                                  {u"--install"_s, QDir(QStringLiteral(ALULA_BIN_DIR)).absoluteFilePath(u".."_s), u"--prefix"_s,
                                   u"/opt/alula"_s, u"--component"_s, component},
                                  environment);
        QVERIFY2(installed.code == 0, qPrintable(installed.out));
        QStringList found;
        const QString prefix = root + u"/opt/alula/"_s;
        for (QDirIterator files(prefix, QDir::Files, QDirIterator::Subdirectories); files.hasNext();)
            found << files.next().sliced(prefix.size());
        found.sort();
        QCOMPARE(found, wanted);
        if (component == "console"_L1) {
            const QString entry = textOf(prefix + u"share/applications/org.alula.Console.desktop"_s);
            QVERIFY(entry.contains("\nExec=alula-console\n"_L1) && entry.contains("\nIcon=org.alula.Console\n"_L1));
            return;
        }
        const QString unit = textOf(prefix + u"lib/systemd/system/alulad.service"_s);
        QVERIFY2(unit.contains("\nExecStart=/opt/alula/bin/alulad --config"_L1), qPrintable(unit));
        QVERIFY(run(prefix + u"bin/alulactl"_s, {u"--version"_s}).out.startsWith("alulactl "_L1));
        QVERIFY(run(prefix + u"bin/alulad"_s, {u"--version"_s}).out.contains("alulad"_L1));
    }
};

QTEST_GUILESS_MAIN(TestPackaging)
#include "test_packaging.moc"
