// SPDX-License-Identifier: GPL-3.0-or-later
// Alula's own settings and Wings' config.yml. The input: the one, a zero byte, the other.
#include "daemon/config/load_settings.h"
#include "daemon/config/wings_file.h"
#include "shared/base/fd.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <sys/mman.h>
#include <unistd.h>

using namespace alula;

namespace {

// A file that lies in memory, with a path that the loader can open.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view text) : m_fd(::memfd_create("settings", MFD_CLOEXEC)) {
        fuzz::require(::write(m_fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()),
                      "memory can be written");
    }
    std::string path() const { return "/proc/self/fd/" + std::to_string(m_fd.get()); }

private:
    UniqueFd m_fd;
};

bool isPlain(std::string_view text) {
    return std::ranges::none_of(asBytes(text), [](std::uint8_t c) { return (c < 0x20 && c != '\n') || c == 0x7f; });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view whole = asText({data, size});
    const auto end = std::min(whole.find('\0'), whole.size());
    const MemoryFile own(whole.substr(0, end));
    const MemoryFile wings(whole.substr(std::min(end + 1, whole.size())));
    SettingsSources sources;
    sources.file = own.path();
    sources.environment = [&](const std::string& name) -> std::optional<std::string> {
        return name == "ALULA_WINGS_CONFIG" ? std::optional(wings.path()) : std::nullopt;
    };
    const auto loaded = loadSettings(sources);
    if (loaded) {
        fuzz::require(!loaded->settings.nodeToken.empty(), "a daemon does not start without a token");
        for (const auto& warning : loaded->warnings) fuzz::require(isPlain(warning), "a warning has no control characters");
    } else {
        fuzz::require(isPlain(loaded.error().message()), "a mistake is told without control characters");
    }
    (void)readWingsFile(wings.path());
    return 0;
}

std::vector<fuzz::Seed> fuzz::seeds() {
    const std::string own = "token: 0123456789abcdef0123456789abcdef\n"
                            "data_directory: /var/lib/pelican/volumes\nbackup_directory: /var/lib/pelican/backups\n"
                            "state_directory: /var/lib/alula\n"
                            "api:\n  host: 127.0.0.1\n  port: 8081\n  allowed_origins: [https://a.example, '*']\n"
                            "  trusted_proxies:\n    - 10.0.0.0/8\n    - ::1\n"
                            "panel: {remote: https://panel.example, token_id: abc, timeout: 30s, headers: {X-A: b}}\n"
                            "archive:\n  compression: best_speed\n  entries: wings\n  reuse: auto\n"
                            "load:\n  write_mib_s: 12.5\nrestore:\n  keep_replaced: 1h\n  when_in_use: refuse\n  uid: 988\n"
                            "jobs:\n  parallel: 1\n  keep: 90d\nunknown: {key: 1}\n";
    const std::string wings = "debug: false\nuuid: 3f2a0000-0000-4000-8000-000000000000\ntoken_id: abc\ntoken: file:///nowhere\n"
                              "api:\n  host: 0.0.0.0\n  port: 8080\n  ssl:\n    enabled: true\n  trusted_proxies: []\n"
                              "system:\n  data: /var/lib/pelican/volumes\n  backup_directory: /var/lib/pelican/backups\n"
                              "  user: {uid: 988, gid: 988}\n  backups: {write_limit: 0, compression_level: best_speed}\n"
                              "remote: https://panel.example\nremote_query: {timeout: 30, custom_headers: {X-A: b}}\n"
                              "allowed_origins: []\n";
    const std::string zero(1, '\0');
    return {{"both", own + zero + wings},
            {"own", own},
            {"wings", zero + wings},
            {"anchors", "a: &a [1, *a]\nb: {<<: *a, ? [x] : y}\ntoken: !!binary aGk=\n...\n---\nx: |\n  text\n"},
            {"mistakes", "token: ${TOKEN}\ntoken: two\napi: [1]\n[a]: b\napi.port: 99999\nrestore: {uid: -1}\n\"\\u0007\": 1\n"}};
}
