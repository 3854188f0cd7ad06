// SPDX-License-Identifier: GPL-3.0-or-later
// IgnoreRules against the real `git check-ignore`, on generated trees and rules. ALULA_IGNORE_SEEDS=N runs more of them.
#include "shared/engine/volume/entry.h"
#include "shared/engine/volume/ignore.h"
#include "tests/support/tree.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace alula;
using namespace alula::test;

namespace {
struct Path {
    std::string path;
    bool isDirectory;
};

// Few letters, so that rules hit. std::mt19937_64 gives the same numbers everywhere; distributions would not.
class Generator {
public:
    explicit Generator(std::uint64_t seed) : m_random(seed) {}
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(m_random() % n); }
    bool oneIn(std::size_t n) { return below(n) == 0; }

    std::string name() {
        static const std::vector<std::string> whole = {
            "foo", "bar", "a", "b", "ab", "aab", ".x",       "a.b",  "foo.log", "x y",  "x ", " x",     "#h", "!n", "[a]",
            "a*",  "a\\", "]", "-", "^",  "A",   "\xc3\xa9", "\xff", "a\r",     "a\tb", "0",  "foobar", "**", "?"};
        if (oneIn(2)) return whole[below(whole.size())];
        static const std::string letters = "aab.b0-]^A x";
        std::string made;
        for (std::size_t i = 1 + below(3); i > 0; --i) made += letters[below(letters.size())];
        return made == "." || made == ".." ? "dots" : made;
    }

    std::string rule(const std::vector<Path>& paths) {
        std::string made = oneIn(3) ? fromPath(paths) : free();
        if (oneIn(3)) made.insert(0, "/");
        if (oneIn(4)) made += "/";
        if (oneIn(4)) made.insert(0, "!");
        if (oneIn(8)) made += std::string(1 + below(2), ' ');
        if (oneIn(20)) made += "\r";
        if (oneIn(25)) made.insert(0, "#");
        if (oneIn(40)) made += "\\";
        return made;
    }

private:
    // A path of the tree with some bytes made to patterns.
    std::string fromPath(const std::vector<Path>& paths) {
        std::string path = paths[below(paths.size())].path;
        if (oneIn(2)) path = std::string(nameOf(path));
        std::string made;
        for (const char c : path) {
            switch (below(14)) {
            case 0: made += '*'; break;
            case 1: made += '?'; break;
            case 2: made += (std::string("\\") + c); break;
            case 3: made += std::string("[") + c + "]"; break;
            case 4: break;
            case 5: made += c == '/' ? "/**/" : "**"; break;
            case 6: made += characterClass(); break;
            default: made += c;
            }
        }
        return made;
    }
    std::string free() {
        static const std::vector<std::string> parts = {"*",  "**",  "?",   "/",   "/",     "**/", "/**", "/**/", "a",   "b",
                                                       "ab", "foo", "bar", ".x",  "*.log", "\\",  "\\*", "\\/",  "\\ ", " ",
                                                       "[",  "]",   "!",   "***", "x",     "-",   "*/",  "/*"};
        std::string made;
        for (std::size_t i = 1 + below(4); i > 0; --i) made += oneIn(5) ? characterClass() : parts[below(parts.size())];
        return made;
    }
    std::string characterClass() {
        static const std::vector<std::string> inner = {"a",          "b",         "a-c",       "-",           "]",
                                                       "^",          "!",         "\\]",       "\\-",         "[:alpha:]",
                                                       "[:digit:]",  "[:upper:]", "[:punct:]", "[:space:]",   "[:print:]",
                                                       "[:xdigit:]", "[:bad:]",   "[:",        "[",           "/",
                                                       "a-",         "b-a",       ".-0",       "[:alnum:]-z", "\\a-\\c",
                                                       "A-Z",        "x"};
        std::string made = "[";
        if (oneIn(4)) made += oneIn(2) ? "!" : "^";
        for (std::size_t i = 1 + below(3); i > 0; --i) made += inner[below(inner.size())];
        return oneIn(12) ? made : made + "]";
    }
    std::mt19937_64 m_random;
};

std::vector<Path> makePaths(Generator& generator, const std::string& root) {
    std::set<std::string> taken;
    std::vector<Path> all;
    std::vector<std::string> directories = {""};
    Tree declared;
    while (all.size() < 60) {
        const std::string path = joinPath(directories[generator.below(directories.size())], generator.name());
        if (!taken.insert(path).second) continue;
        const bool isDirectory = generator.oneIn(2);
        if (isDirectory && std::ranges::count(path, '/') < 4) directories.push_back(path);
        all.push_back({path, isDirectory});
        declared.add(isDirectory ? dir(path) : file(path));
    }
    declared.materialise(root);
    return all;
}

