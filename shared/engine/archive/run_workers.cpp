// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/run_workers.h"

#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace alula {
namespace {

Result<void> caught(const std::function<Result<void>(std::stop_token)>& work, const std::stop_token& stop) {
    try {
        return work(stop);
    } catch (const std::exception& e) {
        return fail(ErrorCode::Internal, std::string("A worker thread failed: ") + e.what());
    }
}

} // namespace

Result<void> runWorkers(unsigned workers, std::stop_token stop, const std::function<Result<void>(std::stop_token)>& work) {
    if (workers <= 1) return caught(work, stop);
    std::stop_source all;
    const std::stop_callback forward(stop, [&all] { all.request_stop(); });
    std::mutex mutex;
    std::optional<Error> first; // guarded by mutex until all have joined
    {
        std::vector<std::jthread> threads;
        threads.reserve(workers);
        for (unsigned i = 0; i < workers; ++i)
            threads.emplace_back([&] {
                auto done = caught(work, all.get_token());
                if (done) return;
                const std::lock_guard lock(mutex);
                // What stopped the others counts, not that they stopped.
                if (!first || (first->code() == ErrorCode::Cancelled && done.error().code() != ErrorCode::Cancelled))
                    first = std::move(done).error();
                all.request_stop();
            });
    }
    if (first) return fail(std::move(*first));
    return {};
}

} // namespace alula
