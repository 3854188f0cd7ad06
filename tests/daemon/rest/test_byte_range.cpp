// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/byte_range.h"

#include <QTest>

#include <string>

using namespace alula;
using Kind = ByteRange::Kind;

class TestByteRange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asRfc9110Says_data() {
        QTest::addColumn<std::string>("header");
        QTest::addColumn<quint64>("size");
        QTest::addColumn<int>("kind");
        QTest::addColumn<quint64>("offset");
        QTest::addColumn<quint64>("length");
        const auto row = [](const char* header, quint64 size, Kind kind, quint64 offset = 0, quint64 length = 0) {
            QTest::addRow("%s of %llu", header, size)
                << std::string(header) << size << static_cast<int>(kind) << offset << length;
        };
        row("", 1000, Kind::Whole);
        row("bytes=0-499", 1000, Kind::Part, 0, 500);
        row("bytes=500-999", 1000, Kind::Part, 500, 500);
        row("bytes=500-", 1000, Kind::Part, 500, 500);
        row("bytes=0-", 1000, Kind::Part, 0, 1000);
        row("bytes=0-0", 1000, Kind::Part, 0, 1);
        row("bytes=999-", 1000, Kind::Part, 999, 1);
        row("bytes=-1", 1000, Kind::Part, 999, 1);
        row("bytes=-2000", 1000, Kind::Part, 0, 1000);
        row("bytes=990-5000", 1000, Kind::Part, 990, 10);
        row("bytes=990-99999999999999999999999", 1000, Kind::Part, 990, 10);
        row("BYTES=1-2", 1000, Kind::Part, 1, 2);
        row("bytes= 1-2 ", 1000, Kind::Part, 1, 2);
        row("bytes=1000-", 1000, Kind::Unsatisfiable);
        row("bytes=1000-2000", 1000, Kind::Unsatisfiable);
        row("bytes=99999999999999999999999-", 1000, Kind::Unsatisfiable);
        row("bytes=-0", 1000, Kind::Unsatisfiable);
        row("bytes=0-", 0, Kind::Unsatisfiable);
        row("bytes=-5", 0, Kind::Unsatisfiable);
        row("bytes=0-0", 0, Kind::Unsatisfiable);
        // Several are answered whole; what is malformed is as if it were not there.
        row("bytes=0-1,5-6", 1000, Kind::Whole);
        row("bytes=5-4", 1000, Kind::Whole);
        row("bytes=-", 1000, Kind::Whole);
        row("bytes=", 1000, Kind::Whole);
        row("bytes=a-b", 1000, Kind::Whole);
        row("bytes=1-b", 1000, Kind::Whole);
        row("bytes=+1-2", 1000, Kind::Whole);
        row("bytes=--1", 1000, Kind::Whole);
        row("bytes=1 - 2", 1000, Kind::Whole);
        row("bytes 0-499", 1000, Kind::Whole);
        row("lines=0-4", 1000, Kind::Whole);
        row("bytes=0x1-2", 1000, Kind::Whole);
    }
    void asRfc9110Says() {
        QFETCH(std::string, header);
        QFETCH(quint64, size);
        QFETCH(int, kind);
        QFETCH(quint64, offset);
        QFETCH(quint64, length);
        const ByteRange range = byteRangeOf(header, size);
        QCOMPARE(static_cast<int>(range.kind), kind);
        QCOMPARE(range.offset, offset);
        QCOMPARE(range.length, length);
    }
};

QTEST_GUILESS_MAIN(TestByteRange)
#include "test_byte_range.moc"
