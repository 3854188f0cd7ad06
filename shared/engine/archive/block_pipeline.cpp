// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/block_pipeline.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace alula {
namespace {

// Blocks lie in a ring: block i in slot i mod size. A builder takes block i only when i - size has been committed, so the oldest
// one always has its slot and nobody waits in a circle.
class Pipeline {
public:
    Pipeline(const BuildContext& context, unsigned workers) : m_context(context), m_ring(2 * workers + 2) {}

    // A builder's thread.
    void work() noexcept {
        try {
            if (auto done = buildUntilDone(); !done) end(std::move(done).error());
        } catch (const std::exception& e) {
            end(Error(ErrorCode::Internal, std::string("building a block failed: ") + e.what()));
        } catch (...) {
            end(Error(ErrorCode::Internal, "building a block failed"));
        }
    }

    // The caller's thread. The oldest block; good until release().
    Result<BuiltBlock*> oldest() {
        std::unique_lock lock(m_mutex);
        Slot& slot = m_ring[m_committed % m_ring.size()];
        m_wake.wait(lock, m_stop.get_token(), [&] { return slot.ready; });
        if (m_error) return fail(*m_error);
        if (!slot.ready) return fail(cancelled());
        return &slot.block;
    }
    void release() {
        {
            const std::lock_guard lock(m_mutex);
            m_ring[m_committed % m_ring.size()].ready = false;
            ++m_committed;
        }
        m_wake.notify_all();
    }

    void requestStop() { m_stop.request_stop(); }

private:
    struct Slot {
        BuiltBlock block;   // owned by its builder until ready, then by the caller until release()
        bool ready = false; // guarded by m_mutex
    };

    std::size_t count() const { return m_context.plan.blocks().size(); }

    Result<void> buildUntilDone() {
        ALULA_ASSIGN(const auto builder, BlockBuilder::make(m_context));
        while (const auto index = next()) {
            Slot& slot = m_ring[*index % m_ring.size()];
            ALULA_TRY(builder->build(m_context.plan.blocks()[*index], slot.block, m_stop.get_token()));
            {
                const std::lock_guard lock(m_mutex);
                slot.ready = true;
            }
            m_wake.notify_all();
        }
        return {};
    }

    std::optional<std::size_t> next() {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, m_stop.get_token(), [&] { return m_next == count() || m_next < m_committed + m_ring.size(); });
        if (m_stop.stop_requested() || m_next == count()) return std::nullopt;
        return m_next++;
    }

    void end(Error error) {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_error) m_error = std::move(error);
        }
        m_stop.request_stop();
    }

    const BuildContext& m_context;
    std::stop_source m_stop; // stops all threads: cancelled from outside, or the first error
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<Slot> m_ring;
    std::size_t m_next = 0;       // guarded by m_mutex: next block to build
    std::size_t m_committed = 0;  // guarded by m_mutex: blocks that commit is through with
    std::optional<Error> m_error; // guarded by m_mutex: the first
};

} // namespace

Result<void> buildBlocks(const BuildContext& context, unsigned workers, const std::function<Result<void>(BuiltBlock&)>& commit,
                         std::stop_token stop) {
    workers = std::max(workers, 1U);
    Pipeline pipeline(context, workers);
    const std::stop_callback forward(stop, [&] { pipeline.requestStop(); });
    std::vector<std::jthread> threads;
    // Declared after the threads: runs before they are joined, whichever way this function is left.
    const struct StopGuard {
        Pipeline& pipeline;
        ~StopGuard() { pipeline.requestStop(); }
    } guard{pipeline};
    for (unsigned i = 0; i < workers; ++i) threads.emplace_back([&] { pipeline.work(); });
    for (std::size_t i = 0; i < context.plan.blocks().size(); ++i) {
        ALULA_ASSIGN(BuiltBlock * block, pipeline.oldest());
        ALULA_TRY(commit(*block));
        pipeline.release();
    }
    return {};
}

} // namespace alula
