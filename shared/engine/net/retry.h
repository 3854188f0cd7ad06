// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/engine/net/http_client.h"

#include <chrono>

namespace alula {

// What is worth another try: faults of the moment, at whoever answers (408, 429, 5xx) and on the way there (Network, TimedOut).
bool mayPass(int status);
bool mayPass(const Error& error);
bool mayPass(const Result<HttpResponse>& answer);

// How long to wait before it: the back-off's pause, or what the answer's Retry-After asks for, if that is longer. A stranger says that:
// `most` at most.
std::chrono::nanoseconds pauseAfter(const Result<HttpResponse>& answer, std::chrono::nanoseconds backoff,
                                    std::chrono::seconds most);

} // namespace alula
