// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <array>
#include <random>

namespace alula::test {

// Gives every member of a DTO a value of its own, from a seed; lists and optionals are empty at random.
class DtoFiller {
public:
    explicit DtoFiller(std::uint64_t seed, bool everything) : m_random(seed), m_everything(everything) {}

    template <class T>
    T make() {
        T value{};
        set(value);
        return value;
    }

private:
    template <class T>
    struct Visitor {
        DtoFiller& filler;
        T& into;
        template <class M, class C>
        void operator()(const char*, M C::* member) {
            filler.set(into.*member);
        }
        template <class M, class C>
        void orDefault(const char*, M C::* member) {
            filler.set(into.*member);
        }
    };

    std::uint64_t next() { return m_random(); }
    bool there() { return m_everything || next() % 2 == 0; }

    void set(bool& value) { value = next() % 2 == 0; }
    void set(double& value) { value = static_cast<double>(next() % 1'000'000) / 64; }
    void set(std::string& value) { value = "text \"" + std::to_string(next()) + "\" \u00e9\n\U0001f5c4"; }
    void set(protocol::WirePath& value) {
        value.bytes = "dir/" + std::to_string(next());
        if (next() % 2 == 0) value.bytes += "\xff\xfe";
    }
    void set(protocol::RequestId& value) {
        value = next() % 2 == 0 ? protocol::RequestId(static_cast<std::int64_t>(next() % 1000))
                                : protocol::RequestId("id" + std::to_string(next()));
    }
    void set(Timestamp& value) {
        value.ns = static_cast<std::int64_t>(next() % 4'000'000'000'000) * 1'000'000;
    } // whole milliseconds
    template <class Tag>
    void set(Id<Tag>& value) {
        std::array<std::uint8_t, 16> bytes{};
        for (auto& b : bytes) b = static_cast<std::uint8_t>(next());
        value = Id<Tag>(Uuid(bytes));
    }
    template <std::integral T>
    void set(T& value) {
        value = static_cast<T>(next());
        if constexpr (sizeof(T) == 8) value = static_cast<T>(value & ((T{1} << 53) - 1));
    }
    template <class T>
    void set(std::optional<T>& value) {
        if (there()) set(value.emplace());
        else value.reset();
    }
    template <class T>
    void set(std::vector<T>& values) {
        values.resize(there() ? 1 + next() % 3 : 0);
        for (T& value : values) set(value);
    }
    template <protocol::Dto T>
    void set(T& value) {
        Visitor<T> visitor{*this, value};
        T::fields(visitor);
    }

    std::mt19937_64 m_random;
    bool m_everything;
};

} // namespace alula::test
