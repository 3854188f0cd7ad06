// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/block_pipeline.h"

#include "shared/base/log.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

namespace alula {
namespace {

// Blocks lie in a ring: block i in slot i mod size. Block i is begun only when block i - size is hashed and written, so the oldest
// one always has its slot and nobody waits in a circle. What is built is taken and written before more is built.
//
// No thread has a part of its own: each looks for something to do after each thing done. So hardly anybody ever sleeps, and
// small blocks, of which there are hundreds a second, do not cost a switch between threads each.
class Pipeline {
public:
    Pipeline(const BuildContext& context, unsigned workers, BlockTaker& taker)
        : m_context(context), m_taker(taker), m_ring(2 * workers + 2) {}

    // Until there is nothing left to be begun.
    void work() noexcept {
        try {
            if (auto done = workUntilDone(); !done) end(std::move(done).error());
        } catch (const std::exception& e) {
            end(Error(ErrorCode::Internal, std::string("building a block failed: ") + e.what()));
        } catch (...) {
            end(Error(ErrorCode::Internal, "building a block failed"));
        }
    }

    void requestStop() { m_stop.request_stop(); }

    // When no thread works any more.
    Result<void> outcome() {
        if (m_error) return fail(*std::move(m_error));
        return m_written == count() ? Result<void>() : fail(cancelled());
    }

private:
    enum class State : std::uint8_t {
        Free,
        Building, // owned by its builder
        Built,    // owned by who takes it
        Placed,   // is hashed and written; of the record, who hashes fills in the SHA-1
        HalfDone, // one of the two
    };
    struct Slot {
        BuiltBlock block;
        State state = State::Free; // guarded by m_mutex
    };
    enum class Act : std::uint8_t { Build, Take, Write };
    struct Task {
        Act act = Act::Build;
        std::size_t block = 0;
    };

    std::size_t count() const { return m_context.plan.blocks().size(); }
    Slot& slotOf(std::size_t block) { return m_ring[block % m_ring.size()]; }

    template <typename Change>
    void change(const Change& what) {
        {
            const std::lock_guard lock(m_mutex);
            what();
            if (m_waiting == 0) return;
        }
        m_wake.notify_all();
    }

    Result<void> workUntilDone() {
        ALULA_ASSIGN(const auto builder, BlockBuilder::make(m_context));
        while (const auto task = next()) ALULA_TRY(run(*task, *builder));
        return {};
    }

    Result<void> run(const Task& task, BlockBuilder& builder) {
        Slot& slot = slotOf(task.block);
        switch (task.act) {
        case Act::Build:
            ALULA_TRY(builder.build(m_context.plan.blocks()[task.block], slot.block, m_stop.get_token()));
            change([&] { slot.state = State::Built; });
            return {};
        case Act::Take:
            ALULA_TRY(m_taker.place(slot.block));
            change([&] {
                slot.state = State::Placed;
                ++m_placed;
            });
            ALULA_TRY(m_taker.hash(slot.block));
            change([&] {
                m_taking = false;
                release(slot);
            });
            return {};
        case Act::Write:
            ALULA_TRY(m_taker.write(slot.block, m_stop.get_token()));
            change([&] {
                ++m_written;
                release(slot);
            });
            return {};
        }
        return {};
    }

    // The next thing to do; waits while there is none yet.
    std::optional<Task> next() {
        std::unique_lock lock(m_mutex);
        auto task = choose();
        if (!task && !allBegun()) {
            ++m_waiting;
            m_wake.wait(lock, m_stop.get_token(), [&] { return (task = choose()) || allBegun(); });
            --m_waiting;
        }
        return m_stop.stop_requested() ? std::nullopt : task;
    }

    // All that follow are called with m_mutex held.
    bool allBegun() const { return m_nextWrite == count(); }

    std::optional<Task> choose() {
        if (!m_taking && m_placed < count() && slotOf(m_placed).state == State::Built) {
            m_taking = true;
            return Task{Act::Take, m_placed};
        }
        if (m_nextWrite < m_placed && m_nextWrite == m_written) return Task{Act::Write, m_nextWrite++};
        if (m_nextBuild < count() && slotOf(m_nextBuild).state == State::Free) {
            slotOf(m_nextBuild).state = State::Building;
            return Task{Act::Build, m_nextBuild++};
        }
        return std::nullopt;
    }

    // Hashed, or written.
    static void release(Slot& slot) { slot.state = slot.state == State::Placed ? State::HalfDone : State::Free; }

    void end(Error error) {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_error) m_error = std::move(error);
        }
        m_stop.request_stop();
    }

    const BuildContext& m_context;
    BlockTaker& m_taker;
    std::stop_source m_stop; // stops all threads: cancelled from outside, or the first error
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<Slot> m_ring;
    // Guarded by m_mutex: how many blocks, in stream order, …
    std::size_t m_nextBuild = 0; // were begun
    std::size_t m_placed = 0;
    std::size_t m_nextWrite = 0; // began to be written
    std::size_t m_written = 0;   // are in the file
    bool m_taking = false;  // guarded by m_mutex: a thread has the next one, or hashes the one before: one at a time, in order
    unsigned m_waiting = 0; // guarded by m_mutex: threads
    std::optional<Error> m_error; // guarded by m_mutex: the first
};

} // namespace

Result<void> buildBlocks(const BuildContext& context, unsigned workers, BlockTaker& taker, std::stop_token stop) {
    Pipeline pipeline(context, std::max(workers, 1U), taker);
    {
        const std::stop_callback forward(stop, [&] { pipeline.requestStop(); });
        std::vector<std::jthread> others; // joined, whichever way this block is left
        try {
            for (unsigned i = 1; i < workers; ++i) others.emplace_back([&] { pipeline.work(); });
        } catch (const std::system_error& e) { // those that are there do it as well
            log::warning("a backup goes on with fewer threads than it should have: {}", e.what());
        }
        pipeline.work();
    }
    return pipeline.outcome();
}

} // namespace alula
