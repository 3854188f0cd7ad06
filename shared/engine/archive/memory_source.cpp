// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/archive.h"

#include <algorithm>
#include <cstring>

namespace alula {
namespace {

class MemorySource final : public ByteSource {
public:
    MemorySource(std::string bytes, std::string description) : m_bytes(std::move(bytes)), m_description(std::move(description)) {}

    std::uint64_t size() const override { return m_bytes.size(); }
    std::string describe() const override { return m_description; }
    Result<std::size_t> read(MutableByteSpan into, std::uint64_t offset) override {
        if (offset >= m_bytes.size()) return std::size_t{0};
        const std::size_t n = std::min<std::size_t>(into.size(), m_bytes.size() - offset);
        std::memcpy(into.data(), m_bytes.data() + offset, n);
        return n;
    }

private:
    const std::string m_bytes;
    const std::string m_description;
};

} // namespace

std::shared_ptr<ByteSource> memorySource(std::string bytes, std::string description) {
    return std::make_shared<MemorySource>(std::move(bytes), std::move(description));
}

} // namespace alula
