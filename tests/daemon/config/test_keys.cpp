// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/config/load_settings.h"
#include "daemon/config/setting_keys.h"
#include "daemon/config/yaml_settings.h"
#include "tests/support/temp_dir.h"

#include <QtTest/QTest>
#include <algorithm>
#include <map>
#include <set>
#include <string>

using namespace alula;
using namespace alula::test;

namespace {

const std::string kExample = ALULA_SOURCE_DIR "/resources/config.example.yml";
const std::string kToken(64, 'a');

struct GoodValue {
    std::string key;
    std::string yaml;        // other than the default
    std::string environment; // the same there
};
// Every key once, with what it needs beside it.
const std::vector<GoodValue> kGood = {
    {"data_directory", "/srv/volumes/", "/srv/volumes"},
    {"backup_directory", "/srv/backups", "/srv/backups"},
    {"state_directory", "/srv/alula", "/srv/alula"},
    {"token", "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"},
    {"log_level", "debug", "debug"},
    {"api.host", "'::1'", "::1"},
    {"api.port", "9090", "9090"},
    {"api.socket", "/run/alula/rest.sock", "/run/alula/rest.sock"},
    {"api.ssl.enabled", "yes", "TRUE"},
    {"api.ssl.cert", "/etc/ssl/a.pem", "/etc/ssl/a.pem"},
    {"api.ssl.key", "/etc/ssl/a.key", "/etc/ssl/a.key"},
    {"api.allowed_origins", "[https://a.example, '*']", "https://a.example, *"},
    {"api.trusted_proxies", "[10.0.0.0/8, '::1']", "10.0.0.0/8,::1"},
    {"api.max_connections", "7", "7"},
    {"api.request_timeout", "2m", "120"},
    {"panel.remote", "https://panel.example.com/", "https://panel.example.com"},
    {"panel.token_id", "abcdefghij", "abcdefghij"},
    {"panel.token", "0123456789abcdef0123456789abcdee", "0123456789abcdef0123456789abcdee"},
    {"panel.ca_file", "/etc/ssl/ca.pem", "/etc/ssl/ca.pem"},
    {"panel.headers", "{X-One: a, X-Two: 'b:c'}", "X-One: a, X-Two: b:c"},
    {"panel.timeout", "1m", "60"},
    {"panel.give_up", "14", "2w"},
    {"panel.refresh", "90", "90s"},
    {"wings.url", "http://127.0.0.1:8080", "http://127.0.0.1:8080/"},
    {"wings.ca_file", "/etc/ssl/w.pem", "/etc/ssl/w.pem"},
    {"wings.stop_timeout", "5m", "300"},
    {"rpc.socket", "/run/a.sock", "/run/a.sock"},
    {"rpc.group", "wheel", "wheel"},
    {"rpc.read_group", "staff", "staff"},
    {"archive.compression", "good", "good"},
    {"archive.entries", "full", "full"},
    {"archive.cross_file_systems", "on", "on"},
    {"archive.workers", "3", "3"},
    {"archive.reuse", "off", "off"},
    {"archive.full_every", "7", "7"},
    {"restore.when_in_use", "proceed", "proceed"},
    {"restore.when_no_room", "in_place", "in_place"},
    {"restore.keep_replaced", "2h", "7200"},
    {"restore.keep_replaced_percent", "100", "100"},
    {"restore.uid", "988", "988"},
    {"restore.gid", "0", "0"},
    {"restore.host_allowlist", "[minio.lan, 10.0.0.0/8, 'fd00::/8']", "minio.lan, 10.0.0.0/8,fd00::/8"},
    {"s3.parallel", "2", "2"},
    {"s3.stall", "90", "90s"},
    {"s3.read.endpoint", "http://minio.lan:9000/", "http://minio.lan:9000"},
    {"s3.read.region", "eu-west-1", "eu-west-1"},
    {"s3.read.bucket", "backups", "backups"},
    {"s3.read.access_key", "AKIA123", "AKIA123"},
    {"s3.read.secret_key", "a/b+c=", "a/b+c="},
    {"s3.read.path_style", "false", "no"},
    {"s3.read.ca_file", "/etc/ssl/s3.pem", "/etc/ssl/s3.pem"},
    {"jobs.parallel", "2", "2"},
    {"jobs.queue_limit", "5", "5"},
    {"jobs.keep", "30", "30d"},
    {"load.priority", "normal", "normal"},
    {"load.read_mib_s", "12.5", "12800KiB/s"},
    {"load.write_mib_s", "1GiB", "1024"},
    {"load.pressure_pause", "25", "25"},
    {"quiesce.timeout", "1m", "60"},
    {"quiesce.hold_at_most", "10m", "600"},
    {"quiesce.servers", "{3F2A5C00-0000-4000-8000-000001000002: {before: [stop-saving, wait: 2], after: [save]}}",
     "{3f2a5c00-0000-4000-8000-000001000002: {before: [stop-saving, {wait: 2s}], after: [save]}}"},
    {"quiesce.eggs", "{15: {before: [save-all, wait_for: Saved]}}", "15: {before: [save-all, {wait_for: Saved}]}"},
    {"health.backup_age_days", "9", "9"},
    {"health.disk_percent", "80", "80"},
    {"health.panel_silent", "2", "2h"},
};

struct BadValue {
    std::string key;
    std::string yaml;
};
const std::vector<BadValue> kBad = {
    {"data_directory", "volumes"},
    {"data_directory", "/"},
    {"data_directory", "''"},
    {"data_directory", "[/a]"},
    {"data_directory", "\"/a\\nb\""},
    {"state_directory", "{a: b}"},
    {"wings_config", "wings.yml"},
    {"token", "'two words'"},
    {"token", "\"a\\nb\""},
    {"token", "ä"},
    {"log_level", "loud"},
    {"log_level", "INFO"},
    {"api.host", "''"},
    {"api.port", "65536"},
    {"api.port", "-1"},
    {"api.port", "80 81"},
    {"api.port", "0x50"},
    {"api.port", "[80]"},
    {"api.socket", "rest.sock"},
    {"api.socket", "/" + std::string(120, 's')},
    {"api.ssl.enabled", "1"},
    {"api.ssl.enabled", "maybe"},
    {"api.ssl.cert", "cert.pem"},
    {"api.allowed_origins", "https://a.example"},
    {"api.allowed_origins", "[panel]"},
    {"api.allowed_origins", "[[a]]"},
    {"api.trusted_proxies", "[10.0.0.0/33]"},
    {"api.trusted_proxies", "[proxy]"},
    {"restore.host_allowlist", "[10.0.0.0/33]"},
    {"restore.host_allowlist", "['http://minio.lan']"},
    {"restore.host_allowlist", "['minio.lan:9000']"},
    {"restore.host_allowlist", "[2130706433]"},
    {"restore.host_allowlist", "minio.lan"},
    {"s3.parallel", "0"},
    {"s3.stall", "1s"},
    {"s3.read.endpoint", "minio.lan"},
    {"s3.read.region", "'eu:west'"},
    {"s3.read.region", "''"},
    {"s3.read.bucket", "a/b"},
    {"s3.read.bucket", "'..'"},
    {"s3.read.access_key", "'a b'"},
    {"s3.read.path_style", "maybe"},
    {"s3.read.ca_file", "s3.pem"},
    {"api.trusted_proxies", "['::/129']"},
    {"api.max_connections", "0"},
    {"api.request_timeout", "0"},
    {"api.request_timeout", "2h"},
    {"api.request_timeout", "fast"},
    {"api.request_timeout", "30 sec"},
    {"api.request_timeout", "-5"},
    {"api.request_timeout", "99999999999999999999s"},
    {"panel.remote", "panel.example.com"},
    {"panel.remote", "ftp://a"},
    {"panel.remote", "https://"},
    {"panel.headers", "{Authorization: x}"},
    {"panel.headers", "{user-agent: x}"},
    {"panel.headers", "{'A B': x}"},
    {"panel.headers", "{A: \"x\\r\\nB: y\"}"},
    {"panel.headers", "[a]"},
    {"panel.headers", "{A: [b]}"},
    {"panel.give_up", "90m"},
    {"panel.give_up", "30m"},
    {"panel.give_up", "366"},
    {"panel.refresh", "1s"},
    {"wings.url", "127.0.0.1:8080"},
    {"rpc.socket", "''"},
    {"rpc.group", "''"},
    {"rpc.read_group", "'a b'"},
    {"archive.compression", "fast"},
    {"archive.workers", "many"},
    {"restore.when_in_use", "maybe"},
    {"restore.when_no_room", "''"},
    {"restore.uid", "-1"},
    {"restore.uid", "4294967295"},
    {"restore.gid", "users"},
    {"jobs.parallel", "0"},
    {"jobs.parallel", "1.5"},
    {"jobs.keep", "12h"},
    {"load.priority", "low"},
    {"load.read_mib_s", "-1"},
    {"load.read_mib_s", "nan"},
    {"load.read_mib_s", "1e400"},
    {"load.read_mib_s", "50 MB"},
    {"load.write_mib_s", "2000000"},
    {"load.pressure_pause", "101"},
    {"load.pressure_pause", "20%"},
    {"quiesce.timeout", "11m"},
    {"quiesce.hold_at_most", "1s"},
    {"quiesce.servers", "save-off"},
    {"quiesce.servers", "[save-off]"},
    {"quiesce.eggs", "[{before: [save-off]}]"},
    {"quiesce.eggs", "{a: {b: {c: {d: {e: f}}}}}"},
    {"health.disk_percent", "101"},
    {"health.backup_age_days", "3d"},
    {"health.panel_silent", "10m"},
};

// "a.b.c" and its value as YAML.
std::string yamlOf(const std::string& key, const std::string& value) {
    std::string text, indent;
    std::size_t begin = 0;
    for (auto dot = key.find('.'); dot != std::string::npos; dot = key.find('.', begin)) {
        text += indent + key.substr(begin, dot - begin) + ":\n";
        indent += "  ";
        begin = dot + 1;
    }
    return text + indent + key.substr(begin) + ": " + value + "\n";
}

// What a key cannot be without.
std::map<std::string, std::string> needed(const std::string& key) {
    std::map<std::string, std::string> environment;
    if (key != "token") environment["ALULA_TOKEN"] = kToken;
    if (key == "api.ssl.enabled") environment.insert({{"ALULA_API_SSL_CERT", "/c"}, {"ALULA_API_SSL_KEY", "/k"}});
    if (key == "panel.remote") environment["ALULA_PANEL_TOKEN_ID"] = "id";
    if (key == "quiesce.servers" || key == "quiesce.eggs") environment["ALULA_WINGS_URL"] = "http://127.0.0.1:8080";
    for (const std::string one : {"endpoint", "bucket", "access_key", "secret_key"}) {
        if (!key.starts_with("s3.read.") || key == "s3.read." + one) continue;
        environment[environmentName("s3.read." + one)] = one == "endpoint" ? "https://s3.example" : "x";
    }
    return environment;
}

Result<LoadedSettings> load(const std::string& file, const std::map<std::string, std::string>& environment) {
    return loadSettings({.file = file, .dataDir = {}, .environment = [&](const std::string& name) -> std::optional<std::string> {
                             const auto found = environment.find(name);
                             return found == environment.end() ? std::nullopt : std::optional(found->second);
                         }});
}

} // namespace

class KeysTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void exampleHasEveryKeyAndNoOther() {
        std::vector<std::string> keys;
        for (const auto& key : settingKeys()) keys.push_back(key.name);
        const auto example = readYamlSettings(kExample, keys);
        QVERIFY2(example.has_value(), example ? "" : example.error().toString().c_str());
        QVERIFY(example->mistakes.empty());
        for (const auto& [name, where] : example->unknown) QFAIL((where + " " + name).c_str());
        std::set<std::string> found;
        for (const auto& [name, value] : example->values) found.insert(name);
        for (const auto& key : keys) QVERIFY2(found.contains(key), key.c_str());
        QCOMPARE(found.size(), keys.size());
    }

    void exampleIsTheDefaults() {
        const auto loaded = load(kExample, {{"ALULA_TOKEN", kToken}});
        QVERIFY2(loaded.has_value(), loaded ? "" : loaded.error().toString().c_str());
        QVERIFY2(loaded->warnings.empty(), loaded->warnings.empty() ? "" : loaded->warnings.front().c_str());
        Settings defaults;
        defaults.nodeToken = defaults.panel.token = kToken;
        QVERIFY(loaded->settings == defaults);
    }

    void namesAreUnique() {
        std::set<std::string> names, variables;
        for (const auto& key : settingKeys()) {
            QVERIFY2(names.insert(key.name).second, key.name.c_str());
            QVERIFY2(variables.insert(environmentName(key.name)).second, key.name.c_str());
        }
        QCOMPARE(environmentName("restore.when_in_use"), std::string("ALULA_RESTORE_WHEN_IN_USE"));
        QCOMPARE(environmentName("api.ssl.enabled"), std::string("ALULA_API_SSL_ENABLED"));
    }

    void everyKeyHasAGoodValueHere() {
        std::set<std::string> tested = {"wings_config"}; // test_load_settings
        for (const auto& row : kGood) tested.insert(row.key);
        for (const auto& key : settingKeys()) QVERIFY2(tested.contains(key.name), key.name.c_str());
    }

    void goodValues_data() {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < kGood.size(); ++i) QTest::newRow(kGood[i].key.c_str()) << static_cast<int>(i);
    }
    void goodValues() {
        QFETCH(int, row);
        const auto& [key, yaml, variable] = kGood.at(static_cast<std::size_t>(row));
        TempDir directory;
        const auto file = directory.path("config.yml");
        writeFile(file, "");
        auto environment = needed(key);
        const auto without = load(file, environment);
        writeFile(file, yamlOf(key, yaml));
        const auto byFile = load(file, environment);
        environment[environmentName(key)] = variable;
        writeFile(file, "");
        const auto byEnvironment = load(file, environment);
        QVERIFY2(byFile.has_value(), byFile ? "" : byFile.error().toString().c_str());
        QVERIFY2(byEnvironment.has_value(), byEnvironment ? "" : byEnvironment.error().toString().c_str());
        QVERIFY(byFile->warnings.empty());
        QVERIFY(!without || without->settings != byFile->settings);
        QVERIFY(byFile->settings == byEnvironment->settings);
    }

    void badValues_data() {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < kBad.size(); ++i)
            QTest::addRow("%s: %.30s", kBad[i].key.c_str(), kBad[i].yaml.c_str()) << static_cast<int>(i);
    }
    void badValues() {
        QFETCH(int, row);
        const auto& [key, yaml] = kBad.at(static_cast<std::size_t>(row));
        TempDir directory;
        const auto file = directory.path("config.yml");
        writeFile(file, yamlOf(key, yaml));
        auto environment = needed(key);
        if (key == "token") environment.clear();
        const auto loaded = load(file, environment);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code(), ErrorCode::InvalidInput);
        const auto& message = loaded.error().message();
        const auto depth = static_cast<std::size_t>(std::ranges::count(key, '.'));
        const auto column = depth * 2 + key.substr(key.rfind('.') + 1).size() + 3;
        const auto expected = file + ":" + std::to_string(depth + 1) + ":" + std::to_string(column) + ": " + key + " is ";
        QVERIFY2(message.contains(expected), (message + "\n wanted: " + expected).c_str());
        QVERIFY2(message.contains("; it must be " + findSettingKey(key)->allowed), message.c_str());
    }
};

QTEST_APPLESS_MAIN(KeysTest)
#include "test_keys.moc"
