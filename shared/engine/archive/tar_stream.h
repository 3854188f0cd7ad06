// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/entry_stream.h"

#include <functional>
#include <memory>

namespace alula {

// Reads a tar from its bytes. One thread; it sets that thread's locale while libarchive works, because libarchive
// would else normalise or refuse names by it (tried with 3.7.4: in a UTF-8 locale pax names come out in form C).
class TarStream final : public EntryStream {
public:
    explicit TarStream(std::unique_ptr<ByteStream> bytes); // throws bad_alloc
    ~TarStream() override;
    TarStream(const TarStream&) = delete;
    TarStream& operator=(const TarStream&) = delete;

    Result<bool> next(TarItem& item) override;
    Result<void> contents(const std::function<Result<void>(const TarPiece&)>& visit) override;
    std::uint64_t consumed() const override;
    std::uint64_t streamLength() const override;

private:
    struct Reader;
    std::unique_ptr<Reader> m_reader;
};

} // namespace alula
