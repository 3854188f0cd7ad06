// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/compressor.h"
#include "shared/engine/archive/noise.h"
#include "tests/support/tree.h"

#include <QTest>

#include <libdeflate.h>

using namespace alula;
using namespace alula::test;

namespace {

std::string inflate(ByteSpan deflated, std::size_t size) {
    std::string out(size, 'x');
    libdeflate_decompressor* decompressor = libdeflate_alloc_decompressor();
    std::size_t in = 0, got = 0;
    const auto result =
        libdeflate_deflate_decompress_ex(decompressor, deflated.data(), deflated.size(), out.data(), out.size(), &in, &got);
    libdeflate_free_decompressor(decompressor);
    return result == LIBDEFLATE_SUCCESS && in == deflated.size() && got == size ? out : "does not inflate";
}

ByteBuffer deflate(Compressor& compressor, const std::string& block) {
    ByteBuffer out;
    return compressor.deflate(asBytes(block), {}, out) ? out : ByteBuffer{};
}

constexpr Compression kLevels[] = {Compression::None, Compression::BestSpeed, Compression::Good, Compression::BestCompression};
const char* const kLevelNames[] = {"none", "best_speed", "good", "best_compression"};

// Compresses half, so that no sample looks like another.
std::string halfText(std::uint64_t seed, std::size_t size) {
    return pseudoText(seed, size / 2) + pseudoRandom(seed, size - size / 2);
}

} // namespace

