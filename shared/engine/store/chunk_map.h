// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace alula {

enum class Chunk : std::uint8_t { Absent, Coming, Here };

// What is known of each of many chunks. Only where something is known is memory taken: the number comes from a stranger. One thread
// at a time.
class ChunkMap {
public:
    ChunkMap() = default;
    explicit ChunkMap(std::size_t count) : m_count(count), m_pages((count + kPage - 1) / kPage) {}
    std::size_t size() const { return m_count; }
    Chunk operator[](std::size_t i) const {
        const auto& page = m_pages[i / kPage];
        return page ? (*page)[i % kPage] : Chunk::Absent;
    }
    void set(std::size_t i, Chunk chunk) {
        auto& page = m_pages[i / kPage];
        if (!page) page = std::make_unique<Page>();
        (*page)[i % kPage] = chunk;
    }

private:
    static constexpr std::size_t kPage = 16'384;
    using Page = std::array<Chunk, kPage>; // value-initialised: Absent
    std::size_t m_count = 0;
    std::vector<std::unique_ptr<Page>> m_pages;
};

} // namespace alula
