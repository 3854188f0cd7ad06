// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/config/load_settings.h"
#include "tests/support/temp_dir.h"

#include <QtTest/QTest>
#include <filesystem>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

namespace {

const std::string kToken(64, 'b');

// One run of loadSettings on files of its own.
struct Setup {
    TempDir directory;
    std::map<std::string, std::string> environment;
    std::string file, dataDir;

    void config(const std::string& text) {
        file = directory.path("config.yml");
        writeFile(file, text);
    }
    std::string wings(const std::string& text) {
        writeFile(directory.path("wings.yml"), text);
        return "wings_config: " + directory.path("wings.yml") + "\n";
    }
    Result<LoadedSettings> load() const {
        return loadSettings(
            {.file = file, .dataDir = dataDir, .environment = [this](const std::string& name) -> std::optional<std::string> {
                 const auto found = environment.find(name);
                 return found == environment.end() ? std::nullopt : std::optional(found->second);
             }});
    }
};

#define LOADED(name, setup)                                                                                                      \
    const auto name##Result = (setup).load();                                                                                    \
    QVERIFY2(name##Result.has_value(), name##Result ? "" : name##Result.error().toString().c_str());                             \
    const auto& name = *name##Result
#define CONTAINS(text, part) QVERIFY2(std::string(text).contains(part), std::string(text).c_str())

const std::string kWingsFile = R"(debug: false
app_name: Pelican
uuid: 1f2e3d4c-0000-4000-8000-000000000001
token_id: abcdefghijklmnop
token: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
api:
  host: 0.0.0.0
  port: 8443
  ssl:
    enabled: true
    cert: /etc/letsencrypt/live/node/fullchain.pem
    key: /etc/letsencrypt/live/node/privkey.pem
  upload_limit: 256
  trusted_proxies: [10.1.0.0/16]
system:
  data: /srv/pelican/volumes
  backup_directory: /srv/pelican/backups
  username: pelican
  user:
    rootless: {enabled: false, container_uid: 0}
    uid: 988
    gid: 987
  backups:
    write_limit: 40
    compression_level: best_compression
    restore_host_allowlist: [minio.lan]
docker: {network: {interface: 172.18.0.1}}
remote: 'https://panel.example.com/'
remote_query: {timeout: 45, custom_headers: {CF-Access-Client-Id: abc}}
allowed_mounts: []
allowed_origins: ['https://other.example.com']
)";

} // namespace

class LoadSettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allMistakesAtOnce() {
        Setup setup;
        setup.config("token: short\n"
                     "data_directory: relative\n"
                     "api:\n"
                     "  port: 99999\n"
                     "  ssl: true\n"
                     "restore:\n"
                     "  when_in_use: maybe\n"
                     "log_level: info\n"
                     "log_level: debug\n");
        setup.environment["ALULA_JOBS_PARALLEL"] = "none";
        const auto loaded = setup.load();
        QVERIFY(!loaded);
        const auto& message = loaded.error().message();
        CONTAINS(message, "The settings have 6 mistakes:");
        CONTAINS(message,
                 setup.file + ":2:17: data_directory is 'relative'; it must be the absolute path of a directory other than /");
        CONTAINS(message, setup.file + ":4:9: api.port is '99999'; it must be a number from 0 to 65535");
        CONTAINS(message, setup.file + ":5:8: api.ssl is 'true'; it must be a section");
        CONTAINS(message, setup.file + ":7:16: restore.when_in_use is 'maybe'; it must be one of refuse, proceed");
        CONTAINS(message, setup.file + ":9:1: log_level is given twice");
        CONTAINS(message, "ALULA_JOBS_PARALLEL: jobs.parallel is 'none'; it must be a number from 1 to 64");
    }

    void secretsAreNotShown() {
        Setup setup;
        setup.config("token: 'my secret word'\npanel:\n  token: 'other secret'\n  headers: {Accept: 'third secret'}\n");
        const auto loaded = setup.load();
        QVERIFY(!loaded);
        CONTAINS(loaded.error().message(), "token is not shown here");
        QVERIFY2(!loaded.error().toString().contains("secret w"), loaded.error().toString().c_str());
        QVERIFY(!loaded.error().toString().contains("other secret") && !loaded.error().toString().contains("third secret"));
    }

    void unknownKeysAreWarnings() {
        Setup setup;
        setup.config("token: " + kToken + "\nremote: https://panel.example.com\nfoo:\n  bar: 1\n\napi:\n  prot: 80\n");
        LOADED(loaded, setup);
        QCOMPARE(loaded.warnings.size(), 3u);
        QCOMPARE(loaded.warnings[0], setup.file + ":2: unknown key 'remote' is ignored; was panel.remote meant?");
        QCOMPARE(loaded.warnings[1], setup.file + ":3: unknown key 'foo' is ignored");
        QCOMPARE(loaded.warnings[2], setup.file + ":7: unknown key 'api.prot' is ignored");
        QVERIFY(loaded.settings.panel.url.empty());
    }

    void notYaml_data() {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("expected");
        QTest::newRow("open list") << std::string("token: a\napi:\n  allowed_origins: [a, b\nlog_level: info\n")
                                   << std::string(":4:10: this is not YAML");
        QTest::newRow("tab") << std::string("api:\n\tport: 80\n") << std::string(":2:6: this is not YAML");
        QTest::newRow("a list") << std::string("- a\n- b\n") << std::string(":1:1: settings are written as 'key: value' lines");
        QTest::newRow("a word") << std::string("hello\n") << std::string(":1:1: settings are written as");
        QTest::newRow("deep") << std::string(100'000, '[') << std::string("this is not YAML");
        QTest::newRow("list as key") << std::string("[a, b]: 1\n") << std::string(":1:1: the name of a key must be a word");
        QTest::newRow("too big") << std::string((1 << 20) + 1, '#') << std::string("bigger than 1 MiB");
        QTest::newRow("unknown anchor") << std::string("token: *nothing\n") << std::string(":1:8: this is not YAML");
    }
    void notYaml() {
        QFETCH(std::string, text);
        QFETCH(std::string, expected);
        Setup setup;
        setup.environment["ALULA_TOKEN"] = kToken;
        setup.config(text);
        const auto loaded = setup.load();
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code(), ErrorCode::InvalidInput);
        CONTAINS(loaded.error().message(), setup.file);
        CONTAINS(loaded.error().message(), expected);
    }

    void unreadableFiles() {
        Setup setup;
        setup.file = setup.directory.path("none.yml");
        auto loaded = setup.load();
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code(), ErrorCode::NotFound);
        CONTAINS(loaded.error().message(), setup.file);
        setup.file = setup.directory.path();
        loaded = setup.load();
        QVERIFY(!loaded);
        CONTAINS(loaded.error().message(), "not a regular file");
        setup.file = setup.directory.path("fifo"); // must not hang
        QCOMPARE(::mkfifo(setup.file.c_str(), 0600), 0);
        loaded = setup.load();
        QVERIFY(!loaded);
    }

    void keysWithoutValueKeepDefaults() {
        Setup setup;
        setup.config("token: " + kToken + "\napi:\nrestore:\n  uid:\n  keep_replaced: ~\n");
        LOADED(loaded, setup);
        Settings defaults;
        defaults.nodeToken = defaults.panel.token = kToken;
        QVERIFY(loaded.settings == defaults);
        QVERIFY(loaded.warnings.empty());
    }

    void tokenIsNeeded() {
        Setup setup;
        auto loaded = setup.load();
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().message(), std::string("token is missing: set token or wings_config, or start with --data-dir"));
        setup.config("token: short\n");
        loaded = setup.load();
        QVERIFY(loaded && loaded->warnings.size() == 1);
        CONTAINS(loaded->warnings[0], "shorter than 16");
        QVERIFY(!loaded->warnings[0].contains("'short'"));
    }

    void tokenFromAFile() {
        Setup setup;
        writeFile(setup.directory.path("secret"), kToken + "\r\n");
        setup.environment["CREDENTIALS_DIRECTORY"] = setup.directory.path();
        setup.config("token: file://${CREDENTIALS_DIRECTORY}/secret\npanel: {token_id: '${PANEL_ID}'}\n");
        setup.environment["PANEL_ID"] = "abc";
        LOADED(loaded, setup);
        QCOMPARE(loaded.settings.nodeToken, kToken);
        QCOMPARE(loaded.settings.panel.token, kToken);
        QCOMPARE(loaded.settings.panel.tokenId, std::string("abc"));
        for (const auto* wrong : {"", "two words\n"}) {
            writeFile(setup.directory.path("secret"), wrong);
            const auto refused = setup.load();
            QVERIFY(!refused);
            CONTAINS(refused.error().message(), setup.directory.path("secret"));
        }
        ::unlink(setup.directory.path("secret").c_str());
        QVERIFY(!setup.load());
    }

    void valuesThatDoNotGoTogether_data() {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("expected");
        QTest::newRow("ssl without cert") << std::string("api:\n  ssl:\n    enabled: true\n    key: /k\n")
                                          << std::string(":4:14: api.ssl.enabled is true, so api.ssl.cert");
        QTest::newRow("ssl without key") << std::string("api:\n  ssl:\n    enabled: true\n    cert: /k\n")
                                         << std::string("api.ssl.key must name");
        QTest::newRow("remote without id") << std::string("panel:\n  remote: https://a\n")
                                           << std::string(":3:11: panel.remote is set, so panel.token_id");
        QTest::newRow("archives among the servers")
            << std::string("data_directory: /srv/a\nbackup_directory: /srv/a/backups\n")
            << std::string(":3:19: data_directory (/srv/a) and backup_directory (/srv/a/backups) must not");
        QTest::newRow("state is archives") << std::string("state_directory: /srv/x\nbackup_directory: /srv/x/\n")
                                           << std::string("backup_directory (/srv/x) and state_directory (/srv/x)");
        QTest::newRow("servers in state") << std::string("state_directory: /srv\ndata_directory: /srv/volumes\n")
                                          << std::string("data_directory (/srv/volumes) and state_directory (/srv)");
        QTest::newRow("one socket twice") << std::string("api: {socket: /run/a}\nrpc: {socket: /run/a}\n")
                                          << std::string("api.socket and rpc.socket");
    }
    void valuesThatDoNotGoTogether() {
        QFETCH(std::string, text);
        QFETCH(std::string, expected);
        Setup setup;
        setup.config("token: " + kToken + "\n" + text);
        const auto loaded = setup.load();
        QVERIFY(!loaded);
        CONTAINS(loaded.error().message(), expected);
        // Names that only begin alike are fine.
        setup.config("token: " + kToken + "\ndata_directory: /srv/a\nbackup_directory: /srv/a-backups\n");
        QVERIFY(setup.load());
    }

    void wingsFileIsTakenOver() {
        Setup setup;
        setup.config(setup.wings(kWingsFile));
        LOADED(loaded, setup);
        QVERIFY(loaded.warnings.empty()); // its other keys are Wings' business
        const auto& s = loaded.settings;
        QCOMPARE(s.nodeToken, kToken);
        QCOMPARE(s.panel.token, kToken);
        QCOMPARE(s.panel.tokenId, std::string("abcdefghijklmnop"));
        QCOMPARE(s.panel.url, std::string("https://panel.example.com"));
        QCOMPARE(s.panel.timeout.count(), 45);
        QCOMPARE(s.panel.headers.at("CF-Access-Client-Id"), std::string("abc"));
        QCOMPARE(s.dataDirectory, std::string("/srv/pelican/volumes"));
        QCOMPARE(s.backupDirectory, std::string("/srv/pelican/backups"));
        QVERIFY(s.restore.uid == 988u && s.restore.gid == 987u);
        QCOMPARE(s.load.writeMibPerSecond, 40.0);
        QCOMPARE(s.archive.compression, std::string("best_compression"));
        QCOMPARE(s.restore.hostAllowlist, (std::vector<std::string>{"minio.lan"}));
        QVERIFY(s.api.allowedOrigins == std::vector<std::string>{"https://other.example.com"});
        QVERIFY(s.api.trustedProxies == std::vector<std::string>{"10.1.0.0/16"});
        QCOMPARE(s.wings.url, std::string("https://127.0.0.1:8443"));
        // nginx stands in front of both.
        QCOMPARE(s.api.port, ApiSettings().port);
        QVERIFY(!s.api.sslEnabled && s.api.sslCert.empty());
    }

    void wingsAddress_data() {
        QTest::addColumn<std::string>("api");
        QTest::addColumn<std::string>("expected");
        QTest::newRow("defaults of Wings") << std::string() << std::string("http://127.0.0.1:8080");
        QTest::newRow("port") << std::string("api: {port: 9000}\n") << std::string("http://127.0.0.1:9000");
        QTest::newRow("one address") << std::string("api: {host: 10.0.0.5}\n") << std::string("http://10.0.0.5:8080");
        QTest::newRow("any IPv6") << std::string("api: {host: '::', ssl: {enabled: true}}\n")
                                  << std::string("https://[::1]:8080");
        QTest::newRow("IPv6") << std::string("api: {host: 'fd00::2'}\n") << std::string("http://[fd00::2]:8080");
        QTest::newRow("no TLS") << std::string("api: {ssl: {enabled: false}}\n") << std::string("http://127.0.0.1:8080");
    }
    void wingsAddress() {
        QFETCH(std::string, api);
        QFETCH(std::string, expected);
        Setup setup;
        setup.config(setup.wings("token: " + kToken + "\n" + api));
        LOADED(loaded, setup);
        QCOMPARE(loaded.settings.wings.url, expected);
    }

    void wingsZeroValuesSayNothing() {
        Setup setup;
        setup.config(setup.wings("token: " + kToken +
                                 "\ntoken_id: ''\nremote: ''\nallowed_origins: []\nremote_query: {custom_headers: {}}\n"
                                 "system: {data:, user: {uid: 0, gid: 0}, backups: {write_limit: -1, compression_level: ''}}\n"));
        LOADED(loaded, setup);
        Settings expected;
        expected.nodeToken = expected.panel.token = kToken;
        expected.wings.url = "http://127.0.0.1:8080";
        expected.wingsConfig = loaded.settings.wingsConfig;
        QVERIFY(loaded.settings == expected);
    }

    void precedence() {
        Setup setup;
        setup.config(setup.wings(kWingsFile) +
                     "backup_directory: /mine\nload: {write_mib_s: 7}\nwings: {url: ''}\nrestore: {uid: 5}\n");
        setup.environment = {{"ALULA_LOAD_WRITE_MIB_S", "9"}, {"ALULA_RESTORE_GID", "6"}};
        LOADED(loaded, setup);
        const auto& s = loaded.settings;
        QCOMPARE(s.backupDirectory, std::string("/mine")); // the file over Wings'
        QCOMPARE(s.load.writeMibPerSecond, 9.0);           // the environment over both
        QCOMPARE(s.wings.url, std::string());              // also an empty one
        QVERIFY(s.restore.uid == 5u && s.restore.gid == 6u);
        QCOMPARE(s.dataDirectory, std::string("/srv/pelican/volumes")); // Wings' over the default
    }

    void wingsConfigFromTheEnvironment() {
        Setup setup;
        setup.wings(kWingsFile);
        setup.config("wings_config: /nowhere.yml\n");
        setup.environment["ALULA_WINGS_CONFIG"] = setup.directory.path("wings.yml");
        LOADED(loaded, setup);
        QCOMPARE(loaded.settings.nodeToken, kToken);
        QCOMPARE(loaded.settings.wingsConfig, setup.directory.path("wings.yml"));
    }

    void mistakesInWingsFile() {
        Setup setup;
        const auto line = setup.wings("token: " + kToken + "\napi:\n  port: web\nsystem:\n  user:\n    uid: abc\n");
        setup.config(line + "jobs: {parallel: 0}\n");
        auto loaded = setup.load();
        QVERIFY(!loaded);
        const auto wings = setup.directory.path("wings.yml");
        CONTAINS(loaded.error().message(), wings + ":3:9: Wings' api.port is 'web'");
        CONTAINS(loaded.error().message(), wings + ":6:10: system.user.uid is 'abc'");
        CONTAINS(loaded.error().message(), setup.file + ":2:18: jobs.parallel is '0'");
        ::unlink(wings.c_str());
        loaded = setup.load();
        QVERIFY(!loaded);
        CONTAINS(loaded.error().message(),
                 setup.file + ":1:15: wings_config: The settings " + wings + " could not be opened: No such file");
    }

    void dataDirIsEnough() {
        Setup setup;
        setup.dataDir = setup.directory.path("node/");
        LOADED(first, setup);
        const auto& s = first.settings;
        const auto dir = setup.directory.path("node");
        QCOMPARE(s.dataDirectory, dir + "/volumes");
        QCOMPARE(s.backupDirectory, dir + "/backups");
        QCOMPARE(s.stateDirectory, dir + "/state");
        QCOMPARE(s.rpc.socket, dir + "/alulad.sock");
        QCOMPARE(s.api.host, std::string("127.0.0.1"));
        QCOMPARE(s.api.port, 0);
        QVERIFY(first.warnings.empty());
        QCOMPARE(s.nodeToken.size(), 64u);
        QVERIFY(s.nodeToken.find_first_not_of("0123456789abcdef") == std::string::npos);
        QCOMPARE(readFile(dir + "/token"), s.nodeToken + "\n");
        struct stat info{};
        QCOMPARE(::stat((dir + "/token").c_str(), &info), 0);
        QCOMPARE(info.st_mode & 07777u, 0600u);
        LOADED(second, setup);
        QCOMPARE(second.settings.nodeToken, s.nodeToken);
        // Another node, another token.
        Setup other;
        other.dataDir = other.directory.path();
        LOADED(theirs, other);
        QVERIFY(theirs.settings.nodeToken != s.nodeToken);
    }

    void dataDirIsOnlyADefault() {
        Setup setup;
        setup.dataDir = setup.directory.path();
        setup.config("token: " + kToken + "\nbackup_directory: /mine\napi: {port: 8081}\n");
        LOADED(loaded, setup);
        QCOMPARE(loaded.settings.backupDirectory, std::string("/mine"));
        QCOMPARE(loaded.settings.api.port, 8081);
        QCOMPARE(loaded.settings.dataDirectory, setup.directory.path("volumes"));
        QCOMPARE(loaded.settings.nodeToken, kToken);
        QVERIFY(!exists(setup.directory.path("token")));
    }

    void dataDirRelativePath() {
        Setup setup;
        const auto before = std::filesystem::current_path();
        std::filesystem::current_path(setup.directory.path());
        setup.dataDir = "./x/../node";
        const auto loaded = setup.load();
        std::filesystem::current_path(before);
        QVERIFY(loaded);
        QCOMPARE(loaded->settings.dataDirectory, setup.directory.path("node/volumes"));
    }

    void tokenFile_data() {
        QTest::addColumn<std::string>("contents");
        QTest::addColumn<int>("mode");
        QTest::addColumn<std::string>("error");
        QTest::addColumn<std::string>("warning");
        QTest::newRow("kept") << kToken << 0600 << std::string() << std::string();
        QTest::newRow("readable by others") << kToken << 0644 << std::string() << std::string("can be read by others");
        QTest::newRow("readable by the group") << kToken << 0640 << std::string() << std::string("can be read by others");
        QTest::newRow("empty") << std::string() << 0600 << std::string("one line of printable ASCII") << std::string();
        QTest::newRow("two lines") << std::string("a\nb\n") << 0600 << std::string("one line of printable ASCII")
                                   << std::string();
        QTest::newRow("huge") << std::string(5000, 'a') << 0600 << std::string("one line of printable ASCII") << std::string();
    }
    void tokenFile() {
        QFETCH(std::string, contents);
        QFETCH(int, mode);
        QFETCH(std::string, error);
        QFETCH(std::string, warning);
        Setup setup;
        setup.dataDir = setup.directory.path();
        const auto file = setup.directory.path("token");
        writeFile(file, contents);
        QCOMPARE(::chmod(file.c_str(), static_cast<mode_t>(mode)), 0);
        const auto loaded = setup.load();
        QCOMPARE(loaded.has_value(), error.empty());
        if (!loaded) {
            CONTAINS(loaded.error().message(), error);
            CONTAINS(loaded.error().message(), file);
            return;
        }
        QCOMPARE(loaded->settings.nodeToken, contents);
        QCOMPARE(loaded->warnings.size(), warning.empty() ? 0u : 1u);
        if (!warning.empty()) CONTAINS(loaded->warnings[0], warning);
    }

    void aFailedStartLeavesNoToken() {
        Setup setup;
        setup.dataDir = setup.directory.path();
        setup.config("jobs: {parallel: none}\n");
        const auto loaded = setup.load();
        QVERIFY(!loaded);
        QVERIFY2(!loaded.error().message().contains("token"), loaded.error().message().c_str());
        QVERIFY(!exists(setup.directory.path("token")));
    }

    void dataDirTooLongForASocket() {
        Setup setup;
        setup.dataDir = setup.directory.makeDirectory(std::string(120, 'd'));
        auto loaded = setup.load();
        QVERIFY(!loaded);
        CONTAINS(loaded.error().message(), "too long for the socket");
        setup.environment["ALULA_RPC_SOCKET"] = setup.directory.path("s");
        loaded = setup.load();
        QVERIFY2(loaded.has_value(), loaded ? "" : loaded.error().toString().c_str());
    }
};

QTEST_APPLESS_MAIN(LoadSettingsTest)
#include "test_load_settings.moc"
