// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/url_spool.h"
#include "tests/shared/engine/restore/disk_with_room.h"
#include "tests/support/faulty_files.h"
#include "tests/support/http_stand_in.h"
#include "tests/support/unlinked_files.h"

#include <QElapsedTimer>
#include <QTest>
#include <algorithm>
#include <filesystem>
#include <sys/stat.h>
#include <thread>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

using Manner = StandInReply::Manner;

std::string bytesOf(std::size_t count, char first = 'a') {
    std::string bytes(count, first);
    for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<char>(first + static_cast<char>(i * 7 / 3 % 20));
    return bytes;
}

// Answers GET with Range and If-Range as an object store does, and breaks off the first answers half-way.
class Store {
public:
    Store(std::string contents, int breaks) : object(std::move(contents)), breaksLeft(breaks) {}

    StandInReply operator()(const SeenRequest& request) {
        StandInReply reply{.body = object, .contentType = "application/x-gzip", .headers = {{"ETag", etag}}};
        if (!modified.empty()) reply.headers.emplace_back("Last-Modified", modified);
        const std::string range = request.header("range");
        const std::string condition = request.header("if-range");
        const bool same = ignoresIfRange || condition.empty() || condition == etag || condition == modified;
        if (!range.empty() && same && ranges) {
            const auto from = parseNumber<std::size_t>(range.substr(6, range.find('-') - 6)).value();
            if (from >= object.size()) return {.status = 416};
            reply.status = 206;
            reply.body = object.substr(from);
            reply.headers.emplace_back("Content-Range", "bytes " + std::to_string(from + lieAboutStart) + "-" +
                                                            std::to_string(object.size() - 1) + "/" +
                                                            std::to_string(object.size()));
            if (!etagOfRest.empty()) reply.headers[0].second = etagOfRest;
        }
        if (breaksLeft > 0) {
            --breaksLeft;
            reply.manner = Manner::Halfway;
            if (whenBroken) whenBroken(*this);
        }
        return reply;
    }

    std::string object;
    int breaksLeft;
    std::string etag = "\"one\"";
    std::string etagOfRest;
    std::string modified;
    bool ignoresIfRange = false;
    bool ranges = true;
    std::size_t lieAboutStart = 0;
    std::function<void(Store&)> whenBroken;
};

struct Scene {
    explicit Scene(FileSystem fileSystem = systemFiles()) : files(fileSystem) {}
    TempDir dir;
    SystemClock clock;
    SystemRandom random;
    LoadControl load{clock};
    PromisedRoom promised;
    std::chrono::milliseconds stall = 500ms;
    FileSystem files;

    Result<std::unique_ptr<UrlSpool>> begin(const std::string& url, std::chrono::milliseconds headTimeout = 10s) {
        UrlSpoolOptions options;
        options.url = url + "/object?X-Amz-Signature=secret";
        options.directory = dir.path();
        options.guard = AddressGuard::make({"127.0.0.1"}).value();
        options.headTimeout = headTimeout;
        options.stall = stall;
        options.backoff = 2ms;
        return UrlSpool::begin({files, load, random, promised}, std::move(options), {});
    }
    // Everything it got, or the error as "CODE: sentence".
    std::string fetched(const std::string& url) {
        auto spool = begin(url);
        if (!spool) return said(spool.error());
        ProgressSink progress;
        const auto source = (*spool)->wait(progress, {});
        if (!source) return said(source.error());
        std::string bytes((*source)->size(), '\0');
        const auto read = (*source)->read({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()}, 0);
        return read && *read == bytes.size() ? bytes : "cannot be read";
    }
    static std::string said(const Error& error) { return std::string(name(error.code())) + ": " + error.toString(); }
    bool clean() const { return std::filesystem::is_empty(dir.path()); }
};

HttpStandIn::Handler by(Store& store) {
    return [&store](const SeenRequest& request) { return store(request); };
}

} // namespace

