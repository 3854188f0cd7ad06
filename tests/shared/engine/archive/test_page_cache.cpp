// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/gzip_stream.h"
#include "tests/shared/engine/archive/create_helper.h"

#include <QTest>

using namespace alula;
using namespace alula::test;

// Reading an archive once, from end to end, must not push the game servers' own files out of the page cache.
class TestPageCache : public QObject {
    Q_OBJECT

    // Bytes of the archive that were read, and of those that the kernel was then told of that they are not needed any more.
    struct Seen {
        std::vector<bool> read, forgotten;
        bool allForgottenTo(std::uint64_t end) const {
            for (std::uint64_t i = 0; i < end; ++i)
                if (!read[i] || !forgotten[i]) return false;
            return true;
        }
    };
    // The archive of the shop is read by what `use` does.
    static Seen watch(Workshop& shop, const std::function<void()>& use) {
        Seen seen;
        const auto size = fileSize(shop.archivePath());
        seen.read.resize(size);
        seen.forgotten.resize(size);
        std::mutex mutex;
        shop.files.when([&](const CallInfo& call) {
            if (call.call != Call::Read && call.call != Call::Advise) return 0;
            if (!resolvedPath(call.directory, call.name).ends_with(".tar.gz")) return 0;
            const std::lock_guard lock(mutex);
            auto& bytes = call.call == Call::Read ? seen.read : seen.forgotten;
            for (std::uint64_t i = call.offset; i < std::min(size, call.offset + call.size); ++i) bytes[i] = true;
            return 0;
        });
        use();
        shop.files.heal();
        return seen;
    }
    static std::uint64_t fileSize(const std::string& path) { return readFile(path).size(); }

    static void make(Workshop& shop) {
        tree({file("a", 3_MiB + 5), file("b", 70'000), dir("c", {file("d", 900'000)})}).materialise(shop.volumePath());
        QVERIFY(shop.create());
    }

private Q_SLOTS:
    void extractedBlocksAreForgotten() {
        Workshop shop;
        make(shop);
        const auto archive = shop.open();
        QVERIFY(archive);
        const auto seen = watch(shop, [&] { QVERIFY(!allContents(**archive).empty()); });
        const auto blocks = (*archive)->index().blocks();
        QVERIFY(seen.allForgottenTo(blocks->back().offset)); // the last one ends the stream, and holds no file
    }
    void verifiedBlocksAreForgotten() {
        Workshop shop;
        make(shop);
        const auto archive = shop.open();
        QVERIFY(archive);
        const auto seen = watch(shop, [&] { QCOMPARE(damageOf(**archive), std::string()); });
        const auto blocks = (*archive)->index().blocks();
        QVERIFY(seen.allForgottenTo(blocks->back().offset + blocks->back().length));
    }
    void foreignStreamsAreForgotten() {
        Workshop shop;
        make(shop);
        const auto source = shop.store.open(shop.options.server, shop.options.backup);
        QVERIFY(source);
        const auto seen = watch(shop, [&] {
            GzipStream stream(**source, {});
            for (auto bytes = stream.next(); bytes && !bytes->empty();) bytes = stream.next();
        });
        QVERIFY(seen.allForgottenTo((*source)->size()));
    }
};

QTEST_MAIN(TestPageCache)
#include "test_page_cache.moc"
