// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/part_upload.h"

#include "shared/base/log.h"
#include "shared/engine/net/http_request_check.h"
#include "shared/engine/net/retry.h"
#include "shared/engine/store/s3_error.h"

#include <algorithm>

namespace alula {
namespace {

constexpr std::chrono::seconds kMostRetryAfter{120};
constexpr std::size_t kMostETag = 1024;

// Amazon has codes of its own under 400 for what HTTP has a status for (S3 API reference, "List of error codes").
int meantStatus(const HttpResponse& answer) {
    if (answer.status != 400) return answer.status;
    const auto code = s3Code(answer.body);
    if (code == "RequestTimeout") return 408;
    if (code == "ExpiredToken" || code == "ExpiredRequest") return 403;
    return 400;
}

bool worthAnotherTry(const Result<HttpResponse>& answer) {
    if (answer) return mayPass(meantStatus(*answer));
    // Protocol: somebody in between who speaks no HTTP for once.
    return mayPass(answer.error()) || answer.error().code() == ErrorCode::Protocol;
}

Error refusal(const HttpResponse& answer, const std::string& url) {
    const auto sentence = s3Sentence(answer.body);
    std::string text = "The object store " + originOf(url) + " answered " + std::to_string(answer.status) +
                       (sentence.empty() ? "." : " (" + sentence + ").");
    if (meantStatus(answer) == 403) {
        return Error(ErrorCode::PermissionDenied,
                     text + " The upload's url has expired, or the panel's keys may not write to its bucket.");
    }
    if (answer.status >= 300 && answer.status < 400)
        text += " Redirects are not followed: check the panel's S3 region and endpoint.";
    return Error(answer.status >= 500 ? ErrorCode::Network : ErrorCode::Refused, text);
}

Result<std::string> etagOf(const HttpResponse& answer, const std::string& url) {
    auto etag = answer.header("etag");
    const bool good =
        !etag.empty() && etag.size() <= kMostETag && std::ranges::all_of(etag, [](char c) { return c > ' ' && c <= '~'; });
    if (good) return etag;
    return fail(ErrorCode::Protocol, "The object store " + originOf(url) +
                                         " took a part and named no ETag for it, so the upload cannot be completed.");
}

HttpUpload uploadOf(const UploadDeps& deps, const UploadSettings& settings, const std::string& url, const PartBody& body) {
    HttpUpload upload;
    upload.url = url;
    upload.headers = {{"Content-Type", "application/x-gzip"}};
    upload.length = body.length;
    upload.read = [&deps, &body](MutableByteSpan into, std::uint64_t offset) {
        return readFully(deps.files.files, body.file->get(), into, body.offset + offset);
    };
    upload.pace = &deps.load.write;
    upload.stall = settings.stall;
    return upload;
}

} // namespace

Result<std::string> uploadPart(const UploadDeps& deps, const UploadSettings& settings, const std::string& url,
                               const PartBody& body, std::stop_token stop) {
    const HttpUpload upload = uploadOf(deps, settings, url, body);
    for (unsigned failures = 0;; ++failures) {
        // Held work begins no part; one that is on its way is not left standing, the store would break it off.
        ALULA_TRY(deps.load.checkpoint(stop));
        const auto answer = deps.http.put(upload, stop);
        if (answer && answer->status >= 200 && answer->status < 300) return etagOf(*answer, url);
        Error why = answer ? refusal(*answer, url) : answer.error();
        if (!worthAnotherTry(answer)) return fail(std::move(why));
        if (failures + 1 >= settings.tries)
            return fail(std::move(why).withContext("after " + std::to_string(settings.tries) + " tries"));
        const auto pause = pauseAfter(answer, settings.backoff.pause(failures, deps.random), kMostRetryAfter);
        log::info("a part is sent again in {} ms: {}", pause.count() / 1'000'000, log::printable(why.toString()));
        if (!deps.clock.sleepFor(pause, stop)) return fail(cancelled());
    }
}

} // namespace alula
