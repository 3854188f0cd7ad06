// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace alula {

// Leaves new elements as the memory has them.
template <typename T>
struct Unzeroed : std::allocator<T> {
    template <typename U>
    struct rebind {
        using other = Unzeroed<U>;
    };
    Unzeroed() = default;
    template <typename U>
    Unzeroed(const Unzeroed<U>&) noexcept {}

    template <typename U>
    void construct(U* at) noexcept {
        ::new (static_cast<void*>(at)) U;
    }
    template <typename U, typename... Arguments>
    void construct(U* at, Arguments&&... arguments) {
        std::construct_at(at, std::forward<Arguments>(arguments)...);
    }
};

// Bytes whose room is made before they are: a vector's resize() would write a block of zeros first, a fiftieth of what packing the block
// takes. What resize() adds must be written before it is read. For buffers that are used again: one that holds something moves to a larger
// place byte by byte.
using ByteBuffer = std::vector<std::uint8_t, Unzeroed<std::uint8_t>>;

} // namespace alula
