// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/config/load_settings.h"

#include "daemon/config/check_settings.h"
#include "daemon/config/secrets.h"
#include "daemon/config/setting_keys.h"
#include "daemon/config/wings_file.h"
#include "daemon/config/yaml_settings.h"
#include "shared/base/random.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <sstream>
#include <sys/stat.h>

namespace alula {

namespace {

constexpr std::size_t kShortToken = 16; // a panel makes 64

class Loader {
public:
    explicit Loader(const SettingsSources& sources) : m_sources(sources) {}

    Result<LoadedSettings> load();

private:
    Result<void> useDataDir();
    Result<void> readOwnFile(YamlSettings& yaml);
    void readWings();
    void readEnvironment();
    void take(const std::string& name, const SettingValue& value);
    std::optional<SettingValue> fromEnvironment(const SettingKey& key) const;
    void expandTokens();
    void makeToken();
    Result<LoadedSettings> result();

    const SettingsSources& m_sources;
    std::string m_dataDir; // absolute
    LoadedSettings m_loaded;
    SettingOrigins m_origins;
    std::vector<std::string> m_mistakes;
};

Result<void> Loader::useDataDir() {
    if (m_sources.dataDir.empty()) return {};
    std::error_code error;
    const auto absolute = std::filesystem::absolute(m_sources.dataDir, error).lexically_normal();
    if (error) return failErrno(error.value(), "--data-dir " + m_sources.dataDir + " could not be made absolute");
    m_dataDir = absolute.string();
    while (m_dataDir.size() > 1 && m_dataDir.ends_with('/')) m_dataDir.pop_back();
    // Game servers run as other users and must get through; what is private has modes of its own.
    if (::mkdir(m_dataDir.c_str(), 0755) != 0 && errno != EEXIST)
        return failErrno(errno, "--data-dir " + m_dataDir + " could not be made");
    auto& settings = m_loaded.settings;
    settings.dataDirectory = m_dataDir + "/volumes";
    settings.backupDirectory = m_dataDir + "/backups";
    settings.stateDirectory = m_dataDir + "/state";
    settings.api.host = "127.0.0.1";
    settings.api.port = 0;
    settings.rpc.socket = m_dataDir + "/alulad.sock";
    return {};
}

// The whole sentence for an unknown key, with the key that was probably meant.
std::string unknownKey(const std::string& name, const std::string& where) {
    auto sentence = where + ": unknown key '" + name + "' is ignored";
    const auto last = name.substr(name.rfind('.') + 1);
    for (const auto& key : settingKeys()) {
        if (key.name.ends_with("." + last) || key.name == last) return sentence + "; was " + key.name + " meant?";
    }
    return sentence;
}

Result<void> Loader::readOwnFile(YamlSettings& yaml) {
    if (m_sources.file.empty()) return {};
    std::vector<std::string> keys;
    for (const auto& key : settingKeys()) keys.push_back(key.name);
    ALULA_ASSIGN(yaml, readYamlSettings(m_sources.file, keys));
    for (const auto& [name, where] : yaml.unknown) m_loaded.warnings.push_back(unknownKey(name, where));
    m_mistakes.insert(m_mistakes.end(), yaml.mistakes.begin(), yaml.mistakes.end());
    return {};
}

void Loader::readWings() {
    const auto& path = m_loaded.settings.wingsConfig;
    if (path.empty()) return;
    const auto wings = readWingsFile(path);
    if (!wings) {
        m_mistakes.push_back(m_origins["wings_config"] + ": wings_config: " + wings.error().toString());
        return;
    }
    m_mistakes.insert(m_mistakes.end(), wings->mistakes.begin(), wings->mistakes.end());
    for (const auto& [name, value] : wings->values) take(name, value);
}

bool hasShape(const SettingKey& key, SettingValue::Kind kind) {
    switch (key.shape) {
    case SettingKey::Shape::Text: return kind == SettingValue::Kind::Text;
    case SettingKey::Shape::List: return kind == SettingValue::Kind::List;
    case SettingKey::Shape::Map: return kind == SettingValue::Kind::Map;
    case SettingKey::Shape::Nested: return kind == SettingValue::Kind::Map || kind == SettingValue::Kind::NestedMap;
    }
    return false;
}

void Loader::take(const std::string& name, const SettingValue& value) {
    if (value.kind == SettingValue::Kind::Nothing) return; // "key:" without a value leaves the default
    const auto* key = findSettingKey(name);
    if (key != nullptr && key->setNested && hasShape(*key, value.kind)) {
        const auto mistakes = key->setNested(m_loaded.settings, value);
        m_mistakes.insert(m_mistakes.end(), mistakes.begin(), mistakes.end());
        m_origins[name] = value.where;
        return;
    }
    if (key != nullptr && key->set && hasShape(*key, value.kind) && key->set(m_loaded.settings, value)) {
        m_origins[name] = value.where;
        return;
    }
    if (key == nullptr) return;
    const auto given = key->secret ? std::string("not shown here") : describe(value);
    m_mistakes.push_back(value.where + ": " + (value.key.empty() ? name : value.key) + " is " + given + "; it must be " +
                         key->allowed);
}

// Lists by commas; maps as "Name: value" by commas; what is nested as YAML in one line.
std::optional<SettingValue> Loader::fromEnvironment(const SettingKey& key) const {
    const auto name = environmentName(key.name);
    const auto found = m_sources.environment ? m_sources.environment(name) : std::nullopt;
    if (!found) return std::nullopt;
    SettingValue value;
    value.where = name;
    value.text = *found;
    value.kind = SettingValue::Kind::Text;
    if (key.shape == SettingKey::Shape::Text) return value;
    if (key.shape == SettingKey::Shape::Nested) return parseYamlValue(*found, name);
    value.kind = key.shape == SettingKey::Shape::List ? SettingValue::Kind::List : SettingValue::Kind::Map;
    const auto trimmed = [](const std::string& text) {
        const auto begin = text.find_first_not_of(' ');
        return begin == std::string::npos ? std::string() : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
    };
    std::istringstream stream(*found);
    for (std::string item; std::getline(stream, item, ',');) {
        const auto colon = std::min(item.find(':'), item.size());
        value.list.push_back(trimmed(item));
        value.map.emplace_back(trimmed(item.substr(0, colon)), colon < item.size() ? trimmed(item.substr(colon + 1)) : "");
    }
    return value;
}

void Loader::readEnvironment() {
    for (const auto& key : settingKeys()) {
        if (const auto value = fromEnvironment(key)) take(key.name, *value);
    }
}

void Loader::expandTokens() {
    auto& settings = m_loaded.settings;
    for (auto* token : {&settings.nodeToken, &settings.panel.token, &settings.panel.tokenId, &settings.s3Read.accessKey,
                        &settings.s3Read.secretKey}) {
        auto expanded = expandToken(*token, m_sources.environment);
        if (expanded) {
            *token = *std::move(expanded);
        } else {
            m_mistakes.push_back(expanded.error().toString());
        }
    }
    if (settings.nodeToken.empty() && m_dataDir.empty())
        m_mistakes.push_back("token is missing: set token or wings_config, or start with --data-dir");
    if (!settings.nodeToken.empty() && settings.nodeToken.size() < kShortToken)
        m_loaded.warnings.push_back(
            "token is shorter than 16 characters and may be guessed; use the one of the panel, or a random one");
}

// Last of all: a start that fails leaves no token behind.
void Loader::makeToken() {
    auto& settings = m_loaded.settings;
    if (!m_dataDir.empty() && settings.nodeToken.empty() && m_mistakes.empty()) {
        SystemRandom random;
        auto token = tokenFromFile(m_dataDir + "/token", random, m_loaded.warnings);
        if (token) {
            settings.nodeToken = *std::move(token);
        } else {
            m_mistakes.push_back(token.error().toString());
        }
    }
    // One token for both directions, as in Wings, unless the panel has one of its own.
    if (settings.panel.token.empty()) settings.panel.token = settings.nodeToken;
}

Result<LoadedSettings> Loader::result() {
    if (m_mistakes.empty()) return std::move(m_loaded);
    std::string text = m_mistakes.size() == 1 ? "" : "The settings have " + std::to_string(m_mistakes.size()) + " mistakes:";
    for (const auto& mistake : m_mistakes) text += (text.empty() ? "" : "\n  ") + mistake;
    return fail(ErrorCode::InvalidInput, std::move(text));
}

Result<LoadedSettings> Loader::load() {
    ALULA_TRY(useDataDir());
    YamlSettings yaml;
    ALULA_TRY(readOwnFile(yaml));
    // Where Wings' file lies has to be known before anything that it may say; then the stronger sources go over it.
    const auto* wingsConfig = findSettingKey("wings_config");
    const auto inEnvironment = fromEnvironment(*wingsConfig);
    const auto inFile = std::ranges::find(yaml.values, wingsConfig->name, [](const auto& pair) { return pair.first; });
    const auto* chosen = inEnvironment ? &*inEnvironment : inFile != yaml.values.end() ? &inFile->second : nullptr;
    if (chosen != nullptr && wingsConfig->set(m_loaded.settings, *chosen)) m_origins[wingsConfig->name] = chosen->where;
    readWings();
    for (const auto& [name, value] : yaml.values) take(name, value);
    readEnvironment();
    expandTokens();
    const auto more = checkSettings(m_loaded.settings, m_origins);
    m_mistakes.insert(m_mistakes.end(), more.begin(), more.end());
    makeToken();
    return result();
}

} // namespace

Result<LoadedSettings> loadSettings(const SettingsSources& sources) { return Loader(sources).load(); }

} // namespace alula
