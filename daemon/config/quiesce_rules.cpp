// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/config/quiesce_rules.h"

#include "shared/base/ids.h"
#include "shared/base/log.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace alula {

namespace {

constexpr std::size_t kMostSteps = 20;
constexpr std::size_t kLongestCommand = 1000; // bytes
constexpr std::chrono::seconds kLongestWait{600};

class RuleReader {
    using Kind = SettingValue::Kind;

public:
    explicit RuleReader(RulesFor whom) : m_key(whom == RulesFor::Servers ? "quiesce.servers" : "quiesce.eggs"), m_whom(whom) {}

    void take(const std::string& name, const SettingValue& value) {
        auto id = idOf(name);
        if (!id) return mistake(value, "'" + log::printable(name) + "' is no " + std::string(nameOf(m_whom)) + "'s uuid");
        const bool isSection = value.kind == Kind::Map || value.kind == Kind::NestedMap;
        if (!isSection) return mistake(value, name + " is " + describe(value) + "; it must be a section with before and after");
        QuiesceRule rule;
        for (const auto& [part, content] : value.children) {
            if (part == "before") before(content, rule);
            else if (part == "after") after(content, rule);
            else mistake(content, "there is no '" + log::printable(part) + "' here, only before and after");
        }
        if (rule.before.empty() && !rule.after.empty()) mistake(value, name + " has commands after a backup and none before it");
        if (!rules.emplace(std::move(*id), std::move(rule)).second) mistake(value, name + " is given twice; remove one of them");
    }

    std::map<std::string, QuiesceRule> rules;
    std::vector<std::string> mistakes;

private:
    void mistake(const SettingValue& value, const std::string& sentence) {
        mistakes.push_back(value.where + ": " + m_key + ": " + sentence);
    }

    // Eggs of some forks have numbers.
    std::optional<std::string> idOf(const std::string& name) const {
        if (const auto id = ServerId::parse(name)) return id->toString();
        const bool isNumber =
            !name.empty() && name.size() < 20 && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
        return m_whom == RulesFor::Eggs && isNumber ? std::optional(name) : std::nullopt;
    }

    // A line that the console takes as one command.
    bool isLine(const std::string& text) const {
        return !text.empty() && text.size() <= kLongestCommand && !hasControlCharacters(text);
    }

    bool isList(const SettingValue& list, const std::string& name) {
        const bool fits = (list.kind == Kind::List || list.kind == Kind::NestedList) && list.children.size() <= kMostSteps;
        if (!fits)
            mistake(list, name + " is " + describe(list) + "; it must be a list of at most " + std::to_string(kMostSteps) +
                              " steps, such as [save-off]");
        return fits;
    }

    void after(const SettingValue& list, QuiesceRule& rule) {
        if (!isList(list, "after")) return;
        for (const auto& [none, step] : list.children) {
            if (step.kind == Kind::Text && isLine(step.text)) rule.after.push_back(step.text);
            else mistake(step, "a step after a backup is " + describe(step) + "; it must be a command in one line");
        }
    }

    void before(const SettingValue& list, QuiesceRule& rule) {
        if (!isList(list, "before")) return;
        for (const auto& [none, value] : list.children) {
            if (auto step = stepOf(value)) rule.before.push_back(std::move(*step));
            else
                mistake(value,
                        "a step before a backup is " + describe(value) +
                            "; it must be a command in one line, or 'wait_for: TEXT' for a line of the console with that text, "
                            "or 'wait: 5s', at most 10m");
        }
    }

    std::optional<QuiesceStep> stepOf(const SettingValue& value) const {
        if (value.kind == Kind::Text && isLine(value.text)) return QuiesceStep{QuiesceStep::Kind::Command, value.text};
        if (value.kind != Kind::Map || value.map.size() != 1) return std::nullopt;
        const auto& [name, text] = value.map.front();
        if (name == "wait_for" && isLine(text)) return QuiesceStep{QuiesceStep::Kind::WaitFor, text};
        const auto time = name == "wait" ? parseDuration(text, std::chrono::seconds(1)) : std::nullopt;
        if (!time || *time <= std::chrono::seconds(0) || *time > kLongestWait) return std::nullopt;
        return QuiesceStep{QuiesceStep::Kind::Wait, {}, *time};
    }

    const std::string m_key;
    const RulesFor m_whom;
};

} // namespace

std::string_view nameOf(RulesFor whom) { return whom == RulesFor::Servers ? "server" : "egg"; }

std::vector<std::string> readQuiesceRules(const SettingValue& value, RulesFor whom, std::map<std::string, QuiesceRule>& rules) {
    RuleReader reader(whom);
    for (const auto& [name, rule] : value.children) reader.take(name, rule);
    if (reader.mistakes.empty()) rules = std::move(reader.rules);
    return std::move(reader.mistakes);
}

} // namespace alula
