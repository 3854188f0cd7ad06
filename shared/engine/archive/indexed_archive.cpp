// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/archive.h"

#include <condition_variable>
#include <mutex>
#include <optional>

namespace alula {
namespace {

// Any thread.
class IndexedArchive final : public Archive {
public:
    IndexedArchive(std::unique_ptr<IndexReader> index, ContentsOpener open)
        : m_index(std::move(index)), m_open(std::move(open)) {}

    const IndexReader& index() const override { return *m_index; }
    bool randomAccess() const override { return true; }

    Result<void> extract(const std::vector<ArchiveEntry>& entries, ContentSink& sink, const ReadOptions& options,
                         ProgressSink& progress, std::stop_token stop) const override {
        ALULA_ASSIGN(const auto archive, contents(stop));
        return archive->extract(entries, sink, options, progress, stop);
    }
    Result<void> extractInOrder(const std::vector<ArchiveEntry>& entries, ContentSink& sink, const ReadOptions& options,
                                ProgressSink& progress, std::stop_token stop) const override {
        ALULA_ASSIGN(const auto archive, contents(stop));
        return archive->extractInOrder(entries, sink, options, progress, stop);
    }
    Result<std::string> readRange(const ArchiveEntry& entry, std::uint64_t offset, std::size_t length,
                                  std::stop_token stop) const override {
        ALULA_ASSIGN(const auto archive, contents(stop));
        return archive->readRange(entry, offset, length, stop);
    }
    Result<VerifyReport> verify(const ReadOptions& options, ProgressSink& progress, std::stop_token stop) const override {
        ALULA_ASSIGN(const auto archive, contents(stop));
        return archive->verify(options, progress, stop);
    }

private:
    // One opening at a time: who comes meanwhile waits for it, and shares what came of it.
    Result<std::shared_ptr<Archive>> contents(const std::stop_token& stop) const {
        std::unique_lock lock(m_mutex);
        const std::uint64_t seen = m_openings;
        if (!m_changed.wait(lock, stop, [&] { return !m_opening; })) return fail(cancelled());
        if (m_contents) return m_contents;
        // Cancelled by another than this one is no answer to this one.
        if (m_openings != seen && m_error && m_error->code() != ErrorCode::Cancelled) return fail(*m_error);
        m_opening = true;
        lock.unlock();
        struct Over { // also when something is thrown
            const IndexedArchive& archive;
            Result<std::shared_ptr<Archive>> opened =
                fail(ErrorCode::Internal, "opening the archive ended with an unexpected fault");
            ~Over() {
                const std::lock_guard relocked(archive.m_mutex);
                archive.m_opening = false;
                ++archive.m_openings;
                archive.m_error = opened ? std::nullopt : std::optional(opened.error());
                if (opened) archive.m_contents = *opened;
                archive.m_changed.notify_all();
            }
        } over{*this};
        over.opened = m_open(stop);
        return over.opened;
    }

    const std::unique_ptr<IndexReader> m_index;
    const ContentsOpener m_open;
    mutable std::mutex m_mutex;
    mutable std::condition_variable_any m_changed;
    // Guarded by m_mutex.
    mutable std::shared_ptr<Archive> m_contents;
    mutable bool m_opening = false;
    mutable std::uint64_t m_openings = 0; // that are over
    mutable std::optional<Error> m_error; // of the last
};

} // namespace

Result<std::unique_ptr<Archive>> openIndexedArchive(std::shared_ptr<ByteSource> index, ContentsOpener contents) {
    ALULA_ASSIGN(auto reader, IndexReader::open(std::move(index)));
    return std::make_unique<IndexedArchive>(std::move(reader), std::move(contents));
}

} // namespace alula
