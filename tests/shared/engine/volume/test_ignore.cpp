// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/ignore.h"
#include "shared/engine/volume/wildmatch.h"

#include <QElapsedTimer>
#include <QtTest>
#include <string>

using namespace alula;
using Match = IgnoreRules::Match;
Q_DECLARE_METATYPE(IgnoreRules::Match)

class TestIgnore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void documentedCases_data();
    void documentedCases();
    void isEmptyWithoutRules();
    void hostilePatternsAreBounded_data();
    void hostilePatternsAreBounded();
};

// Rules (\n between them), path (a slash at its end: a directory), what gitignore(5) says of this very path.
void TestIgnore::documentedCases_data() {
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Match>("expected");
    const auto row = [](const char* what, const char* rules, const char* path, Match expected) {
        QTest::newRow(what) << QByteArray(rules) << QByteArray(path) << expected;
    };
    row("blank line matches nothing", "\n\n", "a", Match::None);
    row("comment", "#a", "#a", Match::None);
    row("escaped hash", "\\#a", "#a", Match::Ignored);
    row("hash inside", "a#b", "a#b", Match::Ignored);
    row("indented hash is a name", " #a", " #a", Match::Ignored);
    row("trailing spaces go", "a   ", "a", Match::Ignored);
    row("escaped trailing space stays", "a\\ ", "a ", Match::Ignored);
    row("escaped space, then spaces", "a\\   ", "a ", Match::Ignored);
    row("tab stays", "a\t", "a", Match::None);
    row("inner space stays", "a b", "a b", Match::Ignored);
    row("negation", "*.log\n!keep.log", "keep.log", Match::Kept);
    row("last rule wins", "!a\na", "a", Match::Ignored);
    row("escaped bang", "\\!a", "!a", Match::Ignored);
    row("negated escaped bang", "*\n!\\!a", "!a", Match::Kept);
    row("only a bang", "!", "!", Match::None);
    row("name at any depth", "frotz", "a/b/frotz", Match::Ignored);
    row("anchored by first slash", "/frotz", "a/frotz", Match::None);
    row("anchored at root", "/frotz", "frotz", Match::Ignored);
    row("anchored by inner slash", "doc/frotz", "a/doc/frotz", Match::None);
    row("directory only: a file", "frotz/", "frotz", Match::None);
    row("directory only: at any depth", "frotz/", "a/frotz/", Match::Ignored);
    row("inner slash and directory only", "doc/frotz/", "doc/frotz/", Match::Ignored);
    row("star stops at slash", "foo/*", "foo/bar/hello.c", Match::None);
    row("star in a part", "foo/*", "foo/test.json", Match::Ignored);
    row("star matches dot files", "*", ".hidden", Match::Ignored);
    row("question mark is one byte", "a?c", "abc", Match::Ignored);
    row("question mark is not none", "a?c", "ac", Match::None);
    row("question mark is no slash", "/a?c", "a/c", Match::None);
    row("leading **", "**/foo", "x/y/foo", Match::Ignored);
    row("leading ** at root", "**/foo", "foo", Match::Ignored);
    row("leading ** with more", "**/foo/bar", "x/foo/bar", Match::Ignored);
    row("trailing **", "abc/**", "abc/x/y", Match::Ignored);
    row("trailing ** is not the directory", "abc/**", "abc/", Match::None);
    row("inner ** none", "a/**/b", "a/b", Match::Ignored);
    row("inner ** one", "a/**/b", "a/x/b", Match::Ignored);
    row("inner ** two", "a/**/b", "a/x/y/b", Match::Ignored);
    row("inner ** needs a boundary", "a/**/b", "a/xb", Match::None);
    row("** in a name is a star", "a**b", "axxb", Match::Ignored);
    row("** in a part is a star", "/x/a**b", "x/a/b", Match::None);
    row("three stars", "a/***/b", "a/x/y/b", Match::Ignored);
    row("** before an escaped slash", "a/**\\/b", "a/x/y/b", Match::Ignored);
    row("** before an escaped slash needs one", "a/**\\/b", "a/b", Match::None);
    row("dash first in class", "[-a].txt", "-.txt", Match::Ignored);
    row("dash first is no range", "[-a].txt", "A.txt", Match::None);
    row("class", "[abc].txt", "b.txt", Match::Ignored);
    row("range", "[a-c].txt", "d.txt", Match::None);
    row("negated class !", "[!a-c].txt", "d.txt", Match::Ignored);
    row("negated class ^", "[^a-c].txt", "b.txt", Match::None);
    row("bracket first in class", "[]a].txt", "].txt", Match::Ignored);
    row("dash last in class", "[a-].txt", "-.txt", Match::Ignored);
    row("escape in class", "[\\]].txt", "].txt", Match::Ignored);
    row("class is no slash", "/a[/]b", "a/b", Match::None);
    row("posix class", "[[:digit:]].txt", "7.txt", Match::Ignored);
    row("posix class negated", "[![:digit:]].txt", "7.txt", Match::None);
    row("posix classes are ASCII", "[[:alpha:]]", "\xc3", Match::None);
    row("unknown posix class", "[[:nothing:]]*", "a", Match::None);
    row("unclosed class", "a[b", "a[b", Match::None);
    row("escaped bracket", "a\\[b", "a[b", Match::Ignored);
    row("escaped star", "a\\*", "ab", Match::None);
    row("escaped letter", "\\a\\b", "ab", Match::Ignored);
    row("trailing backslash matches nothing", "a\\", "a\\", Match::None);
    row("case counts", "A", "a", Match::None);
    row("CRLF", "a\r\nb\r\n", "a", Match::Ignored);
    row("CR at the very end", "a\r", "a", Match::Ignored);
    row("two CR", "a\r\r\n", "a\r", Match::Ignored);
    row("byte order mark",
        "\xef\xbb\xbf"
        "a",
        "a", Match::Ignored);
    row("no newline at the end", "b\na", "a", Match::Ignored);
    row("only a slash", "/", "a/", Match::None);
    row("two slashes", "//", "a/", Match::None);
    row("not UTF-8", "\xff*", "\xff\xfe", Match::Ignored);
    row("git: prefix, then **", "foo**/bar", "foo/x/bar", Match::Ignored);
}

