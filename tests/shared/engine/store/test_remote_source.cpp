// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/remote_source.h"
#include "tests/support/http_stand_in.h"
#include "tests/support/unsynced_files.h"

#include <QElapsedTimer>
#include <QTest>
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

using Manner = StandInReply::Manner;

std::string bytesOf(std::size_t count) {
    std::string bytes(count, '\0');
    std::uint32_t x = 1;
    for (char& c : bytes) c = static_cast<char>((x = x * 1'664'525 + 1'013'904'223) >> 24);
    return bytes;
}

// Answers Range and If-Match as an object store does, and counts.
class Store {
public:
    explicit Store(std::string contents) : object(std::move(contents)) {}
    StandInReply operator()(const SeenRequest& request) {
        if (spoil) {
            if (auto spoiled = spoil(++asked, request)) return *spoiled;
        }
        return good(request);
    }
    StandInReply good(const SeenRequest& request) {
        if (const std::string match = request.header("if-match"); !match.empty() && match != etag) return {.status = 412};
        if (const std::string since = request.header("if-unmodified-since"); !since.empty() && since != modified)
            return {.status = 412};
        const std::string range = request.header("range").substr(6);
        const auto dash = range.find('-');
        std::size_t first = 0, last = object.size() - 1;
        if (dash == 0) first = object.size() - std::min(object.size(), parseNumber<std::size_t>(range.substr(1)).value());
        else {
            first = parseNumber<std::size_t>(range.substr(0, dash)).value();
            last = parseNumber<std::size_t>(range.substr(dash + 1)).value();
        }
        if (first >= object.size()) return {.status = 416};
        StandInReply reply{.status = 206, .body = object.substr(first, last - first + 1), .contentType = "application/x-gzip"};
        reply.headers = {{"ETag", etag},
                         {"Content-Range",
                          "bytes " + std::to_string(first) + "-" + std::to_string(last) + "/" + std::to_string(object.size())}};
        if (!modified.empty()) reply.headers.emplace_back("Last-Modified", modified);
        sent += reply.body.size();
        return reply;
    }
    std::string object;
    std::string etag = "\"one\"";
    std::string modified;
    std::function<std::optional<StandInReply>(int, const SeenRequest&)> spoil;
    int asked = 0;
    std::size_t sent = 0;
};

struct Scene {
    explicit Scene(Store& store) : server([&store](const SeenRequest& request) { return store(request); }) {}
    TempDir dir;
    SystemRandom random;
    HttpStandIn server;

    Result<std::shared_ptr<RemoteSource>> open(std::stop_token stop = {}) {
        RemoteSourceOptions options;
        options.object = {
            objectUrl(server.url(), "bucket", "s/b.tar.gz", true), "s/b.tar.gz of bucket", {"r", "key", "secret"}, {}};
        options.directory = dir.path();
        options.backoff = 2ms;
        options.stall = 2s;
        return RemoteSource::open(systemFiles(), random, std::move(options), stop);
    }
};

std::string readAt(ByteSource& source, std::uint64_t offset, std::size_t length) {
    std::string bytes(length, '\0');
    const auto got = source.read({reinterpret_cast<std::uint8_t*>(bytes.data()), length}, offset);
    if (!got) return std::string(name(got.error().code())) + ": " + got.error().toString();
    bytes.resize(*got);
    return bytes;
}

} // namespace

class TestRemoteSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void objectUrls() {
        QCOMPARE(objectUrl("http://h:9000", "b", "s/x.tar.gz", true), std::string("http://h:9000/b/s/x.tar.gz"));
        QCOMPARE(objectUrl("https://s3.example", "b", "s/x.tar.gz", false), std::string("https://b.s3.example/s/x.tar.gz"));
    }

    void itReadsAsAFileDoes() {
        Store store(bytesOf(1'000'001));
        Scene scene(store);
        const auto source = scene.open();
        QVERIFY2(source, source ? "" : source.error().toString().c_str());
        QCOMPARE((*source)->size(), 1'000'001u);
        for (const auto& [offset, length] : std::vector<std::pair<std::uint64_t, std::size_t>>{
                 {999'990, 100}, {0, 1}, {65'535, 2}, {300'000, 400'000}, {0, 2'000'000}, {1'000'001, 5}, {5'000'000, 5}}) {
            QVERIFY(readAt(**source, offset, length) ==
                    (offset < store.object.size() ? store.object.substr(offset, length) : ""));
        }
        for (const auto& request : scene.server.requests())
            QVERIFY(request.header("authorization").starts_with("AWS4-HMAC-SHA256"));
        QCOMPARE(scene.server.requests().at(1).header("if-match"), std::string("\"one\""));
        QVERIFY(std::filesystem::is_empty(scene.dir.path()));
    }

    void nothingIsAskedForTwice() {
        Store store(bytesOf(3'000'000));
        Scene scene(store);
        const auto source = scene.open();
        QVERIFY(source);
        QVERIFY(readAt(**source, 0, 3'000'000) == store.object);
        const auto asked = scene.server.requests().size();
        QVERIFY(readAt(**source, 0, 3'000'000) == store.object);
        QCOMPARE(scene.server.requests().size(), asked);
        QCOMPARE_LE(store.sent, 3'000'000u + 131'072u);
    }

    void aSmallReadMovesKilobytes() {
        Store store(bytesOf(20'000'000));
        Scene scene(store);
        const auto source = scene.open();
        QVERIFY(source);
        QVERIFY(readAt(**source, 10'000'000, 1000) == store.object.substr(10'000'000, 1000));
        QCOMPARE_LE(store.sent, 131'072u + 65'536u);
        QCOMPARE(scene.server.requests().size(), 2u);
    }

    void smallReadsInARowAreReadAhead() {
        Store store(bytesOf(20'000'000));
        Scene scene(store);
        const auto source = scene.open();
        QVERIFY(source);
        for (std::uint64_t at = 0; at < 20'000'000; at += 10'000)
            QVERIFY(readAt(**source, at, 10'000) == store.object.substr(at, 10'000));
        QCOMPARE_LT(scene.server.requests().size(), 15u);
        QCOMPARE_LE(store.sent, 20'000'000u + 131'072u);
    }

    void manyReadersAskForEachChunkOnce() {
        Store store(bytesOf(8'000'000));
        Scene scene(store);
        const auto source = scene.open();
        QVERIFY(source);
        std::atomic<int> wrong = 0;
        {
            std::vector<std::jthread> readers;
            for (std::uint64_t r = 0; r < 8; ++r) {
                readers.emplace_back([&, r] {
                    for (std::uint64_t i = 0; i < 16; ++i) {
                        const std::uint64_t at = (i * 8 + r * (r % 2 == 0 ? 1 : 0)) * 60'000;
                        if (readAt(**source, at, 300'000) != store.object.substr(at, 300'000)) ++wrong;
                    }
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
        QCOMPARE_LE(store.sent, 8'000'000u + 131'072u);
    }

    void whatBreaksOffIsAskedForAgain_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("reset") << 0;
        QTest::newRow("half of it") << 1;
        QTest::newRow("503") << 2;
        QTest::newRow("429") << 3;
    }
    void whatBreaksOffIsAskedForAgain() {
        QFETCH(int, how);
        Store store(bytesOf(1'000'000));
        // Every second answer goes wrong, also the first.
        store.spoil = [&](int n, const SeenRequest& request) -> std::optional<StandInReply> {
            if (n % 2 == 0) return std::nullopt;
            if (how == 0) return StandInReply{.manner = Manner::Reset};
            if (how >= 2) return StandInReply{.status = how == 2 ? 503 : 429};
            auto reply = store.good(request);
            reply.manner = Manner::Halfway;
            return reply;
        };
        Scene scene(store);
        const auto source = scene.open();
        QVERIFY2(source, source ? "" : source.error().toString().c_str());
        QVERIFY(readAt(**source, 0, 1'000'000) == store.object);
        QVERIFY(readAt(**source, 0, 1'000'000) == store.object);
    }

    void anotherVersionIsNeverMixedIn_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("the store says 412") << 0;
        QTest::newRow("the store ignores If-Match") << 1;
        QTest::newRow("another length") << 2;
        QTest::newRow("a date only: the store says 412") << 3;
        QTest::newRow("a date only: the store ignores If-Unmodified-Since") << 4;
        QTest::newRow("an ETag where there was a date only") << 5;
    }
    void anotherVersionIsNeverMixedIn() {
        QFETCH(int, how);
        Store store(bytesOf(1'000'000));
        if (how >= 3) store.etag.clear();
        if (how >= 3) store.modified = "Sun, 01 Nov 2026 10:00:00 GMT";
        Scene scene(store);
        const auto source = scene.open();
        QVERIFY(source);
        if (how < 2 || how == 5) store.etag = "\"two\"";
        if (how == 3 || how == 4) store.modified = "Sun, 01 Nov 2026 10:00:01 GMT";
        if (how == 1 || how == 4)
            store.spoil = [&](int, const SeenRequest& request) -> std::optional<StandInReply> {
                SeenRequest blind = request;
                blind.headers.erase("if-match");
                blind.headers.erase("if-unmodified-since");
                auto reply = store.good(blind);
                return reply;
            };
        if (how == 2) store.object += "more";
        const std::string said = readAt(**source, 0, 100);
        QVERIFY2(said.starts_with("corrupt: The archive was changed"), said.c_str());
    }

    void lyingStoresAreErrors_data() {
        QTest::addColumn<int>("how");
        QTest::addColumn<QString>("said");
        QTest::newRow("keys refused") << 0 << "refused: The object store does not take the keys of s3.read";
        QTest::newRow("not there") << 1 << "not_found: ";
        QTest::newRow("no Range") << 2 << "protocol: ";
        QTest::newRow("an impossible length") << 3 << "protocol: ";
        QTest::newRow("more than was asked for") << 4 << "protocol: ";
        QTest::newRow("another part") << 5 << "corrupt: ";
        QTest::newRow("empty: 416") << 6 << "corrupt: The archive in the object store is empty";
        QTest::newRow("empty: 200") << 8 << "corrupt: The archive in the object store is empty";
        QTest::newRow("neither ETag nor date") << 9 << "protocol: ";
        QTest::newRow("no such bucket") << 10 << "refused: There is no such bucket";
        QTest::newRow("more than S3 has") << 11 << "protocol: ";
        QTest::newRow("a redirect") << 7 << "protocol: ";
    }
    void lyingStoresAreErrors() {
        QFETCH(int, how);
        QFETCH(QString, said);
        Store store(bytesOf(1'000'000));
        store.spoil = [&](int n, const SeenRequest& request) -> std::optional<StandInReply> {
            if (how == 0)
                return StandInReply{.status = 403, .body = "<Error><Code>SignatureDoesNotMatch</Code><x>secret</x></Error>"};
            if (how == 1) return StandInReply{.status = 404};
            if (how == 2) return StandInReply{.body = store.object};
            if (how == 3)
                return StandInReply{.status = 206, .body = "x", .headers = {{"Content-Range", "bytes 0-0/9223372036854775807"}}};
            if (how == 6) return StandInReply{.status = 416};
            if (how == 8) return StandInReply{.body = ""};
            if (how == 9) {
                auto bare = store.good(request);
                std::erase_if(bare.headers, [](const auto& header) { return header.first == "ETag"; });
                return bare;
            }
            if (how == 10) return StandInReply{.status = 404, .body = "<Error><Code>NoSuchBucket</Code></Error>"};
            if (how == 11)
                return StandInReply{
                    .status = 206,
                    .body = "x",
                    .headers = {{"ETag", "\"e\""}, {"Content-Range", "bytes 5497558138880-5497558138880/5497558138881"}}};
            if (how == 7) return StandInReply{.status = 301, .headers = {{"Location", "http://127.0.0.1:1/"}}};
            if (n == 1) return std::nullopt;
            auto reply = store.good(request);
            if (how == 4) reply.body += "more";
            if (how == 5) reply.headers[1].second = "bytes 65536-131071/1000000";
            return reply;
        };
        Scene scene(store);
        const auto source = scene.open();
        const std::string told =
            source ? readAt(**source, 0, 100) : std::string(name(source.error().code())) + ": " + source.error().toString();
        QVERIFY2(told.starts_with(said.toStdString()), told.c_str());
        QVERIFY(!told.contains("secret"));
        if (how == 0) QVERIFY(told.contains("SignatureDoesNotMatch"));
    }

    void aDateIsEnough() {
        Store store(bytesOf(1'000'000));
        store.etag.clear();
        store.modified = "Sun, 01 Nov 2026 10:00:00 GMT";
        Scene scene(store);
        const auto source = scene.open();
        QVERIFY(source);
        QVERIFY(readAt(**source, 0, 1'000'000) == store.object);
        QCOMPARE(scene.server.requests().at(1).header("if-unmodified-since"), store.modified);
    }

    // Chunks are counted by the store's word: 5 TiB must not cost memory for each.
    void aHugeObjectIsOpenedAndRead() {
        Store store("");
        constexpr std::uint64_t kSize = 5120_GiB;
        store.spoil = [&](int, const SeenRequest& request) -> std::optional<StandInReply> {
            const std::string range = request.header("range").substr(6);
            const auto dash = range.find('-');
            const std::uint64_t first = dash == 0 ? kSize - 10 : parseNumber<std::uint64_t>(range.substr(0, dash)).value();
            const std::uint64_t last = dash == 0 ? kSize - 1 : parseNumber<std::uint64_t>(range.substr(dash + 1)).value();
            return StandInReply{.status = 206,
                                .body = std::string(static_cast<std::size_t>(last - first + 1), 'x'),
                                .headers = {{"ETag", "\"e\""},
                                            {"Content-Range", "bytes " + std::to_string(first) + "-" + std::to_string(last) +
                                                                  "/" + std::to_string(kSize)}}};
        };
        Scene scene(store);
        const auto source = scene.open();
        QVERIFY2(source, source ? "" : source.error().toString().c_str());
        QCOMPARE(readAt(**source, 3 * 1024_GiB, 5), std::string("xxxxx"));
        QCOMPARE(readAt(**source, kSize - 5, 10), std::string("xxxxx"));
    }

    void anOpeningHearsItsCallerToo() {
        Store store(bytesOf(1000));
        store.spoil = [](int, const SeenRequest&) { return std::optional(StandInReply{.manner = Manner::Hang}); };
        Scene scene(store);
        std::stop_source caller;
        std::jthread canceller([&] {
            scene.server.waitForRequests(1);
            caller.request_stop();
        });
        RemoteSourceOptions options;
        options.object.url = scene.server.url() + "/bucket/x";
        options.directory = scene.dir.path();
        const auto source = RemoteSource::open(systemFiles(), scene.random, std::move(options), {}, caller.get_token());
        QVERIFY(!source);
        QCOMPARE(source.error().code(), ErrorCode::Cancelled);
    }

    void lookingForAnObject_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("code");
        QTest::newRow("there") << 206 << "x" << "";
        QTest::newRow("there, without Range") << 200 << "all of it" << "";
        QTest::newRow("empty") << 416 << "" << "";
        QTest::newRow("gone") << 404 << "<Error><Code>NoSuchKey</Code></Error>" << "not_found";
        QTest::newRow("no bucket") << 404 << "<Error><Code>NoSuchBucket</Code></Error>" << "refused";
        QTest::newRow("keys refused") << 403 << "<Error><Code>AccessDenied</Code></Error>" << "refused";
        QTest::newRow("ill") << 503 << "" << "protocol";
    }
    void lookingForAnObject() {
        QFETCH(int, status);
        QFETCH(QString, body);
        QFETCH(QString, code);
        HttpStandIn server([&](const SeenRequest&) { return StandInReply{.status = status, .body = body.toStdString()}; });
        const RemoteObject object{server.url() + "/bucket/x", "x", {"r", "key", "secret"}, {}};
        const auto looked = lookForObject(object, 2s, {});
        QCOMPARE(looked ? QString() : QString::fromUtf8(name(looked.error().code())), code);
        QCOMPARE(server.requests().size(), 1u);
        QCOMPARE(server.requests()[0].header("range"), std::string("bytes=0-0"));
    }

    // Whoever waited for the same piece hears of it too.
    void aFullDiskIsToldToAllReaders() {
        class Disk final : public UnsyncedFiles {
        public:
            Result<SpaceInfo> space(int) override { return SpaceInfo{1_GiB, full ? 0 : 1_GiB}; }
            std::atomic<bool> full = false;
        } disk;
        Store store(bytesOf(1'000'000));
        Scene scene(store);
        RemoteSourceOptions options;
        options.object = {scene.server.url() + "/bucket/x", "x", {"r", "key", "secret"}, {}};
        options.directory = scene.dir.path();
        const auto source = RemoteSource::open({systemFiles().names, disk, systemFiles().attributes, systemFiles().cache}, scene.random, options, {});
        QVERIFY(source);
        disk.full = true;
        std::atomic<int> told = 0;
        {
            std::vector<std::jthread> readers;
            for (int i = 0; i < 8; ++i) {
                readers.emplace_back([&] {
                    if (readAt(**source, 0, 500'000).starts_with("no_space: ")) ++told;
                });
            }
        }
        QCOMPARE(told.load(), 8);
        QCOMPARE(scene.server.requests().size(), 1u);
        disk.full = false;
        QVERIFY(readAt(**source, 0, 500'000) == store.object.substr(0, 500'000));
    }

    void cancelIsHeardAtOnce() {
        Store store(bytesOf(1'000'000));
        store.spoil = [](int n, const SeenRequest&) -> std::optional<StandInReply> {
            return n == 1 ? std::nullopt : std::optional(StandInReply{.manner = Manner::Hang});
        };
        Scene scene(store);
        std::stop_source stop;
        const auto source = scene.open(stop.get_token());
        QVERIFY(source);
        std::jthread other([&] { readAt(**source, 0, 10); }); // waits for the same chunk, or asks for it
        QElapsedTimer since;
        std::jthread canceller([&] {
            scene.server.waitForRequests(2);
            since.start();
            stop.request_stop();
        });
        const std::string said = readAt(**source, 0, 10);
        canceller.join();
        other.join();
        QCOMPARE_LT(since.elapsed(), 1000);
        QVERIFY2(said.starts_with("cancelled"), said.c_str());
    }
};

QTEST_GUILESS_MAIN(TestRemoteSource)
#include "test_remote_source.moc"
