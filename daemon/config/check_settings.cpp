// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/config/check_settings.h"

#include <array>
#include <sys/un.h>
#include <utility>

namespace alula {

namespace {

class Check {
public:
    explicit Check(const SettingOrigins& origins) : m_origins(origins) {}

    void require(bool holds, const std::string& key, const std::string& sentence) {
        if (holds) return;
        const auto origin = m_origins.find(key);
        mistakes.push_back((origin == m_origins.end() ? "" : origin->second + ": ") + sentence);
    }

    std::vector<std::string> mistakes;

private:
    const SettingOrigins& m_origins;
};

bool isInside(const std::string& path, const std::string& directory) {
    return path == directory || path.starts_with(directory + "/");
}

void checkDirectories(const Settings& settings, Check& check) {
    const std::array<std::pair<std::string, const std::string*>, 3> directories = {
        {{"data_directory", &settings.dataDirectory},
         {"backup_directory", &settings.backupDirectory},
         {"state_directory", &settings.stateDirectory}}};
    for (std::size_t i = 0; i < directories.size(); ++i) {
        for (std::size_t j = i + 1; j < directories.size(); ++j) {
            const auto& [oneKey, one] = directories[i];
            const auto& [otherKey, other] = directories[j];
            check.require(!isInside(*one, *other) && !isInside(*other, *one), otherKey,
                          oneKey + " (" + *one + ") and " + otherKey + " (" + *other + ") must not lie in one another");
        }
    }
}

// A rule whose waits alone are longer than all its steps may take never comes to its end.
void checkQuiesce(const Settings& settings, Check& check) {
    const auto& quiesce = settings.quiesce;
    check.require((quiesce.servers.empty() && quiesce.eggs.empty()) || !settings.wings.url.empty(),
                  quiesce.servers.empty() ? "quiesce.eggs" : "quiesce.servers",
                  "quiesce sends its commands through Wings, so wings.url (or wings_config) must be set too");
    for (const auto& [key, rules] : {std::pair("quiesce.servers", &quiesce.servers), std::pair("quiesce.eggs", &quiesce.eggs)}) {
        for (const auto& [id, rule] : *rules) {
            std::chrono::seconds waits{0};
            for (const auto& step : rule.before) waits += step.time;
            check.require(waits < quiesce.timeout, key,
                          std::string(key) + ": the waits of " + id +
                              " are together longer than quiesce.timeout allows; make them "
                              "shorter or that longer");
        }
    }
}

// Only the one below --data-dir can be too long here: a given one was looked at before.
bool fitsSocketAddress(const std::string& path) { return path.size() < sizeof(sockaddr_un::sun_path); }

} // namespace

std::vector<std::string> checkSettings(const Settings& settings, const SettingOrigins& origins) {
    Check check(origins);
    checkDirectories(settings, check);
    const auto& api = settings.api;
    check.require(!api.sslEnabled || !api.sslCert.empty(), "api.ssl.enabled",
                  "api.ssl.enabled is true, so api.ssl.cert must name the certificate");
    check.require(!api.sslEnabled || !api.sslKey.empty(), "api.ssl.enabled",
                  "api.ssl.enabled is true, so api.ssl.key must name the private key");
    check.require(settings.panel.url.empty() || !settings.panel.tokenId.empty(), "panel.remote",
                  "panel.remote is set, so panel.token_id must be set too");
    check.require(api.socket.empty() || api.socket != settings.rpc.socket, "api.socket",
                  "api.socket and rpc.socket must not be the same");
    const auto& s3 = settings.s3Read;
    const bool any = s3.given() || !s3.bucket.empty() || !s3.accessKey.empty() || !s3.secretKey.empty();
    check.require(!any || (s3.given() && !s3.bucket.empty() && !s3.accessKey.empty() && !s3.secretKey.empty()),
                  "s3.read.endpoint", "s3.read needs endpoint, bucket, access_key and secret_key, all four of them or none");
    check.require(!s3.endpoint.contains('?') && !s3.endpoint.contains('#') && !s3.endpoint.contains('@'), "s3.read.endpoint",
                  "s3.read.endpoint must be an address such as https://s3.eu-west-1.amazonaws.com, with nothing behind it");
    checkQuiesce(settings, check);
    check.require(fitsSocketAddress(settings.rpc.socket), "rpc.socket",
                  settings.rpc.socket + " is too long for the socket of console and CLI; set rpc.socket to a shorter path");
    return check.mistakes;
}

} // namespace alula
