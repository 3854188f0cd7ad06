// SPDX-License-Identifier: GPL-3.0-or-later
// A fuzz target without libFuzzer. No arguments: every seed, whole, cut, and with bits turned, the same ones each time.
// --write DIR: the seeds as files, for libFuzzer to begin with. FILE…: what a fuzzer found, once more.
#include "tests/fuzz/fuzz.h"

#include <cstring>
#include <fstream>
#include <iterator>

using namespace alula;

namespace {

void run(std::string_view bytes) {
    // A copy that ends where the input does, so that ASan sees a read behind it.
    const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
    LLVMFuzzerTestOneInput(input.data(), input.size());
}

// Few enough for every build; the fuzzers do the searching.
void runNeighbours(const std::string& seed) {
    constexpr std::size_t kCuts = 8, kTurns = 40;
    run(seed);
    if (seed.empty()) return;
    for (std::size_t i = 0; i < kCuts; ++i) run(std::string_view(seed).substr(0, seed.size() * i / kCuts));
    std::uint32_t random = 1;
    const auto next = [&random] { return random = random * 1664525 + 1013904223; };
    for (std::size_t i = 0; i < kTurns; ++i) {
        std::string turned = seed;
        char& c = turned[(next() >> 8) % turned.size()];
        c = static_cast<char>(c ^ (1 << (next() >> 29)));
        run(turned);
    }
}

bool write(const std::string& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (file.flush()) return true;
    std::fprintf(stderr, "%s cannot be written\n", path.c_str());
    return false;
}

bool replay(const char* path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::fprintf(stderr, "%s cannot be read\n", path);
        return false;
    }
    run(std::string(std::istreambuf_iterator<char>(file), {}));
    std::printf("%s: fine\n", path);
    return true;
}

} // namespace

int main(int count, char** arguments) {
    if (count == 3 && std::strcmp(arguments[1], "--write") == 0) {
        for (const auto& seed : fuzz::seeds())
            if (!write(std::string(arguments[2]) + "/" + seed.name, seed.bytes)) return 1;
        return 0;
    }
    for (int i = 1; i < count; ++i)
        if (!replay(arguments[i])) return 1;
    if (count > 1) return 0;
    for (const auto& seed : fuzz::seeds()) runNeighbours(seed.bytes);
    return 0;
}
