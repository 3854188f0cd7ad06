// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/net/retry.h"

#include "shared/base/bytes.h"

#include <algorithm>

namespace alula {

bool mayPass(int status) { return status == 408 || status == 429 || status >= 500; }
bool mayPass(const Error& error) { return error.code() == ErrorCode::Network || error.code() == ErrorCode::TimedOut; }
bool mayPass(const Result<HttpResponse>& answer) { return answer ? mayPass(answer->status) : mayPass(answer.error()); }

std::chrono::nanoseconds pauseAfter(const Result<HttpResponse>& answer, std::chrono::nanoseconds backoff,
                                    std::chrono::seconds most) {
    const auto wished = answer ? parseNumber<std::uint32_t>(answer->header("retry-after")) : std::nullopt;
    if (!wished) return backoff;
    return std::max(backoff, std::chrono::nanoseconds(std::min(std::chrono::seconds(*wished), most)));
}

} // namespace alula
