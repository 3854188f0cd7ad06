// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/host_name.h"

#include <QTest>

#include <string>

using namespace alula;

class TestHostName : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        for (const char* good : {"minio", "minio.lan", "MINIO.lan", "a_b-c.d9", "1a.2b"})
            QTest::newRow(good) << QString::fromUtf8(good) << true;
        for (const char* bad : {"", ".minio", "mi..nio", "10.0.0", "1", "mini o", "min/io", "m\xc3\xbcnchen", "a:9000"})
            QTest::newRow(*bad ? bad : "empty") << QString::fromUtf8(bad) << false;
        QTest::newRow("the longest") << QString(253, QLatin1Char('a')) << true;
        QTest::newRow("too long") << QString(254, QLatin1Char('a')) << false;
    }
    void names() {
        QFETCH(QString, text);
        QFETCH(bool, good);
        QCOMPARE(isHostName(text.toStdString()), good);
    }
};

QTEST_GUILESS_MAIN(TestHostName)
#include "test_host_name.moc"
