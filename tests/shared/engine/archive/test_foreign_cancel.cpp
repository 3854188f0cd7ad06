// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/foreign_index.h"
#include "tests/shared/engine/archive/run_tool.h"

#include <QTemporaryDir>
#include <QTest>

using namespace alula;

namespace {

// Asks for a stop when its last byte is read: nothing that waits for more of it will look at the token again.
class StopsAtTheEnd final : public ByteSource {
public:
    StopsAtTheEnd(std::string bytes, std::stop_source stop)
        : m_bytes(memorySource(std::move(bytes), "t")), m_stop(std::move(stop)) {}
    std::uint64_t size() const override { return m_bytes->size(); }
    std::string describe() const override { return "t"; }
    Result<std::size_t> read(MutableByteSpan into, std::uint64_t offset) override {
        auto n = m_bytes->read(into, offset);
        if (n && offset + *n == size()) m_stop.request_stop();
        return n;
    }

private:
    std::shared_ptr<ByteSource> m_bytes;
    std::stop_source m_stop;
};

TarItem fileItem(const std::string& path, std::uint64_t id) {
    TarItem item;
    item.kind = TarItem::Kind::File;
    item.path = path;
    item.id = id;
    return item;
}

} // namespace

// A million entries take seconds after the last byte was read: a cancel must reach that too.
class TestForeignCancel : public QObject {
    Q_OBJECT
    QTemporaryDir m_files;
    std::string m_bytes; // of a tar.gz of empty files: all of it is read in a moment

private Q_SLOTS:
    void initTestCase() {
        m_bytes = runShell("for i in $(seq 300); do : >f$i; done; tar -cf - . | gzip -9", m_files.path().toStdString()).out;
        QVERIFY(!m_bytes.empty());
    }
    void scanEndsThoughAllWasRead() {
        std::stop_source stop;
        ProgressSink progress;
        StopsAtTheEnd source(m_bytes, stop);
        const auto scanned = scanForeignArchive(source, {}, {}, nullptr, progress, stop.get_token());
        QVERIFY(!scanned);
        QCOMPARE(scanned.error().code(), ErrorCode::Cancelled);
        QVERIFY2(progress.filesDone < 2, qPrintable(QString::number(progress.filesDone)));
    }
    void verifyEndsThoughAllWasRead() {
        ProgressSink progress;
        auto scanned = scanForeignArchive(*memorySource(m_bytes, "t"), {}, {}, nullptr, progress, {});
        QVERIFY(scanned);
        std::stop_source stop;
        const auto archive =
            openForeignArchive(std::make_shared<StopsAtTheEnd>(m_bytes, stop), memorySource(std::move(scanned->index), "index"));
        QVERIFY(archive);
        const auto report = (*archive)->verify({}, progress, stop.get_token());
        QVERIFY(!report);
        QCOMPARE(report.error().code(), ErrorCode::Cancelled);
    }
    void makingTheIndexEnds() {
        ForeignIndex index;
        for (std::uint64_t i = 1; i < 100; ++i) QVERIFY(index.add(fileItem("d/f" + std::to_string(i), i), 0, false));
        std::stop_source stop;
        stop.request_stop();
        const auto made = index.finish({}, stop.get_token());
        QVERIFY(!made);
        QCOMPARE(made.error().code(), ErrorCode::Cancelled);
    }
};

QTEST_MAIN(TestForeignCancel)
#include "test_foreign_cancel.moc"