class TestUrlSpool : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itFetches() {
        Store store(bytesOf(3'000'000), 0);
        HttpStandIn server(by(store));
        Scene scene;
        QCOMPARE(scene.fetched(server.url()), store.object);
        QVERIFY(scene.clean());
    }

    void whatBreaksOffIsResumed() {
        Store store(bytesOf(3'000'000), 5);
        HttpStandIn server(by(store));
        Scene scene;
        QVERIFY(scene.fetched(server.url()) == store.object);
        const auto seen = server.requests();
        QCOMPARE(seen.size(), 6u);
        QCOMPARE(seen[0].header("range"), std::string());
        QCOMPARE(seen[1].header("range"), std::string("bytes=1500000-"));
        QCOMPARE(seen[1].header("if-range"), std::string("\"one\""));
        QCOMPARE(seen[2].header("range"), std::string("bytes=2250000-"));
    }

    // Never a byte of one object behind those of another.
    void anObjectThatChangesIsBegunAnew_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("the store says so: 200") << 0;
        QTest::newRow("the store ignores If-Range, and tells another ETag") << 1;
        QTest::newRow("the rest begins elsewhere") << 2;
        QTest::newRow("it is shorter now: 416") << 3;
        QTest::newRow("no Range at all") << 4;
        QTest::newRow("no ETag") << 5;
        QTest::newRow("a date only, and the store says so: 200") << 6;
        QTest::newRow("a date only, and the store ignores If-Range") << 7;
        QTest::newRow("an ETag where there was a date only") << 8;
        QTest::newRow("the same ETag with another date") << 9;
    }
    void anObjectThatChangesIsBegunAnew() {
        QFETCH(int, how);
        Store store(bytesOf(1'000'000), 1);
        store.ranges = how != 4;
        if (how >= 5 && how <= 8) store.etag.clear();
        if (how >= 6) store.modified = "Sun, 01 Nov 2026 10:00:00 GMT";
        store.whenBroken = [how](Store& s) {
            if (how >= 6) s.modified = "Sun, 01 Nov 2026 10:00:01 GMT";
            s.ignoresIfRange = how >= 7;
            if (how == 8) s.etagOfRest = "\"two\"";
            if (how == 8) s.modified = "Sun, 01 Nov 2026 10:00:00 GMT";
            s.object = bytesOf(how == 3 ? 400'000 : 1'000'000, 'A');
            if (how == 0 || how == 4) s.etag = "\"two\"";
            if (how == 1) s.etagOfRest = "\"two\"";
            if (how == 2) s.lieAboutStart = 1;
        };
        HttpStandIn server(by(store));
        Scene scene;
        QVERIFY(scene.fetched(server.url()) == store.object);
    }

    void aDateIsEnoughToGoOn() {
        Store store(bytesOf(3'000'000), 2);
        store.etag.clear();
        store.modified = "Sun, 01 Nov 2026 10:00:00 GMT";
        HttpStandIn server(by(store));
        Scene scene;
        QVERIFY(scene.fetched(server.url()) == store.object);
        const auto seen = server.requests();
        QCOMPARE(seen.size(), 3u);
        QCOMPARE(seen[1].header("if-range"), store.modified);
        QCOMPARE(seen[2].header("range"), std::string("bytes=2250000-"));
    }

    void anObjectThatChangesForEverIsAnError() {
        Store store(bytesOf(1'000'000), 1000);
        store.whenBroken = [n = 0](Store& s) mutable { s.etag = "\"" + std::to_string(++n) + "\""; };
        HttpStandIn server(by(store));
        Scene scene;
        const std::string said = scene.fetched(server.url());
        QVERIFY2(said.starts_with("conflict: "), said.substr(0, 200).c_str());
        QVERIFY(server.requests().size() < 10);
    }

    void badAnswersAreRefusedAtOnce_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("said");
        QTest::newRow("expired") << 403 << "application/xml" << "refused: ";
        QTest::newRow("gone") << 404 << "application/xml" << "refused: ";
        QTest::newRow("broken store") << 500 << "text/plain" << "refused: ";
        QTest::newRow("a part") << 206 << "application/gzip" << "refused: ";
        QTest::newRow("a redirect without an address") << 302 << "text/html" << "refused: ";
        QTest::newRow("a page")
            << 200 << "text/html; charset=utf-8"
            << "unsupported: The provided backup link is not a supported content type. \"text/html; charset=utf-8\" is "
               "not application/x-gzip.";
        QTest::newRow("nothing said") << 200 << "" << "unsupported: ";
    }
    void badAnswersAreRefusedAtOnce() {
        QFETCH(int, status);
        QFETCH(QString, type);
        QFETCH(QString, said);
        HttpStandIn server([&](const SeenRequest&) {
            return StandInReply{.status = status, .body = "no archive", .contentType = type.toStdString()};
        });
        Scene scene;
        const std::string told = scene.fetched(server.url());
        QVERIFY2(told.starts_with(said.toStdString()), told.c_str());
        QVERIFY(!told.contains("secret"));
        QVERIFY(!told.contains("no archive"));
        QCOMPARE(server.requests().size(), 1u);
    }

    void goodTypesAreTaken_data() {
        QTest::addColumn<QString>("type");
        for (const char* type : {"application/x-gzip", "application/gzip", "application/octet-stream", "binary/octet-stream",
                                 "Application/GZIP", "application/gzip; charset=binary"})
            QTest::newRow(type) << QString::fromLatin1(type);
    }
    void goodTypesAreTaken() {
        QFETCH(QString, type);
        HttpStandIn server([&](const SeenRequest&) { return StandInReply{.body = "x", .contentType = type.toStdString()}; });
        Scene scene;
        QCOMPARE(scene.fetched(server.url()), std::string("x"));
    }

    void aLinkThatRunsOutOnTheWaySaysSo() {
        int asked = 0;
        HttpStandIn server([&](const SeenRequest&) -> StandInReply {
            if (++asked == 1) return {.body = bytesOf(100'000), .contentType = "application/gzip", .manner = Manner::Halfway};
            return {.status = 403};
        });
        Scene scene;
        const std::string said = scene.fetched(server.url());
        QVERIFY2(said.starts_with("refused: ") && said.contains("run out"), said.c_str());
        QCOMPARE(asked, 2);
    }

    void aStoreThatStaysAwayIsGivenUp() {
        int asked = 0;
        HttpStandIn server([&](const SeenRequest&) -> StandInReply {
            if (++asked == 1) return {.body = bytesOf(100'000), .contentType = "application/gzip", .manner = Manner::Halfway};
            return {.status = 503};
        });
        Scene scene;
        const std::string said = scene.fetched(server.url());
        QVERIFY2(said.starts_with("refused: ") && said.contains("503"), said.c_str());
        QCOMPARE(asked, 8);
    }

    void aBodyLongerThanToldIsRefused() {
        const std::string object = bytesOf(200'000);
        int asked = 0;
        HttpStandIn server([&](const SeenRequest&) -> StandInReply {
            StandInReply reply{.body = object, .contentType = "application/gzip", .headers = {{"ETag", "\"e\""}}};
            if (++asked == 1) {
                reply.manner = Manner::Halfway;
                return reply;
            }
            reply.status = 206;
            reply.headers.emplace_back("Content-Range", "bytes 100000-199999/200000");
            reply.body = object.substr(100'000) + "more";
            return reply;
        });
        Scene scene;
        const std::string said = scene.fetched(server.url());
        QVERIFY2(said.starts_with("protocol: ") && said.contains("more than it had told"), said.substr(0, 200).c_str());
        QCOMPARE(asked, 2);
    }

    // It is never whole, and never silent.
    void aTrickleIsGivenUp() {
        HttpStandIn server([](const SeenRequest&) {
            return StandInReply{.contentType = "application/gzip", .manner = Manner::Trickle, .hugeBytes = 100'000'000};
        });
        Scene scene;
        scene.stall = 100ms;
        const std::string said = scene.fetched(server.url());
        QVERIFY2(said.starts_with("timed_out: ") && said.contains(" said only "), said.substr(0, 200).c_str());
        QCOMPARE(server.requests().size(), 8u);
    }

    // That the node's own limit is slow is not the store's fault.
    void ourOwnLimitIsNoTrickle() {
        HttpStandIn server([](const SeenRequest&) {
            return StandInReply{.contentType = "application/gzip", .manner = Manner::Huge, .hugeBytes = 300'000};
        });
        Scene scene;
        scene.stall = 100ms;
        scene.load.read.setLimit(300'000);
        QCOMPARE(scene.fetched(server.url()).size(), 300'000u);
        QCOMPARE(server.requests().size(), 1u);
    }

    // Nobody tells how long it is: what is written is what counts.
    void anEndlessBodyStopsAtTheRoom() {
        class FillingDisk final : public UnsyncedFiles {
        public:
            Result<SpaceInfo> space(int fd) override {
                struct stat stat{};
                if (::fstat(fd, &stat) != 0) return failErrno(errno, "fstat", "");
                constexpr std::uint64_t kRoom = 256_MiB + 100_MiB;
                return SpaceInfo{1_GiB, kRoom - std::min<std::uint64_t>(kRoom, static_cast<std::uint64_t>(stat.st_size))};
            }
        } disk;
        HttpStandIn server(
            [](const SeenRequest&) { return StandInReply{.contentType = "application/gzip", .manner = Manner::Endless}; });
        Scene scene({systemFiles().names, disk, systemFiles().attributes, systemFiles().cache});
        const std::string said = scene.fetched(server.url());
        QVERIFY2(said.starts_with("no_space: "), said.substr(0, 200).c_str());
        QCOMPARE(unlinkedFilesIn(scene.dir.path()), 0);
        QCOMPARE(server.requests().size(), 1u);
    }

    void aFullDiskEndsIt() {
        Store store(bytesOf(3'000'000), 0);
        HttpStandIn server(by(store));
        FaultyFiles faulty;
        faulty.failCall(5, ENOSPC, Call::Write);
        Scene scene(faulty.files());
        const std::string said = scene.fetched(server.url());
        QVERIFY2(said.starts_with("no_space: "), said.substr(0, 200).c_str());
        QCOMPARE(server.requests().size(), 1u);
        QCOMPARE(faulty.failures(), 1u);
    }

    // The second may not count on the room that the first is about to take.
    void roomIsPromisedOnce() {
        DiskWithRoom disk(256_MiB + 150_MiB);
        HttpStandIn server([](const SeenRequest&) {
            return StandInReply{.contentType = "application/gzip", .manner = Manner::Huge, .hugeBytes = 100_MiB};
        });
        Scene scene(disk.files());
        scene.load.read.setLimit(1000);
        auto first = scene.begin(server.url());
        QVERIFY(first);
        const auto second = scene.begin(server.url());
        QVERIFY(!second);
        QCOMPARE(second.error().code(), ErrorCode::NoSpace);
        QVERIFY2(second.error().message().contains("other restores"), second.error().message().c_str());
        first->reset();
        QVERIFY(scene.begin(server.url()));
    }

    void aBodyWithoutEndStopsAtTheRoom() {
        HttpStandIn server([](const SeenRequest&) {
            return StandInReply{.contentType = "application/gzip", .manner = Manner::Huge, .hugeBytes = std::uint64_t{1} << 60};
        });
        Scene scene;
        const auto begun = scene.begin(server.url());
        QVERIFY(!begun);
        QCOMPARE(begun.error().code(), ErrorCode::NoSpace);
    }

    void aSilentStoreIsNotWaitedFor() {
        HttpStandIn server([](const SeenRequest&) { return StandInReply{.manner = Manner::Hang}; });
        Scene scene;
        const auto begun = scene.begin(server.url(), 100ms);
        QVERIFY(!begun);
        QCOMPARE(begun.error().code(), ErrorCode::TimedOut);
        QVERIFY(server.waitForBrokenOff(1));
    }

    // While the object lives on, as that of a job that was cancelled in the queue does.
    void whatNobodyWantsGivesItsRoomBack_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("cancelled on its way") << 0;
        QTest::newRow("cancelled when it was there") << 1;
        QTest::newRow("broken") << 2;
    }
    void whatNobodyWantsGivesItsRoomBack() {
        QFETCH(int, how);
        int asked = 0;
        HttpStandIn server([&](const SeenRequest&) -> StandInReply {
            if (how == 1) return {.body = bytesOf(10), .contentType = "application/gzip"};
            if (how == 2 && ++asked > 1) return {.status = 403};
            if (how == 2) return {.body = bytesOf(100'000), .contentType = "application/gzip", .manner = Manner::Halfway};
            return {.contentType = "application/gzip", .manner = Manner::Huge, .hugeBytes = 100'000'000};
        });
        Scene scene;
        if (how == 0) scene.load.read.setLimit(1000);
        auto spool = scene.begin(server.url());
        QVERIFY(spool);
        if (how == 1) QVERIFY(QTest::qWaitFor([&] { return (*spool)->ended(); }, 10'000));
        if (how < 2) {
            QCOMPARE(unlinkedFilesIn(scene.dir.path()), 1);
            (*spool)->cancel();
        }
        QVERIFY(QTest::qWaitFor([&] { return unlinkedFilesIn(scene.dir.path()) == 0; }, 10'000));
        ProgressSink progress;
        const auto source = (*spool)->wait(progress, {});
        QVERIFY(!source);
        QCOMPARE(source.error().code(), how == 2 ? ErrorCode::Refused : ErrorCode::Cancelled);
    }

    void cancelEndsItAtOnce() {
        HttpStandIn server([](const SeenRequest&) {
            return StandInReply{.contentType = "application/gzip", .manner = Manner::Huge, .hugeBytes = 100'000'000};
        });
        Scene scene;
        scene.load.read.setLimit(1000);
        auto spool = scene.begin(server.url());
        QVERIFY(spool);
        std::stop_source stop;
        ProgressSink progress;
        std::jthread canceller([&] { stop.request_stop(); });
        QElapsedTimer since;
        since.start();
        const auto waited = (*spool)->wait(progress, stop.get_token());
        spool->reset();
        QCOMPARE_LT(since.elapsed(), 1000);
        QVERIFY(!waited);
        QCOMPARE(waited.error().code(), ErrorCode::Cancelled);
        QCOMPARE(progress.phase.load(), Phase::Downloading);
        QCOMPARE(progress.bytesTotal.load(), 100'000'000u);
        QVERIFY(scene.clean());
    }

    void blockedAddressesAreRefused() {
        Store store(bytesOf(10), 0);
        HttpStandIn server(by(store));
        Scene scene;
        UrlSpoolOptions options;
        options.url = server.url();
        options.directory = scene.dir.path();
        const auto begun = UrlSpool::begin({systemFiles(), scene.load, scene.random, scene.promised}, options, {});
        QVERIFY(!begun);
        QCOMPARE(begun.error().code(), ErrorCode::Refused);
        QVERIFY(server.requests().empty());
    }

    // Good when it was asked for, and then led inside by its name.
    void resumingIsGuardedToo() {
        Store store(bytesOf(100'000), 1);
        HttpStandIn server(by(store));
        Scene scene;
        int asked = 0;
        UrlSpoolOptions options;
        options.url = "http://rebind.example:" + std::to_string(server.port());
        options.directory = scene.dir.path();
        options.guard = AddressGuard::make({"127.0.0.1"}).value();
        options.backoff = 2ms;
        options.resolve = [&](const std::string&) { return ++asked == 1 ? "127.0.0.1" : "127.0.0.2"; };
        const auto spool = UrlSpool::begin({systemFiles(), scene.load, scene.random, scene.promised}, options, {});
        ProgressSink progress;
        const auto source = spool ? (*spool)->wait(progress, {}) : std::unexpected(spool.error()); // a line may break that soon
        QVERIFY(!source);
        QCOMPARE(source.error().code(), ErrorCode::Refused);
        QCOMPARE(server.requests().size(), 1u);
    }
};

QTEST_GUILESS_MAIN(TestUrlSpool)
#include "test_url_spool.moc"
