// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace alula::test {

// A server that writes as if it meant harm: threads of their own that append to, truncate, rename, delete, replace by symlinks to
// `outside` or by FIFOs, and store through mappings into, what lies in `volume`. From now until the object goes.
class VolumeHammer {
public:
    // Makes what it hammers on first, below "hammered/". `outside` is nothing that it opens itself.
    VolumeHammer(std::string volume, std::string outside, unsigned seed);
    ~VolumeHammer();
    VolumeHammer(const VolumeHammer&) = delete;
    VolumeHammer& operator=(const VolumeHammer&) = delete;

    std::uint64_t blows() const { return m_blows; }

private:
    void run(void (VolumeHammer::*blow)(std::uint32_t));
    void append(std::uint32_t random);
    void truncate(std::uint32_t random);
    void rename(std::uint32_t random);
    void removeAndMake(std::uint32_t random);
    void swapDirectory(std::uint32_t random);
    void swapFile(std::uint32_t random);
    void store(std::uint32_t random);
    std::string path(const char* kind, std::uint32_t number) const;

    const std::string m_base, m_outside;
    const unsigned m_seed;
    std::uint8_t* m_mapping = nullptr;
    std::atomic<bool> m_over = false;
    std::atomic<std::uint64_t> m_blows = 0;
    std::vector<std::thread> m_threads;
};

} // namespace alula::test
