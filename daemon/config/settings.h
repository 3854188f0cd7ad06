// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace alula {

// Everything the admin may set, with the defaults of resources/config.example.yml (a test compares the two).
// The keys stand in setting_keys.cpp: section.key in snake case, e.g. restore.when_in_use; environment:
// ALULA_RESTORE_WHEN_IN_USE.
struct ApiSettings {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8081;
    std::string socket; // Unix socket for a reverse proxy; "": none
    bool sslEnabled = false;
    std::string sslCert, sslKey;
    std::vector<std::string> allowedOrigins;
    std::vector<std::string> trustedProxies;
    std::uint64_t maxConnections = 1024;
    std::chrono::seconds requestTimeout{30};
    bool operator==(const ApiSettings&) const = default;
};
struct PanelSettings {
    std::string url; // panel.remote; "": no panel
    std::string tokenId;
    std::string token; // nodeToken, unless it has one of its own
    std::string caFile;
    std::map<std::string, std::string> headers;
    std::chrono::seconds timeout{30};
    std::chrono::hours giveUp{24 * 7};
    std::chrono::seconds refresh{300}; // of the server list
    bool operator==(const PanelSettings&) const = default;
};
struct WingsSettings {
    std::string url; // "": no Wings API; then open files are the test
    std::string caFile;
    std::chrono::seconds stopTimeout{60};
    bool operator==(const WingsSettings&) const = default;
};
struct RpcSettings {
    std::string socket = "/run/alula/alulad.sock";
    std::string group = "alula";
    std::string readGroup;
    bool operator==(const RpcSettings&) const = default;
};
struct BackupSettings {
    std::string compression = "best_speed"; // none, best_speed, good, best_compression
    std::string entries = "auto";           // archive.entries: wings, full, auto (wings where wings_config is given)
    bool crossFileSystems = false;
    unsigned workers = 0;       // 0: one a core
    std::string reuse = "auto"; // auto, off
    unsigned fullEvery = 30;    // of so many backups one is built wholly from the volume
    bool operator==(const BackupSettings&) const = default;
};
struct RestoreSettings {
    std::string whenInUse = "refuse"; // refuse, proceed
    std::string whenNoRoom = "fail";  // fail, in_place
    std::chrono::seconds keepReplaced{3600};
    unsigned keepReplacedPercent = 80;      // what was replaced goes early when its file system is fuller
    std::optional<std::uint32_t> uid, gid;  // Wings' system.user
    std::vector<std::string> hostAllowlist; // hosts, addresses and networks that a download_url may lead to besides public ones
    bool operator==(const RestoreSettings&) const = default;
};
// How backups are uploaded to urls of the panel.
struct S3Settings {
    unsigned parallel = 4; // parts at a time
    std::chrono::seconds stall{60};
    bool operator==(const S3Settings&) const = default;
};
// How Alula opens `<server>/<backup>.tar.gz` in the panel's bucket by itself; all empty: it does not.
struct S3ReadSettings {
    std::string endpoint; // "https://s3.eu-west-1.amazonaws.com"
    std::string region = "us-east-1";
    std::string bucket;
    std::string accessKey, secretKey;
    bool pathStyle = true; // ENDPOINT/BUCKET/KEY; false: BUCKET.ENDPOINT/KEY
    std::string caFile;
    bool given() const { return !endpoint.empty(); }
    bool operator==(const S3ReadSettings&) const = default;
};
struct JobSettings {
    unsigned parallel = 1;
    unsigned queueLimit = 1000;
    std::chrono::hours keep{24 * 90};
    bool operator==(const JobSettings&) const = default;
};
struct LoadSettings {
    std::string priority = "idle"; // idle, normal
    double readMibPerSecond = 0;   // 0: no limit
    double writeMibPerSecond = 0;
    unsigned pressurePause = 0; // percent; 0: never
    bool operator==(const LoadSettings&) const = default;
};
struct HealthSettings {
    unsigned backupAgeDays = 3;
    unsigned diskPercent = 90;
    std::chrono::hours panelSilent{1};
    bool operator==(const HealthSettings&) const = default;
};

// One thing that is done before a backup.
struct QuiesceStep {
    enum class Kind : std::uint8_t { Command, WaitFor, Wait };
    Kind kind = Kind::Command;
    std::string text{};           // the command, or what the awaited line has in it
    std::chrono::seconds time{0}; // of Wait
    bool operator==(const QuiesceStep&) const = default;
};
struct QuiesceRule {
    std::vector<QuiesceStep> before{};
    std::vector<std::string> after{}; // commands, each in one line
    bool operator==(const QuiesceRule&) const = default;
};
// How servers are made to hold still while their backups are made. Keys in lower case.
struct QuiesceSettings {
    std::chrono::seconds timeout{30};           // for all steps before a backup
    std::chrono::seconds holdAtMost{3600};      // from the first command on, however long the backup takes
    std::map<std::string, QuiesceRule> servers; // by uuid; wins over its egg's
    std::map<std::string, QuiesceRule> eggs;    // by uuid, as the panel tells it
    bool operator==(const QuiesceSettings&) const = default;
};

struct Settings {
    std::string dataDirectory = "/var/lib/pelican/volumes";
    std::string backupDirectory = "/var/lib/pelican/backups";
    std::string stateDirectory = "/var/lib/alula";
    std::string wingsConfig; // path of Wings' own config.yml, "": none
    std::string nodeToken;   // bearer token of the REST listener
    ApiSettings api;
    PanelSettings panel;
    WingsSettings wings;
    RpcSettings rpc;
    BackupSettings archive;
    RestoreSettings restore;
    S3Settings s3;
    S3ReadSettings s3Read;
    JobSettings jobs;
    LoadSettings load;
    HealthSettings health;
    QuiesceSettings quiesce;
    std::string logLevel = "info";
    bool operator==(const Settings&) const = default;
};

} // namespace alula