class TestCompressor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void roundTrip_data() {
        QTest::addColumn<int>("level");
        QTest::addColumn<std::string>("block");
        for (int level = 0; level < 4; ++level) {
            const auto row = [&](const char* what, std::string block) {
                QTest::addRow("%s %s", kLevelNames[level], what) << level << std::move(block);
            };
            row("nothing", "");
            row("one byte", "x");
            row("two zero blocks", std::string(1024, '\0'));
            row("65,535 random", pseudoRandom(1, 65'535));
            row("65,536 random", pseudoRandom(1, 65'536));
            row("1 MiB random", pseudoRandom(2, 1_MiB));
            row("1 MiB text", pseudoText(3, 1_MiB));
            row("1 MiB half and half", halfText(4, 1_MiB));
            row("odd text", pseudoText(5, 333'333));
            row("1 MiB zeros", std::string(1_MiB, '\0'));
            row("1 MiB zeros but the last", std::string(1_MiB - 1, '\0') + "x");
            row("1 MiB of one byte", std::string(1_MiB, 'A'));
            row("random with a compressible head", std::string(512, '\0') + pseudoRandom(6, 300'000));
        }
    }
    void roundTrip() {
        QFETCH(int, level);
        QFETCH(std::string, block);
        const auto compressor = Compressor::make(kLevels[level]);
        QVERIFY(compressor);
        const auto out = deflate(**compressor, block);
        QVERIFY(!out.empty());
        QVERIFY(out.size() <= storedSize(block.size()));
        QVERIFY(inflate(out, block.size()) == block);
    }

    void itAppends() {
        const auto compressor = Compressor::make(Compression::BestSpeed);
        ByteBuffer out{1, 2, 3};
        for (const std::string& block : {pseudoText(1, 100'000), pseudoRandom(1, 100'000), std::string(1_MiB, '\0')}) {
            out.resize(3);
            QVERIFY((*compressor)->deflate(asBytes(block), {}, out));
            QCOMPARE(out[2], std::uint8_t{3});
            QVERIFY(inflate(ByteSpan(out).subspan(3), block.size()) == block);
        }
    }

    // Workers take blocks in changing order: what came before must not show.
    void theBytesDependOnNothingButTheBlock_data() {
        QTest::addColumn<int>("level");
        for (int level = 0; level < 4; ++level) QTest::newRow(kLevelNames[level]) << level;
    }
    void theBytesDependOnNothingButTheBlock() {
        QFETCH(int, level);
        const std::string blocks[] = {pseudoText(1, 1_MiB), pseudoText(2, 70'000), halfText(3, 1_MiB), pseudoText(1, 40'000),
                                      "short"};
        const auto used = Compressor::make(kLevels[level]);
        for (const auto& noise : {pseudoRandom(9, 1_MiB), pseudoText(2, 1_MiB), pseudoText(1, 999'999)})
            (void)deflate(**used, noise);
        for (const auto& block : blocks) {
            const auto fresh = Compressor::make(kLevels[level]);
            QVERIFY(deflate(**fresh, block) == deflate(**used, block));
        }
    }

    void whatDoesNotShrinkIsStored() {
        for (const Compression level : kLevels) {
            const auto compressor = Compressor::make(level);
            for (const std::size_t size : {std::size_t{10'000}, std::size_t{100'000}, std::size_t{1_MiB}})
                QCOMPARE(deflate(**compressor, pseudoRandom(1, size)).size(), storedSize(size));
        }
        ByteBuffer stored;
        storeDeflate(asBytes(std::string(1_MiB, 'A')), stored);
        QVERIFY(deflate(**Compressor::make(Compression::None), std::string(1_MiB, 'A')) == stored);
    }

    void textShrinksMoreAtHigherLevels() {
        const std::string block = pseudoText(1, 1_MiB);
        std::size_t last = storedSize(block.size());
        for (const Compression level : {Compression::BestSpeed, Compression::Good, Compression::BestCompression}) {
            const std::size_t size = deflate(**Compressor::make(level), block).size();
            QVERIFY2(size < last, kLevelNames[static_cast<int>(level)]);
            last = size;
        }
    }

    void noiseIsStoredAndTheRestCompressed_data() {
        QTest::addColumn<std::string>("block");
        QTest::addColumn<std::vector<std::size_t>>("noise"); // begin, end, begin, end, …
        const std::string text = pseudoText(1, 30'000), random = pseudoRandom(2, 30'000);
        using Ends = std::vector<std::size_t>;
        QTest::newRow("in the middle") << text + random + text << Ends{30'000, 60'000};
        QTest::newRow("at the beginning") << random + text << Ends{0, 30'000};
        QTest::newRow("at the end") << text + random << Ends{30'000, 60'000};
        QTest::newRow("twice, side by side") << text + random + random + text << Ends{30'000, 60'000, 60'000, 90'000};
        QTest::newRow("one byte between") << random + "x" + random + text << Ends{0, 30'000, 30'001, 60'001};
        QTest::newRow("all of it") << random << Ends{0, 30'000};
        QTest::newRow("longer than deflate can store at once") << text + pseudoRandom(3, 300'000) + text << Ends{30'000, 330'000};
        QTest::newRow("it was none") << text + text << Ends{0, 30'000};
    }
    void noiseIsStoredAndTheRestCompressed() {
        QFETCH(std::string, block);
        QFETCH(std::vector<std::size_t>, noise);
        std::vector<Compressor::Noise> parts;
        std::size_t least = 0;
        for (std::size_t i = 0; i < noise.size(); i += 2) {
            parts.push_back({noise[i], noise[i + 1]});
            least += storedSize(noise[i + 1] - noise[i]);
        }
        for (const Compression level : kLevels) {
            const auto compressor = Compressor::make(level);
            ByteBuffer out;
            QVERIFY((*compressor)->deflate(asBytes(block), parts, out));
            QVERIFY(inflate(out, block.size()) == block);
            QVERIFY(out.size() <= storedSize(block.size()));
            if (level == Compression::BestSpeed) QVERIFY(out.size() >= least);
        }
    }

    // Small files of both kinds side by side, as volumes have them.
    void noiseThatIsKnownMakesItSmaller() {
        std::string block;
        std::vector<Compressor::Noise> noise;
        for (std::uint64_t i = 0; i < 16; ++i) {
            block += pseudoText(i, 4000);
            noise.push_back({block.size(), block.size() + 4000});
            block += pseudoRandom(i, 4000);
        }
        const auto compressor = Compressor::make(Compression::BestSpeed);
        ByteBuffer out;
        QVERIFY((*compressor)->deflate(asBytes(block), noise, out));
        QVERIFY(out.size() < deflate(**compressor, block).size());
    }

    void noiseIsToldByItsBytes() {
        for (const std::size_t size : {std::size_t{1024}, std::size_t{5000}, std::size_t{100'000}, std::size_t{1_MiB}}) {
            for (std::uint64_t seed = 0; seed < 100; ++seed) QVERIFY(looksLikeNoise(asBytes(pseudoRandom(seed, size))));
            QVERIFY(!looksLikeNoise(asBytes(pseudoText(1, size))));
            QVERIFY(!looksLikeNoise(asBytes(std::string(size, '\0'))));
            std::string base64 = pseudoRandom(1, size);
            for (char& c : base64) c = static_cast<char>('0' + (static_cast<unsigned char>(c) & 63));
            QVERIFY(!looksLikeNoise(asBytes(base64)));
            // A header, and padding at the end.
            QVERIFY(!looksLikeNoise(asBytes(std::string(128, 'h') + pseudoRandom(1, size))));
            QVERIFY(!looksLikeNoise(asBytes(pseudoRandom(1, size) + std::string(128, '\0'))));
        }
        const auto packed = deflate(**Compressor::make(Compression::Good), pseudoText(1, 1_MiB));
        QVERIFY(looksLikeNoise(ByteSpan(packed).subspan(1000, 100'000)));
        QVERIFY(!looksLikeNoise(asBytes(pseudoRandom(1, 1023)))); // too few to tell
    }

    void zerosAreTheSameAtEveryLevel() {
        const std::string zeros(1_MiB, '\0');
        const auto expected = deflate(**Compressor::make(Compression::None), zeros);
        QVERIFY(expected.size() < 2000);
        for (const Compression level : kLevels) QVERIFY(deflate(**Compressor::make(level), zeros) == expected);
    }

    void aBlockOverOneMebibyteIsRefused() {
        const auto compressor = Compressor::make(Compression::BestSpeed);
        ByteBuffer out;
        QVERIFY(!(*compressor)->deflate(asBytes(std::string(1_MiB + 1, 'a')), {}, out));
    }

    void zerosAreSeen() {
        QVERIFY(allZeros({}));
        QVERIFY(allZeros(asBytes(std::string(1, '\0'))));
        QVERIFY(allZeros(asBytes(std::string(100, '\0'))));
        QVERIFY(!allZeros(asBytes("\x01")));
        QVERIFY(!allZeros(asBytes(std::string(100, '\0') + "x")));
        QVERIFY(!allZeros(asBytes("x" + std::string(100, '\0'))));
    }
};

QTEST_APPLESS_MAIN(TestCompressor)
#include "test_compressor.moc"