void TestIgnore::documentedCases() {
    QFETCH(const QByteArray, rules);
    QFETCH(const QByteArray, path);
    QFETCH(const Match, expected);
    std::string wanted = path.toStdString();
    const bool isDirectory = wanted.ends_with('/');
    if (isDirectory) wanted.pop_back();
    QCOMPARE(IgnoreRules::parse(rules.toStdString()).match(wanted, isDirectory), expected);
}

void TestIgnore::isEmptyWithoutRules() {
    QVERIFY(IgnoreRules().empty());
    QVERIFY(IgnoreRules::parse("# only\n\n   \n").empty());
    QVERIFY(!IgnoreRules::parse("a").empty());
}

// Each of them takes wildmatch.c, or a naive matcher, longer than anyone waits.
void TestIgnore::hostilePatternsAreBounded_data() {
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("stars") << QByteArray("*a").repeated(120) + 'b' << QByteArray(255, 'a');
    QTest::newRow("double stars") << QByteArray("**/a/").repeated(200) + 'b' << QByteArray("a/").repeated(2000) + 'c';
    QTest::newRow("both") << QByteArray("**/*a*a*a/").repeated(200) + 'b' << QByteArray("aaaaaaaa/").repeated(450) + 'c';
    QTest::newRow("classes") << QByteArray("*[a-z]").repeated(100) + '1' << QByteArray(255, 'a');
    QTest::newRow("stars over one long text") << QByteArray("*a").repeated(2000) + 'b' << QByteArray(4095, 'a');
}

void TestIgnore::hostilePatternsAreBounded() {
    QFETCH(const QByteArray, pattern);
    QFETCH(const QByteArray, text);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!wildMatch(pattern.toStdString(), text.toStdString(), PatternScope::WholePath));
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestIgnore)
#include "test_ignore.moc"
