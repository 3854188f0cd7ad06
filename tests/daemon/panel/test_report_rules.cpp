// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/report_body.h"
#include "daemon/panel/report_rules.h"

#include <QTest>

using namespace alula;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(alula::Outcome)
Q_DECLARE_METATYPE(alula::OutboxMessage::Kind)
Q_DECLARE_METATYPE(std::chrono::nanoseconds)

namespace {
constexpr auto kCompleted =
    R"({"errors":[{"status":"400","detail":"Cannot update the status of a backup that is already marked as completed."}]})";
using Kind = OutboxMessage::Kind;
} // namespace

// API §2, "Outbox": one row for every sentence of it.
class TestReportRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyAnswerHasItsOutcome_data();
    void everyAnswerHasItsOutcome();
    void theReasonSaysWhatToDo();
    void thePanelsSentence_data();
    void thePanelsSentence();
};

void TestReportRules::everyAnswerHasItsOutcome_data() {
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("successful");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("body");
    QTest::addColumn<std::chrono::nanoseconds>("age");
    QTest::addColumn<Outcome>("outcome");
    const auto row = [](const char* name, Kind kind, bool successful, int status, const char* body, std::chrono::nanoseconds age,
                        Outcome outcome) {
        QTest::newRow(name) << kind << successful << status << QString::fromUtf8(body) << age << outcome;
    };
    row("204", Kind::Backup, true, 204, "", 0s, Outcome::Delivered);
    row("204 restore", Kind::Restore, false, 204, "", 0s, Outcome::Delivered);
    row("200", Kind::Backup, true, 200, "{}", 0s, Outcome::Delivered);
    row("400 already completed", Kind::Backup, true, 400, kCompleted, 0s, Outcome::Delivered);
    row("400 already completed, unsuccessful", Kind::Backup, false, 400, kCompleted, 0s, Outcome::Delivered);
    row("400 of another cause", Kind::Backup, true, 400, R"({"errors":[{"detail":"Invalid body."}]})", 0s, Outcome::Retry);
    row("400 to a restore", Kind::Restore, true, 400, kCompleted, 0s, Outcome::Retry);
    row("404 at once", Kind::Backup, true, 404, "", 1s, Outcome::Retry);
    row("404 just before a day", Kind::Backup, true, 404, "", 24h - 1s, Outcome::Retry);
    row("404 after a day", Kind::Backup, true, 404, "", 24h, Outcome::GiveUp);
    row("404 to a restore after a day", Kind::Restore, true, 404, "", 25h, Outcome::GiveUp);
    row("404 of a message from the future", Kind::Backup, true, 404, "", -48h, Outcome::Retry);
    row("401 after days", Kind::Backup, true, 401, "", 72h, Outcome::Retry);
    row("403 after days", Kind::Backup, false, 403, "", 72h, Outcome::Retry);
    row("500, successful, after days", Kind::Backup, true, 500, "", 72h, Outcome::Retry);
    row("500, unsuccessful, at once", Kind::Backup, false, 500, "", 59min, Outcome::Retry);
    row("500, unsuccessful, after an hour", Kind::Backup, false, 500, "", 1h, Outcome::GiveUp);
    row("500, unsuccessful restore, after an hour", Kind::Restore, false, 500, "", 2h, Outcome::GiveUp);
    row("502, unsuccessful, after an hour", Kind::Backup, false, 502, "", 2h, Outcome::Retry);
    row("503, unsuccessful, after an hour", Kind::Backup, false, 503, "", 2h, Outcome::Retry);
    row("302", Kind::Backup, true, 302, "", 72h, Outcome::Retry);
    row("409", Kind::Backup, true, 409, "", 72h, Outcome::Retry);
    row("422", Kind::Backup, true, 422, "", 72h, Outcome::Retry);
    row("429", Kind::Backup, true, 429, "", 72h, Outcome::Retry);
    row("no status", Kind::Backup, true, 0, "", 72h, Outcome::Retry);
}

void TestReportRules::everyAnswerHasItsOutcome() {
    QFETCH(Kind, kind);
    QFETCH(bool, successful);
    QFETCH(int, status);
    QFETCH(QString, body);
    QFETCH(std::chrono::nanoseconds, age);
    QFETCH(Outcome, outcome);
    OutboxMessage message;
    message.kind = kind;
    message.body = kind == Kind::Backup ? backupReportBody({.successful = successful}) : restoreReportBody(successful);
    const auto report = judgeAnswer(message, status, body.toStdString(), age);
    QCOMPARE(report.outcome, outcome);
    if (outcome != Outcome::Delivered) QVERIFY(report.reason.contains(std::to_string(status)));
}

void TestReportRules::theReasonSaysWhatToDo() {
    OutboxMessage message;
    QVERIFY(judgeAnswer(message, 401, "", 0s).reason.contains("token"));
    QVERIFY(judgeAnswer(message, 301, "", 0s).reason.contains("remote"));
    QVERIFY(judgeAnswer(message, 422, R"({"message":"The size field is required."})", 0s)
                .reason.contains("The size field is required."));
}

void TestReportRules::thePanelsSentence_data() {
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("Laravel") << R"({"errors":[{"code":"x","detail":"Too bad."}]})" << "Too bad.";
    QTest::newRow("message") << R"({"message":"Too bad."})" << "Too bad.";
    QTest::newRow("error") << R"({"error":"Too bad."})" << "Too bad.";
    QTest::newRow("terminal") << R"({"error":"a\u001b[31mb"})" << "a\\x1b[31mb";
    QTest::newRow("html") << "<html>" << "";
    QTest::newRow("nothing") << "" << "";
    QTest::newRow("other types") << R"({"errors":{"detail":1},"message":[],"error":{}})" << "";
    QTest::newRow("long") << QString(QStringLiteral(R"({"error":")") + QString(100'000, QLatin1Char('x')) + QStringLiteral("\"}"))
                          << QString(200, QLatin1Char('x'));
}

void TestReportRules::thePanelsSentence() {
    QFETCH(QString, body);
    QFETCH(QString, sentence);
    QCOMPARE(QString::fromStdString(panelSentence(body.toStdString())), sentence);
}

QTEST_APPLESS_MAIN(TestReportRules)
#include "test_report_rules.moc"
