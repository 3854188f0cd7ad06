// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/config/load_settings.h"
#include "tests/support/temp_dir.h"

#include <QtTest/QTest>
#include <algorithm>
#include <optional>
#include <string>

using namespace alula;
using namespace alula::test;

namespace {

const std::string kToken(64, 'a');
const std::string kId = "3f2a5c00-0000-4000-8000-000001000002";

Result<LoadedSettings> load(const std::string& file, bool wings = true) {
    return loadSettings({.file = file, .dataDir = {}, .environment = [&](const std::string& name) -> std::optional<std::string> {
                             if (name == "ALULA_TOKEN") return kToken;
                             if (wings && name == "ALULA_WINGS_URL") return "http://127.0.0.1:8080";
                             return std::nullopt;
                         }});
}

// The first ```yaml block of a page that has `word` in it.
std::string yamlOf(const std::string& page, const std::string& word) {
    const auto text = readFile(ALULA_SOURCE_DIR "/docs/" + page);
    const std::string fence = "```yaml\n";
    for (auto begin = text.find(fence); begin != std::string::npos; begin = text.find(fence, begin + 1)) {
        const auto block = text.substr(begin + fence.size(), text.find("```", begin + fence.size()) - begin - fence.size());
        if (block.contains(word)) return block;
    }
    return {};
}

using Kind = QuiesceStep::Kind;

} // namespace

class QuiesceRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStepIsRead() {
        TempDir directory;
        const auto file = directory.path("config.yml");
        writeFile(file, "quiesce:\n  servers:\n    " + kId +
                            ":\n      before:\n        - save-off\n        - save-all flush\n        - wait_for: Saved the game\n"
                            "        - wait: 5s\n      after:\n        - save-on\n  eggs:\n    7: {before: []}\n");
        const auto loaded = load(file);
        QVERIFY2(loaded, loaded ? "" : loaded.error().toString().c_str());
        QVERIFY(loaded->warnings.empty());
        const QuiesceRule expected{{{Kind::Command, "save-off"},
                                    {Kind::Command, "save-all flush"},
                                    {Kind::WaitFor, "Saved the game"},
                                    {Kind::Wait, {}, std::chrono::seconds(5)}},
                                   {"save-on"}};
        const auto& quiesce = loaded->settings.quiesce;
        QCOMPARE(quiesce.servers.size(), std::size_t(1));
        QVERIFY(quiesce.servers.at(kId) == expected);
        QVERIFY(quiesce.eggs.at("7") == QuiesceRule{});
    }

    // What a user copies has to work.
    void theExamplesOfTheDocsAreRight_data() {
        QTest::addColumn<std::string>("word");
        QTest::addColumn<int>("rules");
        QTest::newRow("Minecraft") << std::string("save-all flush") << 2;
        QTest::newRow("one server") << std::string("servers:") << 1;
    }
    void theExamplesOfTheDocsAreRight() {
        QFETCH(std::string, word);
        QFETCH(int, rules);
        const auto yaml = yamlOf("quiesce.md", word);
        QVERIFY(!yaml.empty());
        TempDir directory;
        writeFile(directory.path("config.yml"), yaml);
        const auto loaded = load(directory.path("config.yml"));
        QVERIFY2(loaded, loaded ? "" : loaded.error().toString().c_str());
        QVERIFY(loaded->warnings.empty());
        const auto& quiesce = loaded->settings.quiesce;
        QCOMPARE(static_cast<int>(quiesce.eggs.size() + quiesce.servers.size()), rules);
    }

    void mistakesHaveTheirPlace_data() {
        QTest::addColumn<std::string>("rule");     // below quiesce.eggs
        QTest::addColumn<std::string>("expected"); // place and words
        const auto row = [](const char* name, const std::string& rule, const std::string& expected) {
            QTest::newRow(name) << rule << expected;
        };
        row("no uuid", "    minecraft: {before: [save-off]}\n", ":3:5: quiesce.eggs: 'minecraft' is no egg's uuid");
        row("no section", "    " + kId + ": save-off\n", "is 'save-off'; it must be a section with before and after");
        row("nothing", "    " + kId + ":\n", "is empty; it must be a section");
        row("a wrong word", "    " + kId + ":\n      during: [a]\n", ":4:7: quiesce.eggs: there is no 'during' here");
        row("no list", "    " + kId + ":\n      before: save-off\n",
            ":4:7: quiesce.eggs: before is 'save-off'; it must be a list");
        row("a line break", "    " + kId + ":\n      before: [\"save-off\\nop somebody\"]\n",
            ":4:16: quiesce.eggs: a step before");
        row("an empty command", "    " + kId + ":\n      before: ['']\n", "a step before a backup is ''");
        row("a wrong step", "    " + kId + ":\n      before: [wait_until: x]\n", "a step before a backup is a section");
        row("a wrong time", "    " + kId + ":\n      before: [save-off, wait: soon]\n", "or 'wait: 5s'");
        row("no time at all", "    " + kId + ":\n      before: [save-off, wait: 0]\n", "or 'wait: 5s'");
        row("a wait after", "    " + kId + ":\n      before: [a]\n      after: [wait: 5s]\n", "it must be a command in one line");
        row(
            "too many",
            "    " + kId + ":\n      before: [a" +
                [] {
                    std::string text;
                    for (int i = 0; i < 20; ++i) text += ", a";
                    return text;
                }() +
                "]\n",
            "a list of at most 20 steps");
        row("too long", "    " + kId + ":\n      before: [" + std::string(1001, 'a') + "]\n", "a command in one line");
        row("nothing before", "    " + kId + ": {after: [save-on]}\n", "has commands after a backup and none before it");
        row("twice", "    " + kId + ": {before: [a]}\n    3F2A5C00-0000-4000-8000-000001000002: {before: [a]}\n",
            "is given twice");
        row("longer than all may take", "    " + kId + ": {before: [a, wait: 20s, wait: 10s]}\n", "longer than quiesce.timeout");
    }
    void mistakesHaveTheirPlace() {
        QFETCH(std::string, rule);
        QFETCH(std::string, expected);
        TempDir directory;
        const auto file = directory.path("config.yml");
        writeFile(file, "quiesce:\n  eggs:\n" + rule);
        const auto loaded = load(file);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code(), ErrorCode::InvalidInput);
        const auto& message = loaded.error().message();
        QVERIFY2(message.starts_with(file), message.c_str());
        QVERIFY2(message.contains(expected), message.c_str());
        QVERIFY2(!std::ranges::any_of(message, [](char c) { return c != '\n' && static_cast<unsigned char>(c) < 0x20; }),
                 message.c_str());
    }

    void withoutWingsItIsRefused() {
        TempDir directory;
        const auto file = directory.path("config.yml");
        writeFile(file, "quiesce:\n  servers:\n    " + kId + ": {before: [save-off], after: [save-on]}\n");
        const auto loaded = load(file, false);
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().message().contains(file + ":3:5: quiesce sends its commands through Wings"),
                 loaded.error().message().c_str());
    }

    // Aliases let a small file be a huge tree.
    void aBombOfAliasesIsRefused() {
        std::string yaml = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
        for (char name = 'b'; name <= 'd'; ++name) {
            const std::string before(1, static_cast<char>(name - 1));
            yaml += std::string(1, name) + ": &" + std::string(1, name) + " [";
            for (int i = 0; i < 60; ++i) yaml += "*" + before + ", ";
            yaml += "*" + before + "]\n";
        }
        TempDir directory;
        const auto file = directory.path("config.yml");
        writeFile(file, yaml + "quiesce:\n  eggs:\n    7: *d\n");
        const auto loaded = load(file);
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().message().contains("something nested"), loaded.error().message().c_str());
    }
};

QTEST_APPLESS_MAIN(QuiesceRulesTest)
#include "test_quiesce_rules.moc"
