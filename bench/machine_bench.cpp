// SPDX-License-Identifier: GPL-3.0-or-later
// machine_bench FOLDER: what one core and the disk below FOLDER can do, in MB/s, as one line of JSON: the limits that every backup and
// restore has to live with. Compression is of text-like bytes in blocks of 1 MiB.
#include "shared/base/fd.h"
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/compressor.h"
#include "shared/engine/archive/format.h"

#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <string>
#include <unistd.h>
#include <vector>

using namespace alula;

namespace {

constexpr std::size_t kBytes = 256_MiB;

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
    std::printf("{\"write and sync, in sequence\":%.0f,\"read, in sequence, not in the page cache\":%.0f,\"SHA-1\":%.0f,"
                "\"ISA-L level 2\":%.0f,\"libdeflate level 6\":%.0f}\n",
                written, read, hashing(text), compressing(text, Compression::BestSpeed), compressing(text, Compression::Good));
    return 0;
}
