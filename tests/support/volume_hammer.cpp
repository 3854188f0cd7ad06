// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/volume_hammer.h"

#include "shared/base/fd.h"
#include "tests/support/tree.h"

#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace alula::test {

namespace {
constexpr std::uint32_t kOfEach = 12;
constexpr std::size_t kMapped = 1 << 20;

// In one step, so that a name is never missing: what it stands for is another thing from one system call to the next.
void exchangeNames(const std::string& a, const std::string& b) {
    ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE);
}
} // namespace

VolumeHammer::VolumeHammer(std::string volume, std::string outside, unsigned seed)
    : m_base(std::move(volume) + "/hammered"), m_outside(std::move(outside)), m_seed(seed) {
    Tree things;
    for (std::uint32_t i = 0; i < kOfEach; ++i) {
        const std::string number = std::to_string(i);
        things.add(file("log" + number, 100'000).seed(i)).add(file("moved" + number, 30'000)).add(file("gone" + number, 5'000));
        things.add(dir("dir" + number, {file("sub/inner", 20'000), file("other", 3'000)}));
        things.add(softlink("dir" + number + ".link", m_outside));
        things.add(dir("folder" + number)); // never a link: the hammer itself must not move anything out
        things.add(file("swapped" + number, 200'000)).add(softlink("swapped" + number + ".link", m_outside + "/precious"));
        things.add(file("piped" + number, 10'000)).add(fifo("piped" + number + ".fifo"));
    }
    things.add(file("mapped", kMapped));
    things.materialise(m_base);
    const UniqueFd fd(::open((m_base + "/mapped").c_str(), O_RDWR | O_CLOEXEC));
    void* mapping = ::mmap(nullptr, kMapped, PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
    if (mapping == MAP_FAILED) throw std::runtime_error("mmap");
    m_mapping = static_cast<std::uint8_t*>(mapping);
    for (const auto blow : {&VolumeHammer::append, &VolumeHammer::truncate, &VolumeHammer::rename, &VolumeHammer::removeAndMake,
                            &VolumeHammer::swapDirectory, &VolumeHammer::swapFile, &VolumeHammer::store})
        m_threads.emplace_back([this, blow] { run(blow); });
}

VolumeHammer::~VolumeHammer() {
    m_over = true;
    for (auto& thread : m_threads) thread.join();
    ::munmap(m_mapping, kMapped);
}

void VolumeHammer::run(void (VolumeHammer::*blow)(std::uint32_t)) {
    std::mt19937 random(m_seed + static_cast<unsigned>(std::hash<std::thread::id>{}(std::this_thread::get_id())));
    while (!m_over) {
        (this->*blow)(static_cast<std::uint32_t>(random()));
        ++m_blows;
        std::this_thread::yield();
    }
}

std::string VolumeHammer::path(const char* kind, std::uint32_t number) const {
    return m_base + "/" + kind + std::to_string(number % kOfEach);
}

void VolumeHammer::append(std::uint32_t random) {
    const UniqueFd fd(::open(path("log", random).c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
    const std::string line(1 + random % 3'000, static_cast<char>('a' + random % 26));
    (void)!::write(fd.get(), line.data(), line.size());
}

void VolumeHammer::truncate(std::uint32_t random) {
    (void)!::truncate(path("log", random).c_str(), static_cast<off_t>((random >> 8) % 200'000));
}

void VolumeHammer::rename(std::uint32_t random) {
    const std::string here = path("moved", random),
                      there = path("folder", random >> 8) + "/moved" + std::to_string(random % kOfEach);
    if (::rename(here.c_str(), there.c_str()) != 0) ::rename(there.c_str(), here.c_str());
}

void VolumeHammer::removeAndMake(std::uint32_t random) {
    const std::string name = path("gone", random);
    ::unlink(name.c_str());
    const UniqueFd fd(::open(name.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
    const std::string contents(random % 9'000, 'g');
    (void)!::write(fd.get(), contents.data(), contents.size());
}

void VolumeHammer::swapDirectory(std::uint32_t random) {
    const std::string name = path("dir", random);
    exchangeNames(name, name + ".link");
}

void VolumeHammer::swapFile(std::uint32_t random) {
    const bool piped = random % 2 == 0;
    const std::string name = path(piped ? "piped" : "swapped", random >> 4);
    exchangeNames(name, name + (piped ? ".fifo" : ".link"));
}

void VolumeHammer::store(std::uint32_t random) { m_mapping[random % kMapped] = static_cast<std::uint8_t>(random >> 24); }

} // namespace alula::test
