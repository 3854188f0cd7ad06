// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/upload_urls.h"

#include "shared/base/bytes.h"
#include "shared/base/log.h"
#include "shared/engine/net/http_request_check.h"

#include <algorithm>

namespace alula {
namespace {

// Amazon S3, "multipart upload limits"; the stores that are compatible with it keep to these.
constexpr std::size_t kMostParts = 10'000;
constexpr std::uint64_t kSmallestPart = 5_MiB; // of all but the last
constexpr std::uint64_t kLargestPart = 5_GiB;

// What an archive is cut into where the panel lets it be.
constexpr std::uint64_t kWantedPart = 64_MiB;
constexpr std::uint64_t kMostWanted = 64;
constexpr std::uint64_t kLargestAsk = 1024 * 1024_GiB; // a panel that names more than 16 TiB a part is not humoured

std::unexpected<Error> nonsense(const std::string& what) {
    return fail(ErrorCode::Protocol, "The panel's answer for the upload cannot be used: " + what +
                                         ". Check the S3 settings of the panel's backup host.");
}

std::uint64_t roundedUp(std::uint64_t value, std::uint64_t unit) { return (value + unit - 1) / unit * unit; }

} // namespace

Result<UploadPlan> planUpload(UploadUrls told, std::uint64_t atMost, unsigned parallel) {
    const std::size_t count = told.parts.size();
    if (count == 0) return nonsense("it has no urls");
    if (count > kMostParts) return nonsense("it has " + std::to_string(count) + " urls, and an upload has at most 10000 parts");
    if (told.partSize == 0) return nonsense("its part_size is 0");
    // Before any multiplication: count × part_size may overflow, atMost / count does not.
    const std::uint64_t even = std::max<std::uint64_t>(1, (atMost + count - 1) / count);
    if (even > told.partSize) {
        return nonsense("its " + std::to_string(count) + " urls of " + std::to_string(told.partSize) +
                        " bytes each are too few for a backup of up to " + std::to_string(atMost) + " bytes");
    }
    if (even > kLargestPart) return nonsense("its parts would be larger than the 5 GiB that a store takes");
    for (std::size_t i = 0; i < count; ++i) {
        HttpRequest probe;
        probe.url = told.parts[i];
        if (const auto good = checkRequest(probe); !good)
            return nonsense("url " + std::to_string(i + 1) + " is none (" + good.error().message() + ")");
    }
    UploadPlan plan;
    plan.partSize = std::min({std::max(roundedUp(even, 1_MiB), kSmallestPart), told.partSize, kLargestPart});
    const std::uint64_t concurrent = told.maxConcurrent == 0 ? parallel : told.maxConcurrent;
    plan.parallel = static_cast<unsigned>(std::clamp<std::uint64_t>(std::min<std::uint64_t>(concurrent, parallel), 1, count));
    plan.urls = std::move(told.parts);
    plan.panelPartSize = told.partSize;
    return plan;
}

std::uint64_t sizeToAskFor(const UploadAsk& ask) {
    const std::uint64_t wanted = std::min(kMostWanted, (ask.atMost + kWantedPart - 1) / kWantedPart);
    if (wanted < 2 || ask.panelPartSize > kLargestAsk / wanted) return ask.atMost;
    return std::max(ask.atMost, ask.panelPartSize * wanted);
}

Result<UploadPlan> askForPlan(UploadUrlSource& urls, const UploadAsk& ask, std::stop_token stop) {
    const auto planFor = [&](std::uint64_t size) -> Result<UploadPlan> {
        ALULA_ASSIGN(auto told, urls.ask(ask.backup, size, stop));
        return planUpload(std::move(told), ask.atMost, ask.parallel);
    };
    if (const auto more = sizeToAskFor(ask); more > ask.atMost) {
        auto plan = planFor(more);
        const bool final =
            !plan && (plan.error().code() == ErrorCode::Cancelled || plan.error().code() == ErrorCode::PermissionDenied);
        if (plan || final) return plan;
        log::info("the panel is asked for fewer upload urls: {}", log::printable(plan.error().toString()));
    }
    return planFor(ask.atMost);
}

} // namespace alula
