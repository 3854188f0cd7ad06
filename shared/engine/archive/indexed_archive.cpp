// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/archive.h"

#include <mutex>

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
        ALULA_ASSIGN(const auto archive, contents());
        return archive->extract(entries, sink, options, progress, stop);
    }
    Result<void> extractInOrder(const std::vector<ArchiveEntry>& entries, ContentSink& sink, const ReadOptions& options,
                                ProgressSink& progress, std::stop_token stop) const override {
        ALULA_ASSIGN(const auto archive, contents());
        return archive->extractInOrder(entries, sink, options, progress, stop);
    }
    Result<std::string> readRange(const ArchiveEntry& entry, std::uint64_t offset, std::size_t length,
                                  std::stop_token stop) const override {
        ALULA_ASSIGN(const auto archive, contents());
        return archive->readRange(entry, offset, length, stop);
    }
    Result<VerifyReport> verify(const ReadOptions& options, ProgressSink& progress, std::stop_token stop) const override {
        ALULA_ASSIGN(const auto archive, contents());
        return archive->verify(options, progress, stop);
    }

private:
    // One opening at a time: who comes meanwhile waits for it.
    Result<std::shared_ptr<Archive>> contents() const {
        const std::lock_guard lock(m_mutex);
        if (m_contents) return m_contents;
        ALULA_ASSIGN(m_contents, m_open());
        return m_contents;
    }

    const std::unique_ptr<IndexReader> m_index;
    const ContentsOpener m_open;
    mutable std::mutex m_mutex;
    mutable std::shared_ptr<Archive> m_contents; // guarded by m_mutex
};

} // namespace

Result<std::unique_ptr<Archive>> openIndexedArchive(std::shared_ptr<ByteSource> index, ContentsOpener contents) {
    ALULA_ASSIGN(auto reader, IndexReader::open(std::move(index)));
    return std::make_unique<IndexedArchive>(std::move(reader), std::move(contents));
}

} // namespace alula
