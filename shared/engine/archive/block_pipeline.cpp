// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/block_pipeline.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace alula {
namespace {

// Blocks lie in a ring: block i in slot i mod size. A builder takes block i only when block i - size is hashed and written, so the
// oldest one always has its slot and nobody waits in a circle. What is placed is written before more is built.
class Pipeline {
public:
    Pipeline(const BuildContext& context, unsigned workers, BlockTaker& taker)
        : m_context(context), m_taker(taker), m_inOrder(taker.writesInOrder()), m_ring(2 * workers + 2) {}

    // A builder's thread.
    void work() noexcept {
        try {
            if (auto done = workUntilDone(); !done) end(std::move(done).error());
        } catch (const std::exception& e) {
            end(Error(ErrorCode::Internal, std::string("building a block failed: ") + e.what()));
        } catch (...) {
            end(Error(ErrorCode::Internal, "building a block failed"));
        }
    }

    // The caller's thread: all blocks, in stream order, until all are written.
    Result<void> takeAll() {
        for (std::size_t i = 0; i < count(); ++i) {
            Slot& slot = slotOf(i);
            ALULA_TRY(waitUntil([&] { return slot.state == State::Built; }));
            ALULA_TRY(m_taker.place(slot.block));
            change([&] {
                slot.state = State::Placed;
                ++m_placed;
            });
            m_taker.hash(slot.block);
            release(slot);
        }
        return waitUntil([&] { return m_written == count(); });
    }

    void requestStop() { m_stop.request_stop(); }

private:
    enum class State : std::uint8_t {
        Free,
        Building, // owned by its builder
        Built,    // owned by the caller's thread
        Placed,   // read only: is hashed and written
        HalfDone, // one of the two
    };
    struct Slot {
        BuiltBlock block;
        State state = State::Free; // guarded by m_mutex
    };
    struct Task {
        std::size_t block = 0;
        bool writes = false; // else builds
    };

    std::size_t count() const { return m_context.plan.blocks().size(); }
    Slot& slotOf(std::size_t block) { return m_ring[block % m_ring.size()]; }

    template <typename Change>
    void change(const Change& what) {
        {
            const std::lock_guard lock(m_mutex);
            what();
        }
        m_wake.notify_all();
    }

    template <typename Condition>
    Result<void> waitUntil(const Condition& condition) {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, m_stop.get_token(), condition);
        if (m_error) return fail(*m_error);
        if (!condition()) return fail(cancelled());
        return {};
    }

    Result<void> workUntilDone() {
        ALULA_ASSIGN(const auto builder, BlockBuilder::make(m_context));
        while (const auto task = next()) {
            Slot& slot = slotOf(task->block);
            if (task->writes) {
                ALULA_TRY(m_taker.write(slot.block, m_stop.get_token()));
                change([&] { ++m_written; });
                release(slot);
            } else {
                ALULA_TRY(builder->build(m_context.plan.blocks()[task->block], slot.block, m_stop.get_token()));
                change([&] { slot.state = State::Built; });
            }
        }
        return {};
    }

    std::optional<Task> next() {
        std::unique_lock lock(m_mutex);
        const auto canWrite = [&] { return m_nextWrite < m_placed && (!m_inOrder || m_nextWrite == m_written); };
        const auto canBuild = [&] { return m_nextBuild < count() && slotOf(m_nextBuild).state == State::Free; };
        const auto allGiven = [&] { return m_nextWrite == count(); };
        m_wake.wait(lock, m_stop.get_token(), [&] { return canWrite() || canBuild() || allGiven(); });
        if (m_stop.stop_requested()) return std::nullopt;
        if (canWrite()) return Task{m_nextWrite++, true};
        if (!canBuild()) return std::nullopt;
        slotOf(m_nextBuild).state = State::Building;
        return Task{m_nextBuild++, false};
    }

    // Hashed, or written.
    void release(Slot& slot) {
        change([&] { slot.state = slot.state == State::Placed ? State::HalfDone : State::Free; });
    }

    void end(Error error) {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_error) m_error = std::move(error);
        }
        m_stop.request_stop();
    }

    const BuildContext& m_context;
    BlockTaker& m_taker;
    const bool m_inOrder;
    std::stop_source m_stop; // stops all threads: cancelled from outside, or the first error
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<Slot> m_ring;
    // Guarded by m_mutex: how many blocks, in stream order, …
    std::size_t m_nextBuild = 0; // were given to a builder
    std::size_t m_placed = 0;
    std::size_t m_nextWrite = 0;  // were given to who writes them
    std::size_t m_written = 0;    // are in the file
    std::optional<Error> m_error; // guarded by m_mutex: the first
};

} // namespace

Result<void> buildBlocks(const BuildContext& context, unsigned workers, BlockTaker& taker, std::stop_token stop) {
    workers = std::max(workers, 1U);
    Pipeline pipeline(context, workers, taker);
    const std::stop_callback forward(stop, [&] { pipeline.requestStop(); });
    std::vector<std::jthread> threads;
    // Declared after the threads: runs before they are joined, whichever way this function is left.
    const struct StopGuard {
        Pipeline& pipeline;
        ~StopGuard() { pipeline.requestStop(); }
    } guard{pipeline};
    for (unsigned i = 0; i < workers; ++i) threads.emplace_back([&] { pipeline.work(); });
    return pipeline.takeAll();
}

} // namespace alula
