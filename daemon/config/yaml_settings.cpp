// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/config/yaml_settings.h"

#include "shared/base/fd.h"
#include "shared/base/log.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <optional>
#include <set>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml-cpp/yaml.h>

namespace alula {

namespace {

constexpr std::size_t kMaxBytes = std::size_t{1} << 20;

Result<std::string> readAll(const std::string& path) {
    // O_NONBLOCK: a FIFO by that name must not hang the start.
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!file) return failErrno(errno, "The settings " + path + " could not be opened");
    struct stat info{};
    if (::fstat(file.get(), &info) != 0) return failErrno(errno, "The settings " + path + " could not be read");
    if (!S_ISREG(info.st_mode)) return fail(ErrorCode::InvalidInput, "The settings " + path + " are not a regular file");
    std::string text;
    std::array<char, 65536> buffer{};
    for (;;) {
        const auto got = ::read(file.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failErrno(errno, "The settings " + path + " could not be read");
        if (got == 0) return text;
        text.append(buffer.data(), static_cast<std::size_t>(got));
        if (text.size() > kMaxBytes) return fail(ErrorCode::InvalidInput, "The settings " + path + " are bigger than 1 MiB");
    }
}

// Aliases let a small file be a huge tree.
constexpr std::size_t kMostParts = 10'000;
constexpr int kDeepest = 4;

using PlaceOf = std::function<std::optional<std::string>(const YAML::Node&)>; // none: too many parts

SettingValue takeApart(const YAML::Node& node, std::string where, int depth, const PlaceOf& placeOf);

// The parts of a list or a map. False: too deep, too many, or a name that is no word.
bool takeParts(SettingValue& value, const YAML::Node& node, int depth, const PlaceOf& placeOf) {
    if (depth >= kDeepest) return false;
    for (const auto& item : node) {
        const YAML::Node& part = node.IsSequence() ? static_cast<const YAML::Node&>(item) : item.second;
        const bool named = node.IsSequence() || item.first.IsScalar();
        const auto where = placeOf(node.IsSequence() || part.IsNull() ? part : item.first);
        if (!named || !where) return false;
        const auto name = node.IsSequence() ? std::string() : item.first.Scalar();
        value.children.push_back({name, takeApart(part, *where, depth + 1, placeOf)});
        const auto& child = value.children.back().value;
        if (child.kind == SettingValue::Kind::Other) return false;
        if (node.IsSequence()) value.list.push_back(child.text);
        else value.map.emplace_back(name, child.text);
    }
    return true;
}

SettingValue takeApart(const YAML::Node& node, std::string where, int depth, const PlaceOf& placeOf) {
    SettingValue value;
    value.where = std::move(where);
    if (node.IsNull()) return value;
    if (node.IsScalar()) {
        value.kind = SettingValue::Kind::Text;
        value.text = node.Scalar();
        return value;
    }
    using enum SettingValue::Kind;
    const bool whole = takeParts(value, node, depth, placeOf);
    const bool flat = std::ranges::all_of(value.children, [](const auto& child) { return child.value.kind == Text; });
    if (!whole) value.kind = Other;
    else if (node.IsSequence()) value.kind = flat ? List : NestedList;
    else value.kind = flat ? Map : NestedMap;
    return value;
}

// YAML has no control characters. A file of them (zeros, after a power cut) would otherwise pass for one key that nobody knows.
Result<void> checkIsText(const std::string& path, const std::string& text) {
    const auto isControl = [](char c) { return (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == '\x7f'; };
    const auto bad = std::ranges::find_if(text, isControl);
    if (bad == text.end()) return {};
    const auto line = std::count(text.begin(), bad, '\n') + 1;
    return fail(ErrorCode::InvalidInput,
                path + ":" + std::to_string(line) + ": this is not text: the file is damaged, put back a copy of it");
}

class Collector {
public:
    Collector(const std::string& path, const std::vector<std::string>& keys) : m_path(path), m_keys(keys) {}

    YamlSettings collect(const YAML::Node& root) {
        if (root.IsMap()) {
            section(root, "");
        } else if (!root.IsNull()) {
            m_found.mistakes.push_back(place(root) + ": settings are written as 'key: value' lines");
        }
        return std::move(m_found);
    }

private:
    std::string line(const YAML::Node& node) const { return m_path + ":" + std::to_string(node.Mark().line + 1); }
    std::string place(const YAML::Node& node) const { return line(node) + ":" + std::to_string(node.Mark().column + 1); }
    bool isKey(const std::string& name) const { return std::ranges::contains(m_keys, name); }
    bool isSection(const std::string& name) const {
        return std::ranges::any_of(m_keys, [&](const std::string& key) { return key.starts_with(name + "."); });
    }

    void section(const YAML::Node& map, const std::string& prefix) {
        std::set<std::string> seen;
        for (const auto& pair : map) {
            if (!pair.first.IsScalar()) {
                m_found.mistakes.push_back(place(pair.first) + ": the name of a key must be a word");
                continue;
            }
            const auto name = prefix + pair.first.Scalar();
            if (!seen.insert(name).second) {
                m_found.mistakes.push_back(place(pair.first) + ": " + log::printable(name) +
                                           " is given twice; remove one of them");
                continue;
            }
            take(name, pair.first, pair.second);
        }
    }

    void take(const std::string& name, const YAML::Node& key, const YAML::Node& value) {
        if (isKey(name)) {
            m_found.values.emplace_back(name, valueOf(value.IsNull() ? key : value, value));
        } else if (!isSection(name)) {
            m_found.unknown.emplace_back(log::printable(name), line(key));
        } else if (value.IsMap()) {
            section(value, name + ".");
        } else if (!value.IsNull()) {
            const auto given = valueOf(value, value);
            m_found.mistakes.push_back(given.where + ": " + name + " is " + describe(given) +
                                       "; it must be a section with keys of its own below it");
        }
    }

    SettingValue valueOf(const YAML::Node& where, const YAML::Node& node) const {
        std::size_t parts = 0;
        return takeApart(node, place(where), 0, [this, &parts](const YAML::Node& part) {
            return ++parts > kMostParts ? std::nullopt : std::optional(place(part));
        });
    }

    const std::string& m_path;
    const std::vector<std::string>& m_keys;
    YamlSettings m_found;
};

} // namespace

Result<YamlSettings> readYamlSettings(const std::string& path, const std::vector<std::string>& keys) {
    ALULA_ASSIGN(const auto text, readAll(path));
    ALULA_TRY(checkIsText(path, text));
    try {
        return Collector(path, keys).collect(YAML::Load(text));
    } catch (const YAML::Exception& e) {
        const auto place =
            e.mark.is_null() ? path : path + ":" + std::to_string(e.mark.line + 1) + ":" + std::to_string(e.mark.column + 1);
        return fail(ErrorCode::InvalidInput, place + ": this is not YAML: " + log::printable(e.msg));
    } catch (const std::exception& e) {
        return fail(ErrorCode::InvalidInput, path + ": this is not YAML: " + log::printable(e.what()));
    }
}

SettingValue parseYamlValue(const std::string& text, const std::string& where) {
    SettingValue value;
    value.where = where;
    value.kind = SettingValue::Kind::Text;
    value.text = text;
    try {
        std::size_t parts = 0;
        const auto place = [&](const YAML::Node&) { return ++parts > kMostParts ? std::nullopt : std::optional(where); };
        return takeApart(YAML::Load(text), where, 0, place);
    } catch (const std::exception&) {
        return value;
    }
}

} // namespace alula
