// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/engine/store/store.h"

#include <cstdint>
#include <flatbuffers/flatbuffers.h>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

// The place of an entry in the index: what the order is by.
struct EntryKey {
    std::string_view parent, name;
};
int compareKeys(EntryKey a, EntryKey b);

// Where a page of the index lies, and the hash that its stored bytes must have.
struct PageRef {
    std::string firstParent, firstName; // entry pages
    std::uint32_t count = 0;
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
    std::uint32_t rawLength = 0;
    std::uint64_t hash = 0;
    EntryKey firstKey() const { return {firstParent, firstName}; }
};

using RawPart = std::vector<std::uint8_t>; // aligned for flatbuffers, as every allocation of operator new is

Result<std::string> packPart(ByteSpan raw);
// Exactly rawLength bytes, which the caller has bounded; Corrupt otherwise.
Result<RawPart> unpackPart(ByteSpan stored, std::size_t rawLength);
// Reads `length` bytes, which the caller has bounded; Corrupt when there are fewer or their XXH3-64 is another.
Result<RawPart> readStored(ByteSource& index, std::uint64_t offset, std::size_t length, std::uint64_t hash);
Result<RawPart> readPage(ByteSource& index, const PageRef& page);

// The verified root table of a part; nullptr when it is not sound. Depth and tables are bounded: a part may be hostile.
template <typename Table>
const Table* verifiedTable(const RawPart& raw) {
    flatbuffers::Verifier::Options options;
    options.max_depth = 8;
    options.max_tables = 400'000;
    flatbuffers::Verifier verifier(raw.data(), raw.size(), options);
    return verifier.VerifyBuffer<Table>(nullptr) ? flatbuffers::GetRoot<Table>(raw.data()) : nullptr;
}

using WireBytes = flatbuffers::Vector<std::uint8_t>;
inline std::string_view wireText(const WireBytes* bytes) {
    return bytes ? std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()) : std::string_view();
}
inline flatbuffers::Offset<WireBytes> wireBytes(flatbuffers::FlatBufferBuilder& builder, std::string_view text) {
    return text.empty() ? flatbuffers::Offset<WireBytes>() : builder.CreateVector(asBytes(text).data(), text.size());
}

// Flatbuffers allow many references to one text. Nobody writes that here, and without it the texts of a part are together never
// longer than the part: what is copied out of a hostile part stays bounded.
class TextBudget {
public:
    explicit TextBudget(std::size_t partLength) : m_left(partLength) {}
    bool take(std::string_view text) {
        if (text.size() > m_left) return false;
        m_left -= text.size();
        return true;
    }

private:
    std::size_t m_left;
};

std::unexpected<Error> corruptIndex(std::string what);

} // namespace alula
