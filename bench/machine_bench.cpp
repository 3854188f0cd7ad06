// SPDX-License-Identifier: GPL-3.0-or-later
// machine_bench FOLDER: what one core and the disk below FOLDER can do, in MB/s, as one line of JSON: the limits that every backup and
// restore has to live with. Compression is of text-like bytes in blocks of 1 MiB. And small files made by two threads, in files a second:
// they stay in FOLDER, as removing them would slow down whoever makes files there next.
#include "shared/base/fd.h"
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/compressor.h"
#include "shared/engine/archive/format.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace alula;

namespace {

constexpr std::size_t kBytes = 256_MiB;
constexpr unsigned kFolders = 1'100;
constexpr unsigned kFilesOfEach = 91;
constexpr unsigned kMakers = 2;

// Words of a small vocabulary: compresses about as well as sources and logs do.
std::vector<std::uint8_t> sampleText() {
    std::vector<std::uint8_t> text;
    text.reserve(kBytes + 16);
    std::uint64_t state = 1;
    while (text.size() < kBytes) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        const std::uint64_t word = (state >> 33) % 4096;
        for (std::uint64_t i = 0; i < 3 + word % 6; ++i) text.push_back(static_cast<std::uint8_t>('a' + (word * (i + 7)) % 26));
        text.push_back(' ');
    }
    text.resize(kBytes);
    return text;
}

double megabytesPerSecond(const std::function<bool()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    if (!work()) return 0;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    return static_cast<double>(kBytes) / 1e6 / took.count();
}

bool forEachBlock(ByteSpan bytes, const std::function<bool(ByteSpan, std::size_t)>& f) {
    for (std::size_t at = 0; at < bytes.size(); at += format::kBlockSize) {
        if (!f(bytes.subspan(at, format::kBlockSize), at)) return false;
    }
    return true;
}

double compressing(ByteSpan text, Compression level) {
    const auto compressor = Compressor::make(level);
    ByteBuffer out;
    return compressor ? megabytesPerSecond([&] {
        return forEachBlock(text, [&](ByteSpan block, std::size_t) {
            out.clear();
            return (*compressor)->deflate(block, {}, out).has_value();
        });
    })
                      : 0;
}

double hashing(ByteSpan text) {
    return megabytesPerSecond([&] {
        Sha1 sha1;
        sha1.update(text);
        return !sha1.finish().empty();
    });
}

double writing(const std::string& path, ByteSpan text) {
    return megabytesPerSecond([&] {
        const UniqueFd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        return forEachBlock(text,
                            [&](ByteSpan block, std::size_t at) {
                                return ::pwrite(file.get(), block.data(), block.size(), static_cast<off_t>(at)) ==
                                       static_cast<ssize_t>(block.size());
                            }) &&
               ::fsync(file.get()) == 0;
    });
}

double reading(const std::string& path) {
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::vector<std::uint8_t> block(format::kBlockSize);
    (void)::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
    return megabytesPerSecond([&] {
        ssize_t got = 0;
        while ((got = ::read(file.get(), block.data(), block.size())) > 0) {}
        return got == 0;
    });
}

// As a restore does it: 1 to 8 kB, a time, nothing else.
bool makeFile(int folder, unsigned number, ByteSpan text) {
    const UniqueFd file(::openat(folder, std::to_string(number).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    const std::size_t size = 1000 + number * 977 % 7200;
    const std::array<timespec, 2> times{timespec{0, UTIME_OMIT}, timespec{1'700'000'000, 0}};
    return ::pwrite(file.get(), text.data(), size, 0) == static_cast<ssize_t>(size) && ::futimens(file.get(), times.data()) == 0;
}

struct Rate {
    const char* name;
    const char* unit;
    double value = 0;
};

struct FilesMade {
    double unsynced = 0, synced = 0; // files a second
};

FilesMade makingFiles(const std::string& path, ByteSpan text) {
    if (::mkdir(path.c_str(), 0700) != 0) return {}; // 0 files a second: main() tells
    const UniqueFd all(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    std::atomic<unsigned> next = 0;
    std::atomic<bool> good = true;
    const auto work = [&] {
        for (unsigned n = next++; n < kFolders && good; n = next++) {
            const std::string name = std::to_string(n);
            if (::mkdirat(all.get(), name.c_str(), 0700) != 0) good = false;
            const UniqueFd folder(::openat(all.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
            for (unsigned i = 0; i < kFilesOfEach && good; ++i)
                if (!makeFile(folder.get(), i, text)) good = false;
        }
    };
    const auto begin = std::chrono::steady_clock::now();
    {
        std::array<std::jthread, kMakers> makers;
        for (auto& maker : makers) maker = std::jthread(work);
    }
    const std::chrono::duration<double> made = std::chrono::steady_clock::now() - begin;
    if (!good || ::syncfs(all.get()) != 0) return {};
    const std::chrono::duration<double> synced = std::chrono::steady_clock::now() - begin;
    constexpr double kFiles = double{kFolders} * kFilesOfEach;
    return {kFiles / made.count(), kFiles / synced.count()};
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: machine_bench FOLDER\n");
        return 2;
    }
    const auto text = sampleText();
    const std::string path = std::string(argv[1]) + "/machine-bench";
    const double written = writing(path, text), read = reading(path);
    ::unlink(path.c_str());
    const FilesMade files = makingFiles(path + "-files", text);
    const Rate rates[] = {
        {"write and sync, in sequence", "MB/s", written},
        {"read, in sequence, not in the page cache", "MB/s", read},
        {"SHA-1", "MB/s", hashing(text)},
        {"ISA-L level 1", "MB/s", compressing(text, Compression::BestSpeed)},
        {"libdeflate level 6", "MB/s", compressing(text, Compression::Good)},
        {"files of 1 to 8 kB made by two threads", "files/s", files.unsynced},
        {"… and synced", "files/s", files.synced},
    };
    const char* separator = "[";
    for (const auto& [name, unit, value] : rates) {
        if (value <= 0) {
            std::fprintf(stderr, "machine_bench: could not measure: %s\n", name);
            return 1;
        }
        std::printf("%s{\"name\":\"%s\",\"unit\":\"%s\",\"rate\":%.0f}", separator, name, unit, value);
        separator = ",";
    }
    std::puts("]");
    return 0;
}
