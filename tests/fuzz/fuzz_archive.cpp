// SPDX-License-Identifier: GPL-3.0-or-later
// Alula's own archives: footer, index, blocks. The input: 0 and a whole archive file; or 1, 2, … and what to turn in one of the
// archives of bases(), which then gets right checksums everywhere.
#include "shared/engine/archive/compare.h"
#include "shared/engine/archive/gzip_stream.h"
#include "shared/engine/archive/tar_stream.h"
#include "tests/fuzz/counting_sink.h"
#include "tests/fuzz/sealed_archive.h"
#include "tests/shared/engine/archive/create_helper.h"

using namespace alula;

namespace {

const std::vector<fuzz::SealedArchive>& bases() {
    static const std::vector<fuzz::SealedArchive> all = [] {
        using namespace handmade;
        std::vector<Item> items = {dir("world"),
                                   dir("world/void"),
                                   file("world/big", noise(3000, 1)),
                                   file("world/empty", ""),
                                   file("a", "motd=hi\n"),
                                   symlinkTo("latest", "logs/2026.log"),
                                   file("h1", noise(600, 2)),
                                   file("world/h2", noise(600, 2)),
                                   file(std::string(101, 'n'), "long name")};
        for (auto& item : items)
            if (item.path == "h1" || item.path == "world/h2") item.linkGroup = 7;
        std::vector<fuzz::SealedArchive> made;
        made.emplace_back(make(items, {.cut = 1000}), 3);
        made.emplace_back(make(items, {.entries = TarEntries::Wings}), 100);
        made.emplace_back(make({}), 1);
        return made;
    }();
    return all;
}

VerifyReport verified(const Archive& archive) {
    ProgressSink progress;
    auto report = archive.verify({.workers = 1}, progress, {});
    fuzz::require(report.has_value(), "damage is told in the report"); // a source in memory has no errors of its own
    return *std::move(report);
}

// Other people's tools see in a sound archive what Alula sees.
void checkAsTar(const std::string& bytes, const VerifyReport& report) {
    const auto source = memorySource(bytes, "input");
    TarStream stream(std::make_unique<GzipStream>(*source, GzipStream::Options{}));
    std::uint64_t items = 0;
    for (TarItem item;; ++items) {
        const auto more = stream.next(item);
        fuzz::require(more.has_value(), "a sound archive is a sound tar.gz");
        if (!*more) break;
    }
    fuzz::require(items == report.entries, "tar finds as many entries as Alula");
}

void checkContents(const Archive& archive, const fuzz::Listing& listing, bool sound) {
    fuzz::CountingSink sink;
    ProgressSink progress;
    const auto all = archive.extract(listing.files, sink, {.workers = 1}, progress, {});
    fuzz::require(!all || sink.ended() == listing.files.size(), "all files come, or an error");
    fuzz::require(!sound || (all && listing.whole), "a sound archive can be restored");
    for (std::size_t i = 0; i < listing.files.size() && i < 16; ++i) {
        const ArchiveEntry& file = listing.files[i];
        const auto part = archive.readRange(file, file.info.size / 2, 1000, {});
        if (part) {
            const std::uint64_t left = file.info.size - file.info.size / 2;
            fuzz::require(part->size() == std::min<std::uint64_t>(1000, left), "a preview has the bytes that were asked for");
        }
        fuzz::require(!sound || part, "a sound archive can be looked into");
    }
}

void check(const std::string& bytes) {
    const auto source = memorySource(bytes, "input");
    const auto known = hasAlulaFooter(*source);
    auto opened = openAlulaArchive(source);
    if (!opened) return;
    fuzz::require(known && *known, "what can be opened has a footer");
    const Archive& archive = **opened;
    const fuzz::Listing listing = fuzz::readListing(archive.index());
    fuzz::checkIndex(archive.index(), listing);
    const VerifyReport report = verified(archive);
    checkContents(archive, listing, report.sound());
    if (report.sound()) checkAsTar(bytes, report);
    std::size_t changes = 0;
    const auto compared = compareIndexes(archive.index(), archive.index(), {},
                                         [&](const EntryChange&) -> Result<bool> {
                                             ++changes;
                                             return true;
                                         },
                                         {});
    fuzz::require(!compared || changes == 0, "an archive is like itself");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const std::uint8_t base = input.byte();
    if (base == 0) check(std::string(input.rest()));
    else check(bases()[base % bases().size()].with(fuzz::readPatches(input)));
    return 0;
}

std::vector<fuzz::Seed> fuzz::seeds() {
    std::vector<Seed> all;
    for (const TarEntries entries : {TarEntries::Wings, TarEntries::Full}) {
        test::Workshop shop;
        test::tree({test::file("a", 100).text(), test::file("world/b", 3000), test::dir("c"), test::softlink("l", "a"),
                    test::hardlink("world/h", "a")})
            .materialise(shop.volumePath());
        shop.options.tarEntries = entries;
        require(shop.create().has_value(), "the writer makes the seeds");
        all.push_back(
            {entries == TarEntries::Wings ? "wings" : "full", std::string(1, '\0') + test::readFile(shop.archivePath())});
    }
    for (char base = 1; base <= 3; ++base) {
        all.push_back({"sealed-" + std::to_string(base), std::string(1, base)});
        for (std::uint8_t layer = 0; layer < kLayers; ++layer)
            all.push_back({"sealed-" + std::to_string(base) + "-layer-" + std::to_string(layer),
                           std::string{base, static_cast<char>(layer), 0, 60, 0, 4, 1, 2, 3, 4}});
    }
    return all;
}
