// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/store/presigned_upload.h"
#include "tests/shared/engine/store/store_helpers.h"
#include "tests/shared/engine/store/upload_stand_ins.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_files.h"
#include "tests/support/fixed_random.h"
#include "tests/support/tree.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

// An upload with everything around it, for tests.
namespace alula::test {

using Does = MemoryObjects::Does;

inline Does answers(int status, std::string body = {}, std::vector<std::pair<std::string, std::string>> headers = {}) {
    return {.answer = HttpResponse{status, std::move(headers), std::move(body)}};
}
inline Does breaks(ErrorCode code, std::uint64_t after = ~std::uint64_t{0}) {
    return {.answer = fail(code, "the line broke"), .takes = after};
}

// All that one upload needs, with parts of 1 MiB.
class Line {
public:
    Line() : Line(std::nullopt) {}
    explicit Line(std::optional<FileSystem> disk) : deps{store, panel, disk ? *disk : files.files(), clock, random, load} {
        settings.spoolDirectory = temp.path();
    }

    // Writes the archive in pieces as the writer does, and publishes it.
    Result<void> send(const std::string& bytes, std::uint64_t atMost) {
        upload.emplace(deps, settings, progress);
        ALULA_ASSIGN(const auto sink, upload->create(contract::server(1), contract::backup(1)));
        ALULA_TRY(sink->expect(atMost, stop.get_token()));
        for (std::size_t at = 0; at < bytes.size(); at += 100'003) {
            ALULA_TRY(sink->write(asBytes(bytes).subspan(at, std::min<std::size_t>(100'003, bytes.size() - at)), at));
            written = at;
            if (onWritten) onWritten(at);
        }
        return sink->publish([this]() -> Result<void> {
            ++readies;
            return {};
        });
    }
    Result<void> send(const std::string& bytes) { return send(bytes, bytes.size()); }

    std::string object(int ask) const {
        std::string whole;
        for (const UploadedPart& part : upload->result().parts) whole += store.objects.at(UrlsOfPanel::url(ask, part.number));
        return whole;
    }
    // A spool file has no name: it is to be seen in nothing but the handles of this process.
    bool spoolIsEmpty() const {
        return snapshot(temp.path()).size() <= 1 && std::ranges::none_of(openFiles(), [this](const std::string& path) {
                   return path.starts_with(temp.path() + "/") && path.ends_with(" (deleted)");
               });
    }
    static std::vector<std::string> openFiles() {
        std::vector<std::string> paths;
        for (const auto& handle : std::filesystem::directory_iterator("/proc/self/fd")) {
            std::error_code gone; // the listing's own
            paths.push_back(std::filesystem::read_symlink(handle, gone).string());
        }
        return paths;
    }

    TempDir temp;
    FaultyFiles files;
    MemoryObjects store;
    UrlsOfPanel panel{1_MiB};
    FakeClock clock{FakeClock::Mode::SkipsSleep};
    FixedRandom random;
    LoadControl load{clock};
    UploadSettings settings;
    UploadDeps deps;
    ProgressSink progress;
    std::optional<PresignedUpload> upload;
    std::stop_source stop;
    std::size_t written = 0;
    std::function<void(std::size_t)> onWritten;
    int readies = 0;
};

inline std::string words(const Result<void>& result) { return result ? "no error" : result.error().toString(); }

} // namespace alula::test
