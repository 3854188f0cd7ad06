// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/job_parameters.h"

#include <QTest>

using namespace alula;

class TestJobParameters : public QObject {
    Q_OBJECT

    const BackupId m_backup = *BackupId::parse("aaaaaaaa-2222-4333-8444-555555555555");

private Q_SLOTS:
    void roundTrips() {
        const CreateParameters create{"*.log\n!keep.log\n\xff\xfe"};
        QVERIFY(*createParameters(toJson(create)) == create);
        const RestoreParameters restore{true, {"a/b", "caf\xe9"}, {"a/b/c"}, "into here", false, m_backup};
        QVERIFY(*restoreParameters(toJson(restore)) == restore);
        const ExportParameters exported{{"a/b", "caf\xe9"}, {"a/b/c"}, "tar.zst"};
        QVERIFY(*exportParameters(toJson(exported)) == exported);
        for (const auto size : {std::optional<std::uint64_t>(), std::optional<std::uint64_t>((std::uint64_t{1} << 53) - 1)}) {
            const ImportParameters imported{"zip", size};
            QVERIFY(*importParameters(toJson(imported)) == imported);
        }
        const UndoParameters undo{*JobId::parse("bbbbbbbb-2222-4333-8444-555555555555")};
        QVERIFY(*undoParameters(toJson(undo)) == undo);
        const DeleteParameters remove{{m_backup, BackupId(undo.restoreJob.uuid())}};
        QVERIFY(*deleteParameters(toJson(remove)) == remove);
    }
    void damagedTextIsCorrupt_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "[]", "{", "{\"backups\":[\"nonsense\"]}", "{\"backups\":[5]}"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void damagedTextIsCorrupt() {
        QFETCH(QString, text);
        const auto read = deleteParameters(text.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::Corrupt);
    }
};

QTEST_APPLESS_MAIN(TestJobParameters)
#include "test_job_parameters.moc"