// The way git goes: the first ignored parent decides, else what the rules say of the path itself.
IgnoreRules::Match verdict(const IgnoreRules& rules, const Path& path) {
    for (std::size_t slash = path.path.find('/'); slash != std::string::npos; slash = path.path.find('/', slash + 1))
        if (rules.match(std::string_view(path.path).substr(0, slash), true) == IgnoreRules::Match::Ignored)
            return IgnoreRules::Match::Ignored;
    return rules.match(path.path, path.isDirectory);
}

class Git {
public:
    explicit Git(std::string root) : m_root(QByteArray::fromStdString(root)) {
        m_environment.insert(QStringLiteral("GIT_CONFIG_NOSYSTEM"), QStringLiteral("1"));
        m_environment.insert(QStringLiteral("GIT_CONFIG_GLOBAL"), QStringLiteral("/dev/null"));
        m_environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
        run({QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("--template=")}, {});
    }
    // A verdict a path, in order.
    std::vector<IgnoreRules::Match> check(const std::vector<Path>& paths) {
        QByteArray input;
        for (const auto& path : paths) input += QByteArray::fromStdString(path.path) + '\0';
        const QByteArray output =
            run({QStringLiteral("-c"), QStringLiteral("core.ignorecase=false"), QStringLiteral("-c"),
                 QStringLiteral("core.excludesFile="), QStringLiteral("check-ignore"), QStringLiteral("-z"),
                 QStringLiteral("--stdin"), QStringLiteral("--no-index"), QStringLiteral("-v"), QStringLiteral("-n")},
                input);
        QList<QByteArray> fields = output.split('\0'); // source, line, pattern, path; and the end
        std::vector<IgnoreRules::Match> verdicts;
        for (qsizetype i = 0; i + 3 < fields.size(); i += 4) {
            if (fields[i].isEmpty()) verdicts.push_back(IgnoreRules::Match::None);
            else verdicts.push_back(fields[i + 2].startsWith('!') ? IgnoreRules::Match::Kept : IgnoreRules::Match::Ignored);
        }
        return verdicts;
    }

private:
    QByteArray run(const QStringList& arguments, const QByteArray& input) {
        QProcess process;
        process.setWorkingDirectory(QString::fromUtf8(m_root));
        process.setProcessEnvironment(m_environment);
        process.start(QStringLiteral("git"), arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(30'000)) qFatal("git did not end");
        if (process.exitCode() > 1) qFatal("git: %s", process.readAllStandardError().constData());
        return process.readAllStandardOutput();
    }
    QByteArray m_root;
    QProcessEnvironment m_environment;
};
} // namespace

class TestIgnoreGit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithGit();
};

void TestIgnoreGit::agreesWithGit() {
    if (QStandardPaths::findExecutable(QStringLiteral("git")).isEmpty()) QSKIP("git is not installed");
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("ALULA_IGNORE_SEEDS", &given);
    QElapsedTimer timer;
    timer.start();
    std::size_t pairs = 0;
    std::size_t hits = 0;
    int seed = 1;
    // 60 paths × 40 rules are 2,400 pairs a seed, a few lines at a time so that most rules get their say.
    for (; seed <= (given ? wanted : 40) && (given || timer.elapsed() < 20'000); ++seed) {
        Generator generator(static_cast<std::uint64_t>(seed));
        const TempDir temp;
        Git git(temp.path());
        const auto paths = makePaths(generator, temp.path());
        for (int round = 0; round < 10; ++round) {
            std::string text;
            for (int i = 0; i < 4; ++i) text += generator.rule(paths) + (generator.oneIn(8) ? "\r\n" : "\n");
            if (generator.oneIn(3)) text.pop_back();
            writeFile(temp.path(".gitignore"), text);
            const auto rules = IgnoreRules::parse(text);
            const auto expected = git.check(paths);
            QCOMPARE(expected.size(), paths.size());
            for (std::size_t i = 0; i < paths.size(); ++i) {
                const auto actual = verdict(rules, paths[i]);
                hits += expected[i] != IgnoreRules::Match::None;
                QVERIFY2(actual == expected[i], qPrintable(QStringLiteral("seed %1: %2 of rules <%3> is %4, git says %5")
                                                               .arg(seed)
                                                               .arg(QString::fromLatin1(QByteArray::fromStdString(
                                                                        paths[i].path + (paths[i].isDirectory ? "/" : ""))),
                                                                    QString::fromLatin1(QByteArray::fromStdString(text)))
                                                               .arg(static_cast<int>(actual))
                                                               .arg(static_cast<int>(expected[i]))));
            }
            pairs += paths.size() * 4;
        }
    }
    qInfo("%d seeds, %zu rule/path pairs, %zu paths decided by a rule", seed - 1, pairs, hits);
    QVERIFY(pairs >= 2400); // one seed at least, however slow the machine
    QVERIFY(hits > pairs / 100);
}

QTEST_GUILESS_MAIN(TestIgnoreGit)
#include "test_ignore_git.moc"
