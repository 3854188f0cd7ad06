// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/archive/hand_made_archive.h"
#include "tests/shared/engine/archive/run_tool.h"

#include "shared/engine/archive/gzip_stream.h"

#include <QTest>
#include <random>

using namespace alula;

namespace {

Result<std::string> unpack(const std::string& bytes, std::size_t chunk = 256_KiB) {
    const auto source = memorySource(bytes, "test");
    GzipStream stream(*source, {.inputChunk = chunk});
    std::string out;
    for (;;) {
        ALULA_ASSIGN(const ByteSpan part, stream.next());
        if (part.empty()) return out;
        out += asText(part);
    }
}

std::string gzip(const std::string& contents, const char* program = "gzip -c") { return runShell(program, {}, contents).out; }

} // namespace

class TestGzipStream : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void unpacksOtherPeoplesFiles_data();
    void unpacksOtherPeoplesFiles();
    void anyChunkSizeGivesTheSame();
    void manyMembers();
    void damageIsFound_data();
    void damageIsFound();
    void everyFlipAndCutIsFound();
    void countsZerosAtTheEnd();
    void cancels();
};

void TestGzipStream::unpacksOtherPeoplesFiles_data() {
    QTest::addColumn<QByteArray>("program");
    for (const char* program : {"gzip -1c", "gzip -9c", "pigz -c", "pigz -p4 -b128 -c", "pigz -i -c"})
        QTest::newRow(program) << QByteArray(program);
}

void TestGzipStream::unpacksOtherPeoplesFiles() {
    QFETCH(QByteArray, program);
    for (const std::size_t size : {0u, 1u, 100u, 1'000'000u, 3'000'000u}) {
        const std::string contents = handmade::noise(size, 4);
        const std::string packed = gzip(contents, program.constData());
        QVERIFY(!packed.empty());
        const auto out = unpack(packed);
        QVERIFY2(out, out ? "" : out.error().toString().c_str());
        QVERIFY(*out == contents);
    }
}

// Trailer and next header fall on every place of the input buffer.
void TestGzipStream::anyChunkSizeGivesTheSame() {
    std::string packed, contents;
    for (unsigned i = 0; i < 12; ++i) {
        const std::string part = handmade::noise(i * i * 37, i);
        packed += i % 3 == 0 ? gzip(part) : handmade::deflateMember(part, i % 3 == 1 ? 0 : 50);
        contents += part;
    }
    for (std::size_t chunk = 1; chunk < 400; ++chunk) {
        const auto out = unpack(packed, chunk);
        QVERIFY2(out, out ? "" : (std::to_string(chunk) + ": " + out.error().toString()).c_str());
        QVERIFY(*out == contents);
    }
}

void TestGzipStream::manyMembers() {
    std::string packed, contents;
    const std::string empty = handmade::deflateMember("", 0);
    for (unsigned i = 0; i < 20'000; ++i) {
        packed += i % 2 ? empty : handmade::deflateMember(std::to_string(i), 0);
        if (i % 2 == 0) contents += std::to_string(i);
    }
    for (const std::size_t chunk : {1000u, 4096u, 262'144u}) QVERIFY(unpack(packed, chunk).value_or("") == contents);
}

void TestGzipStream::damageIsFound_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("good");
    const std::string good = gzip(handmade::noise(5000, 1));
    const auto row = [](const char* name, const std::string& bytes, bool isGood = false) {
        QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())) << isGood;
    };
    row("good", good, true);
    row("twice", good + good, true);
    row("zeros behind", good + std::string(10'000, '\0'), true);
    row("empty", "");
    row("zeros only", std::string(100, '\0'));
    row("no gzip", "hello");
    row("one byte", "\x1f");
    row("magic only", "\x1f\x8b");
    row("other method", "\x1f\x8b\x07" + good.substr(3));
    row("garbage behind", good + "garbage");
    row("zeros and garbage behind", good + std::string(10, '\0') + "x");
    row("member behind zeros", good + std::string(10, '\0') + good);
    row("half a member behind", good + good.substr(0, 30));
    row("cut in the trailer", good.substr(0, good.size() - 1));
    row("cut before the trailer", good.substr(0, good.size() - 8));
    std::string bad = good;
    bad[good.size() - 5] ^= 1;
    row("other crc32", bad);
    bad = good;
    bad.back() ^= 1;
    row("other length", bad);
}

void TestGzipStream::damageIsFound() {
    QFETCH(QByteArray, bytes);
    QFETCH(bool, good);
    for (const std::size_t chunk : {1u, 7u, 262'144u}) {
        const auto out = unpack(bytes.toStdString(), chunk);
        QCOMPARE(out.has_value(), good);
        if (!good) QCOMPARE(out.error().code(), ErrorCode::Corrupt);
    }
}

void TestGzipStream::everyFlipAndCutIsFound() {
    const std::string contents = handmade::noise(600, 1);
    const std::string good = handmade::deflateMember(contents, 0) + handmade::deflateMember(contents, 0);
    for (std::size_t size = 0; size < good.size(); ++size) {
        const auto out = unpack(good.substr(0, size), 64);
        QVERIFY(!out || *out == contents); // cut exactly between the members
    }
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
        std::string bad = good;
        bad[bit / 8] ^= static_cast<char>(1 << (bit % 8));
        const auto out = unpack(bad);
        // A flip in the time, system or extra field of a header changes nothing that matters.
        QVERIFY(!out || *out == contents + contents);
    }
}

void TestGzipStream::countsZerosAtTheEnd() {
    const std::string packed = gzip("x" + std::string(700'000, '\0')) + gzip(std::string(5, '\0'));
    const auto source = memorySource(packed, "test");
    GzipStream stream(*source, {});
    while (!stream.next().value().empty()) {}
    QCOMPARE(stream.trailingZeros(), 700'005u);
    QCOMPARE(stream.produced(), 700'006u);
    QCOMPARE(stream.consumed(), packed.size());
}

void TestGzipStream::cancels() {
    std::stop_source stop;
    stop.request_stop();
    const auto source = memorySource(gzip("x"), "test");
    GzipStream stream(*source, {.stop = stop.get_token()});
    QCOMPARE(stream.next().error().code(), ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestGzipStream)
#include "test_gzip_stream.moc"
