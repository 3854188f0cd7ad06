// SPDX-License-Identifier: GPL-3.0-or-later
// Other people's tar.gz: read by libarchive, an index made, then used like any archive. The input: 0 and a gzip file; or 1 and a
// tar stream, whose headers get right checksums here.
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/compressor.h"
#include "tests/fuzz/counting_sink.h"
#include "tests/shared/engine/archive/hand_made_archive.h"

#include <array>

using namespace alula;

namespace {

constexpr std::size_t kBlock = format::kTarBlock;

std::string gzipped(std::string_view tar) {
    ByteBuffer deflate;
    storeDeflate(asBytes(tar), deflate);
    return std::string("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10) + std::string(asText(deflate)) +
           encodeMemberTrailer(crc32(asBytes(tar)), static_cast<std::uint32_t>(tar.size()));
}

// Bytes 148–155 of a header: the sum of its bytes with these taken for spaces, in octal.
void seal(std::string& tar, std::size_t at) {
    std::fill_n(tar.begin() + static_cast<std::ptrdiff_t>(at + 148), 8, ' ');
    unsigned sum = 0;
    for (std::size_t i = at; i < at + kBlock; ++i) sum += static_cast<unsigned char>(tar[i]);
    for (std::size_t i = 6; i-- > 0; sum /= 8) tar[at + 148 + i] = static_cast<char>('0' + sum % 8);
    tar[at + 154] = '\0';
}

std::string sealed(std::string_view bytes) {
    std::string tar(bytes);
    for (std::size_t at = 0; at + kBlock <= tar.size(); at += kBlock)
        if (std::string_view(tar).substr(at + 257, 5) == "ustar") seal(tar, at);
    return tar;
}

void checkContents(const Archive& archive, const fuzz::Listing& listing) {
    constexpr std::uint64_t kMost = 4_MiB; // holes make large files of little: a restore looks for room first
    if (listing.bytes > kMost) return;
    fuzz::CountingSink sink;
    ProgressSink progress;
    const auto all = archive.extract(listing.files, sink, {.workers = 1}, progress, {});
    fuzz::require(all && sink.ended() == listing.files.size(), "what was indexed can be restored");
    for (std::size_t i = 0; i < listing.files.size() && i < 2; ++i) {
        const ArchiveEntry& file = listing.files[i];
        const auto part = archive.readRange(file, file.info.size / 2, 1000, {});
        fuzz::require(part && part->size() == std::min<std::uint64_t>(1000, file.info.size - file.info.size / 2),
                      "what was indexed can be looked into");
    }
}

void check(const std::string& bytes) {
    const auto source = memorySource(bytes, "input");
    ProgressSink progress;
    const auto scan = scanForeignArchive(*source, {}, {}, nullptr, progress, {});
    if (!scan) return;
    const auto archive = openForeignArchive(source, memorySource(scan->index, "index"));
    fuzz::require(archive.has_value(), "an index that was made can be opened");
    const IndexReader& index = (*archive)->index();
    const fuzz::Listing listing = fuzz::readListing(index);
    fuzz::require(listing.whole, "an index that was made is sound");
    fuzz::require(index.header().contentBytes == listing.bytes, "what a restore needs room for is told");
    fuzz::checkIndex(index, listing);
    const auto report = (*archive)->verify({.workers = 1}, progress, {});
    fuzz::require(report && report->sound(), "what was indexed is found again");
    checkContents(**archive, listing);
}

// One header by hand, for what our own writer never makes.
std::string header(std::string_view name, char type, std::size_t size, std::string_view link = {}, bool gnu = false) {
    std::string out(kBlock, '\0');
    const auto put = [&](std::size_t at, std::string_view text) { out.replace(at, text.size(), text); };
    std::array<char, 13> octal{};
    std::snprintf(octal.data(), octal.size(), "%011zo", size);
    put(0, name);
    put(100, "0000644");
    put(108, "0001750");
    put(116, "0001750");
    put(124, octal.data());
    put(136, "14524770400");
    put(156, std::string_view(&type, 1));
    put(157, link);
    put(257, gnu ? std::string_view("ustar  \0", 8) : std::string_view("ustar\00000", 8));
    return out;
}

std::string padded(std::string text) {
    text.resize(paddedSize(text.size()), '\0');
    return text;
}

std::string paxRecord(const std::string& keyAndValue) {
    std::size_t length = keyAndValue.size() + 2;
    length += std::to_string(length + 1).size();
    return std::to_string(length) + " " + keyAndValue + "\n";
}

std::string pax(const std::vector<std::string>& records, char type = 'x') {
    std::string text;
    for (const auto& record : records) text += paxRecord(record);
    const std::size_t size = text.size();
    return header("pax", type, size) + padded(std::move(text));
}

// GNU's old form of a sparse file: 1 MiB, of which 512 bytes are there.
std::string gnuSparse() {
    std::string out = header("sparse", 'S', 512, {}, true);
    out.replace(386, 24, std::string_view("00000010000\00000000001000\0", 24));
    out.replace(483, 11, "00004000000");
    return out + std::string(512, 's');
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    if (input.byte() % 2 == 0) check(std::string(input.rest()));
    else check(gzipped(sealed(input.rest())));
    return 0;
}

std::vector<fuzz::Seed> fuzz::seeds() {
    using namespace handmade;
    const std::string end(format::kTarEnd, '\0');
    const std::string x = "x";
    std::vector<Seed> tars = {
        {"ours", make({dir("world"), file("world/a", noise(700, 1)), file("b", "hi"), symlinkTo("l", "b"),
                       file(std::string(120, 'n'), "long")})
                     .stream},
        {"plain", header("./", '5', 0) + header("./a/b", '0', 2) + padded("hi") + header("a/b", '0', 1) + padded(x) + end},
        {"links", header("a", '0', 2) + padded("hi") + header("h", '1', 0, "a") + header("s", '2', 0, "../x") +
                      header("fifo", '6', 0) + end},
        {"pax", pax({"comment=a"}, 'g') +
                    pax({"path=d\xc3\xa9/" + std::string(130, 'p'), "size=3", "mtime=-1.5", "uid=3000000",
                         "SCHILY.xattr.user.k=v", "LIBARCHIVE.xattr.user.b=dg"}) +
                    header("short", '0', 3) + padded("abc") + end},
        {"pax-sparse", pax({"GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.name=big", "GNU.sparse.realsize=100000"}) +
                           header("GNUSparseFile.0/big", '0', 512 + 3) + padded("1\n4096\n3\n") + padded("abc") + end},
        {"gnu-sparse", gnuSparse() + end},
        {"gnu-long", header("././@LongLink", 'L', 131, {}, true) + padded(std::string(130, 'q')) +
                         header("././@LongLink", 'K', 111, {}, true) + padded(std::string(110, 'k')) +
                         header("cut", '2', 0, "cut", true) + end},
        {"empty", end},
    };
    std::vector<Seed> all;
    for (const auto& [name, tar] : tars) {
        all.push_back({name, "\x01" + tar});
        all.push_back({name + "-gz", std::string(1, '\0') + gzipped(sealed(tar))});
    }
    const std::string members = gzipped(sealed(tars[1].bytes.substr(0, 512))) + gzipped(sealed(tars[1].bytes.substr(512)));
    all.push_back({"members-gz", std::string(1, '\0') + members + std::string(600, '\0')});
    return all;
}
