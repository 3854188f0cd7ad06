// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/config/setting_keys.h"

#include "daemon/config/quiesce_rules.h"
#include "shared/base/bytes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <limits>
#include <sys/un.h>

namespace alula {

namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

// Each maker takes the way to the member: [](Settings& s) -> auto& { return s.api.host; }

template <typename Member>
SettingKey textKey(std::string name, Member member, std::string allowed, std::function<bool(const std::string&)> fits) {
    return {std::move(name), std::move(allowed), [member, fits](Settings& settings, const SettingValue& value) {
                if (hasControlCharacters(value.text) || !fits(value.text)) return false;
                member(settings) = value.text;
                return true;
            }};
}

template <typename Member>
SettingKey text(std::string name, Member member) {
    return textKey(std::move(name), member, "a text in one line", [](const std::string&) { return true; });
}

template <typename Member>
SettingKey secret(std::string name, Member member) {
    auto key =
        textKey(std::move(name), member, "printable ASCII without spaces, or file:///path of a file that holds it",
                [](const std::string& given) { return std::ranges::all_of(given, [](char c) { return c > ' ' && c < 0x7f; }); });
    key.secret = true;
    return key;
}

std::string withoutTrailingSlash(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path;
}

template <typename Member>
SettingKey directory(std::string name, Member member) {
    return {std::move(name), "the absolute path of a directory other than /",
            [member](Settings& settings, const SettingValue& value) {
                const auto path = withoutTrailingSlash(value.text);
                if (!path.starts_with('/') || path == "/" || hasControlCharacters(path)) return false;
                member(settings) = path;
                return true;
            }};
}

template <typename Member>
SettingKey file(std::string name, Member member) {
    return textKey(std::move(name), member, "an absolute path, or empty",
                   [](const std::string& path) { return path.empty() || (path.starts_with('/') && !path.ends_with('/')); });
}

template <typename Member>
SettingKey socket(std::string name, Member member, bool mayBeEmpty) {
    constexpr auto kMax = sizeof(sockaddr_un::sun_path) - 1;
    return textKey(std::move(name), member,
                   "an absolute path of at most " + std::to_string(kMax) + " bytes" + (mayBeEmpty ? ", or empty" : ""),
                   [mayBeEmpty](const std::string& path) {
                       if (path.empty()) return mayBeEmpty;
                       return path.starts_with('/') && !path.ends_with('/') && path.size() <= kMax;
                   });
}

template <typename Member>
SettingKey url(std::string name, Member member) {
    return {std::move(name), "a URL that begins with https:// or http://, or empty",
            [member](Settings& settings, const SettingValue& value) {
                if (!value.text.empty() && !isUrl(value.text)) return false;
                member(settings) = withoutTrailingSlash(value.text);
                return true;
            }};
}

template <typename Member>
SettingKey flag(std::string name, Member member) {
    return {std::move(name), "true or false", [member](Settings& settings, const SettingValue& value) {
                const auto parsed = parseBool(value.text);
                if (parsed) member(settings) = *parsed;
                return parsed.has_value();
            }};
}

template <typename Number, typename Member>
SettingKey number(std::string name, Member member, Number least, Number most) {
    return {std::move(name), "a number from " + std::to_string(least) + " to " + std::to_string(most),
            [=](Settings& settings, const SettingValue& value) {
                const auto parsed = parseNumber<Number>(value.text);
                if (!parsed || *parsed < least || *parsed > most) return false;
                member(settings) = *parsed;
                return true;
            }};
}

template <typename Member>
SettingKey rate(std::string name, Member member) {
    return {std::move(name), "MiB a second from 0 (no limit) to 1000000, such as 50, 12.5, 512KiB or 1GiB",
            [member](Settings& settings, const SettingValue& value) {
                const auto parsed = parseMibPerSecond(value.text);
                if (!parsed || *parsed > 1e6) return false;
                member(settings) = *parsed;
                return true;
            }};
}

template <typename Member>
SettingKey choice(std::string name, Member member, const std::vector<std::string>& choices) {
    std::string allowed = "one of";
    for (const auto& one : choices) allowed += (&one == &choices.front() ? " " : ", ") + one;
    return textKey(std::move(name), member, allowed,
                   [choices](const std::string& given) { return std::ranges::contains(choices, given); });
}

struct DurationLimits {
    seconds least, most;
    seconds bareUnit;
    std::string_view words; // "1s to 1h; a bare number is seconds"
};

// A member that counts hours takes whole hours only: nothing is rounded in silence.
template <typename Member>
SettingKey duration(std::string name, Member member, const DurationLimits& limits) {
    return {std::move(name), "a time such as 30s, 5m, 1h or 7d, from " + std::string(limits.words),
            [=](Settings& settings, const SettingValue& value) {
                auto& target = member(settings);
                using Duration = std::remove_reference_t<decltype(target)>;
                const auto parsed = parseDuration(value.text, limits.bareUnit);
                if (!parsed || *parsed < limits.least || *parsed > limits.most) return false;
                const auto converted = std::chrono::duration_cast<Duration>(*parsed);
                if (converted != *parsed) return false;
                target = converted;
                return true;
            }};
}

template <typename Member>
SettingKey list(std::string name, Member member, std::string allowed, std::function<bool(const std::string&)> fits) {
    SettingKey key{std::move(name), "a list of " + allowed, [=](Settings& settings, const SettingValue& value) {
                       if (!std::ranges::all_of(value.list, fits)) return false;
                       member(settings) = value.list;
                       return true;
                   }};
    key.shape = SettingKey::Shape::List;
    return key;
}

// Wings' clients and ours write these themselves (API.md: "never those four").
bool isOwnHeader(std::string name) {
    static constexpr std::array<std::string_view, 4> kOwn = {"authorization", "accept", "content-type", "user-agent"};
    std::ranges::transform(name, name.begin(),
                           [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    return std::ranges::contains(kOwn, name);
}

bool isHeaderName(const std::string& name) { // RFC 9110, token
    return !name.empty() && std::ranges::all_of(name, [](unsigned char c) {
        return std::isalnum(c) != 0 || std::string_view("!#$%&'*+-.^_`|~").contains(static_cast<char>(c));
    });
}

template <typename Member>
SettingKey headers(std::string name, Member member) {
    SettingKey key{std::move(name),
                   "header names with their values, other than Authorization, Accept, Content-Type and User-Agent",
                   [member](Settings& settings, const SettingValue& value) {
                       std::map<std::string, std::string> found;
                       for (const auto& [header, content] : value.map) {
                           if (!isHeaderName(header) || isOwnHeader(header) || hasControlCharacters(content)) return false;
                           found[header] = content;
                       }
                       member(settings) = std::move(found);
                       return true;
                   }};
    key.shape = SettingKey::Shape::Map;
    key.secret = true; // an access token of a proxy, mostly
    return key;
}

template <typename Member>
SettingKey quiesceRules(std::string name, Member member, RulesFor whom) {
    SettingKey key{std::move(name), "a section with a section for each " + std::string(nameOf(whom)) + ", by its uuid", {}};
    key.shape = SettingKey::Shape::Nested;
    key.setNested = [member, whom](Settings& settings, const SettingValue& value) {
        return readQuiesceRules(value, whom, member(settings));
    };
    return key;
}

#define MEMBER(path) [](Settings& s) -> auto& { return s.path; }

bool isOrigin(const std::string& origin) { return origin == "*" || isUrl(origin); }
bool isName(const std::string& name) { return !name.empty() && !name.contains(' '); }

void addNode(std::vector<SettingKey>& keys) {
    keys.push_back(directory("data_directory", MEMBER(dataDirectory)));
    keys.push_back(directory("backup_directory", MEMBER(backupDirectory)));
    keys.push_back(directory("state_directory", MEMBER(stateDirectory)));
    keys.push_back(file("wings_config", MEMBER(wingsConfig)));
    keys.push_back(secret("token", MEMBER(nodeToken)));
    keys.push_back(choice("log_level", MEMBER(logLevel), {"debug", "info", "warning", "error"}));
}

void addNetwork(std::vector<SettingKey>& keys) {
    keys.push_back(textKey("api.host", MEMBER(api.host), "an address or a name", isName));
    keys.push_back(number<std::uint16_t>("api.port", MEMBER(api.port), 0, 65535));
    keys.push_back(socket("api.socket", MEMBER(api.socket), true));
    keys.push_back(flag("api.ssl.enabled", MEMBER(api.sslEnabled)));
    keys.push_back(file("api.ssl.cert", MEMBER(api.sslCert)));
    keys.push_back(file("api.ssl.key", MEMBER(api.sslKey)));
    keys.push_back(
        list("api.allowed_origins", MEMBER(api.allowedOrigins), "origins such as https://panel.example.com, or *", isOrigin));
    keys.push_back(
        list("api.trusted_proxies", MEMBER(api.trustedProxies), "addresses or networks such as 10.0.0.0/8", isAddressOrNetwork));
    keys.push_back(number<std::uint64_t>("api.max_connections", MEMBER(api.maxConnections), 1, 65536));
    keys.push_back(
        duration("api.request_timeout", MEMBER(api.requestTimeout), {1s, 1h, 1s, "1s to 1h; a bare number is seconds"}));
    keys.push_back(url("panel.remote", MEMBER(panel.url)));
    keys.push_back(secret("panel.token_id", MEMBER(panel.tokenId)));
    keys.push_back(secret("panel.token", MEMBER(panel.token)));
    keys.push_back(file("panel.ca_file", MEMBER(panel.caFile)));
    keys.push_back(headers("panel.headers", MEMBER(panel.headers)));
    keys.push_back(duration("panel.timeout", MEMBER(panel.timeout), {1s, 10min, 1s, "1s to 10m; a bare number is seconds"}));
    keys.push_back(duration("panel.give_up", MEMBER(panel.giveUp),
                            {1h, 24h * 365, 24h, "1h to 365d in whole hours; a bare number is days"}));
    keys.push_back(duration("panel.refresh", MEMBER(panel.refresh), {10s, 24h, 1s, "10s to 1d; a bare number is seconds"}));
    keys.push_back(url("wings.url", MEMBER(wings.url)));
    keys.push_back(file("wings.ca_file", MEMBER(wings.caFile)));
    keys.push_back(duration("wings.stop_timeout", MEMBER(wings.stopTimeout), {1s, 1h, 1s, "1s to 1h; a bare number is seconds"}));
    keys.push_back(socket("rpc.socket", MEMBER(rpc.socket), false));
    keys.push_back(textKey("rpc.group", MEMBER(rpc.group), "the name of a group", isName));
    keys.push_back(textKey("rpc.read_group", MEMBER(rpc.readGroup), "the name of a group, or empty",
                           [](const std::string& name) { return name.empty() || isName(name); }));
}

void addWork(std::vector<SettingKey>& keys) {
    constexpr auto kNoId = std::numeric_limits<std::uint32_t>::max(); // chown(2): leave it as it is
    keys.push_back(
        choice("archive.compression", MEMBER(archive.compression), {"none", "best_speed", "good", "best_compression"}));
    keys.push_back(choice("archive.entries", MEMBER(archive.entries), {"auto", "wings", "full"}));
    keys.push_back(flag("archive.cross_file_systems", MEMBER(archive.crossFileSystems)));
    keys.push_back(number<unsigned>("archive.workers", MEMBER(archive.workers), 0, 1024));
    keys.push_back(choice("archive.reuse", MEMBER(archive.reuse), {"auto", "off"}));
    keys.push_back(number<unsigned>("archive.full_every", MEMBER(archive.fullEvery), 1, 1'000'000));
    keys.push_back(choice("restore.when_in_use", MEMBER(restore.whenInUse), {"refuse", "proceed"}));
    keys.push_back(choice("restore.when_no_room", MEMBER(restore.whenNoRoom), {"fail", "in_place"}));
    keys.push_back(duration("restore.keep_replaced", MEMBER(restore.keepReplaced),
                            {0s, 24h * 30, 1s, "0s to 30d; a bare number is seconds"}));
    keys.push_back(number<unsigned>("restore.keep_replaced_percent", MEMBER(restore.keepReplacedPercent), 1, 100));
    keys.push_back(number<std::uint32_t>("restore.uid", MEMBER(restore.uid), 0, kNoId - 1));
    keys.push_back(number<std::uint32_t>("restore.gid", MEMBER(restore.gid), 0, kNoId - 1));
    keys.push_back(list("restore.host_allowlist", MEMBER(restore.hostAllowlist),
                        "host names, addresses or networks such as minio.lan or 10.0.0.0/8", isHostAddressOrNetwork));
    keys.push_back(number<unsigned>("jobs.parallel", MEMBER(jobs.parallel), 1, 64));
    keys.push_back(number<unsigned>("jobs.queue_limit", MEMBER(jobs.queueLimit), 1, 1'000'000));
    keys.push_back(
        duration("jobs.keep", MEMBER(jobs.keep), {24h, 24h * 3650, 24h, "1d to 3650d in whole hours; a bare number is days"}));
    keys.push_back(choice("load.priority", MEMBER(load.priority), {"idle", "normal"}));
    keys.push_back(rate("load.read_mib_s", MEMBER(load.readMibPerSecond)));
    keys.push_back(rate("load.write_mib_s", MEMBER(load.writeMibPerSecond)));
    keys.push_back(number<unsigned>("load.pressure_pause", MEMBER(load.pressurePause), 0, 100));
    keys.push_back(number<unsigned>("health.backup_age_days", MEMBER(health.backupAgeDays), 1, 3650));
    keys.push_back(number<unsigned>("health.disk_percent", MEMBER(health.diskPercent), 1, 100));
    keys.push_back(duration("health.panel_silent", MEMBER(health.panelSilent),
                            {1h, 24h * 365, 1h, "1h to 365d in whole hours; a bare number is hours"}));
}

// What libcurl puts into the scope of its signature, which ':' and '/' would take apart.
bool isRegion(const std::string& name) {
    return !name.empty() &&
           std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; });
}
bool isBucketOrEmpty(const std::string& name) {
    return name.size() <= 255 && name != "." && name != ".." && std::ranges::all_of(name, [](unsigned char c) {
               return std::isalnum(c) != 0 || std::string_view("-_.").contains(static_cast<char>(c));
           });
}

void addS3(std::vector<SettingKey>& keys) {
    keys.push_back(number<unsigned>("s3.parallel", MEMBER(s3.parallel), 1, 64));
    keys.push_back(duration("s3.stall", MEMBER(s3.stall), {5s, 1h, 1s, "5s to 1h; a bare number is seconds"}));
    keys.push_back(url("s3.read.endpoint", MEMBER(s3Read.endpoint)));
    keys.push_back(textKey("s3.read.region", MEMBER(s3Read.region), "letters, digits and - such as eu-west-1", isRegion));
    keys.push_back(textKey("s3.read.bucket", MEMBER(s3Read.bucket), "the name of a bucket, or empty", isBucketOrEmpty));
    keys.push_back(secret("s3.read.access_key", MEMBER(s3Read.accessKey)));
    keys.push_back(secret("s3.read.secret_key", MEMBER(s3Read.secretKey)));
    keys.push_back(flag("s3.read.path_style", MEMBER(s3Read.pathStyle)));
    keys.push_back(file("s3.read.ca_file", MEMBER(s3Read.caFile)));
}

void addQuiesce(std::vector<SettingKey>& keys) {
    keys.push_back(duration("quiesce.timeout", MEMBER(quiesce.timeout), {1s, 10min, 1s, "1s to 10m; a bare number is seconds"}));
    keys.push_back(
        duration("quiesce.hold_at_most", MEMBER(quiesce.holdAtMost), {10s, 24h, 1s, "10s to 1d; a bare number is seconds"}));
    keys.push_back(quiesceRules("quiesce.servers", MEMBER(quiesce.servers), RulesFor::Servers));
    keys.push_back(quiesceRules("quiesce.eggs", MEMBER(quiesce.eggs), RulesFor::Eggs));
}

#undef MEMBER

} // namespace

const std::vector<SettingKey>& settingKeys() {
    static const auto kKeys = [] {
        std::vector<SettingKey> keys;
        addNode(keys);
        addNetwork(keys);
        addWork(keys);
        addS3(keys);
        addQuiesce(keys);
        return keys;
    }();
    return kKeys;
}

const SettingKey* findSettingKey(std::string_view name) {
    const auto found = std::ranges::find(settingKeys(), name, &SettingKey::name);
    return found == settingKeys().end() ? nullptr : &*found;
}

std::string environmentName(std::string_view key) {
    std::string name = "ALULA_";
    for (const char c : key) name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

} // namespace alula
