// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/selection_rules.h"

#include <QtTest/QTest>

#include <map>
#include <random>

using namespace alula::gui;
using State = SelectionRules::State;

class TestSelectionRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNearestAncestorWins() {
        auto rules = SelectionRules::only({"world"});
        rules.set("world/logs", false);
        rules.set("world/logs/latest.log", true);
        QCOMPARE(rules.state("world/region/r.0.0.mca"), State::In);
        QCOMPARE(rules.state("world/logs"), State::Partly);
        QCOMPARE(rules.state("world/logs/old.gz"), State::Out);
        QCOMPARE(rules.state("world"), State::Partly);
        QCOMPARE(rules.state("world2"), State::Out);
        QCOMPARE(rules.state(""), State::Partly);
        QCOMPARE(rules.include(), (std::vector<std::string>{"world", "world/logs/latest.log"}));
        QCOMPARE(rules.exclude(), std::vector<std::string>{"world/logs"});
    }

    void aNewRuleDropsThoseBelow() {
        auto rules = SelectionRules::only({"a/b", "a/c", "a-b"});
        rules.set("a", true);
        QCOMPARE(rules.include(), (std::vector<std::string>{"a", "a-b"}));
        rules.set("", false);
        QVERIFY(rules.isEmpty());
        rules.set("", true);
        QVERIFY(rules.isAll());
        QVERIFY(rules.include().empty());
    }

    // Without the root among them the include would take nothing but that one file.
    void whatIsTakenAgainOutOfEverythingNamesTheRoot() {
        auto rules = SelectionRules::all();
        rules.set("logs", false);
        QVERIFY(rules.include().empty());
        rules.set("logs/latest.log", true);
        QCOMPARE(rules.include(), (std::vector<std::string>{"", "logs/latest.log"}));
        QCOMPARE(rules.exclude(), std::vector<std::string>{"logs"});
    }

    // Against the plain reading: a file is in when its nearest set ancestor is.
    void agreesWithTickingEachFile() {
        std::mt19937 random(7);
        const std::vector<std::string> paths = {"", "a", "a/b", "a/b/c", "a/b-c", "a-b", "a-b/c", "b", "b/a", "b/a/a"};
        for (int round = 0; round < 200; ++round) {
            SelectionRules rules;
            std::map<std::string, bool> plain;
            for (const auto& path : paths) plain[path] = false;
            for (int step = 0; step < 12; ++step) {
                const std::string& path = paths[random() % paths.size()];
                const bool in = random() % 2 == 0;
                rules.set(path, in);
                for (auto& [each, value] : plain) {
                    if (path.empty() || each == path || each.starts_with(path + "/")) value = in;
                }
            }
            for (const auto& [path, in] : plain) {
                bool mixed = false;
                for (const auto& [below, other] : plain)
                    mixed = mixed || ((path.empty() ? !below.empty() : below.starts_with(path + "/")) && other != in);
                if (!mixed) QCOMPARE(rules.state(path), in ? State::In : State::Out);
                else QCOMPARE(rules.state(path), State::Partly);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestSelectionRules)
#include "test_selection_rules.moc"
