// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/key_reader.h"
#include "cli/top_model.h"
#include "cli/top_screen.h"

#include <algorithm>
#include <iterator>

using namespace alula;
using namespace alula::cli;
using namespace alula::protocol;
using namespace Qt::StringLiterals;
using F = alula::test::CliFixture;

namespace {

JobId jobId(int n) { return JobId(Uuid({static_cast<std::uint8_t>(n), 7})); }

JobInfo job(int n, const std::string& state, std::int64_t endedAt = 0) {
    JobInfo info = F::job(state);
    info.job = jobId(n);
    if (endedAt != 0) info.ended = F::kTime + std::chrono::seconds(endedAt);
    return info;
}

// A node with two servers and a running job, as an admin sees it.
TopModel model(const std::string& role = "admin") {
    TopModel made;
    made.connected({kVersion, "0.1.0", "node-1", {}, role});
    Status status;
    status.limits = {0, 50, 2, false};
    made.setStatus(status);
    made.setServers({F::server(F::kServer, "Survival"), F::server(F::kOtherServer, "Lobby")});
    made.setJobs({job(1, "running")});
    return made;
}

std::vector<KeyPress> keysOf(const char* bytes) {
    KeyReader reader;
    auto keys = reader.take(bytes);
    std::ranges::copy(reader.giveUp(), std::back_inserter(keys));
    return keys;
}
std::optional<TopAct> type(TopModel& made, const char* bytes) {
    std::optional<TopAct> last;
    for (const KeyPress& key : keysOf(bytes)) last = made.press(key);
    return last;
}

// Without colours, lines as they stand on the screen.
QStringList screenOf(const TopModel& made, int width = 80, int height = 24, Letters letters = Letters::Ascii) {
    ftxui::Screen screen = drawTop(made, {width, height, letters, F::kTime + std::chrono::hours(2)});
    QStringList lines;
    for (int y = 0; y < screen.dimy(); ++y) {
        QString line;
        for (int x = 0; x < screen.dimx(); ++x) line += QString::fromStdString(screen.PixelAt(x, y).character);
        lines << line;
    }
    return lines;
}

} // namespace

// What the full screen shows, and what its keys do, without a terminal.
class TestTopModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keys() {
        const auto found = keysOf("q\x1b[A\x1b[BX\x1bOA\x1b[5~\x1b[1;5C\r\t\x1b");
        std::vector<Key> names;
        for (const auto& key : found) names.push_back(key.key);
        QCOMPARE(names, (std::vector{Key::Letter, Key::Up, Key::Down, Key::Letter, Key::Up, Key::PageUp, Key::Enter, Key::Tab,
                                     Key::Escape}));
        QCOMPARE(found[3].letter, 'X');   // which does nothing
        QVERIFY(keysOf("\x1b[").empty()); // cut off
        QVERIFY(keysOf("\xc3\xa4").empty());
    }

    // Over ssh a key may come in pieces: the last one is no letter of its own.
    void aKeyInPiecesIsOneKey_data() {
        QTest::addColumn<std::string>("sequence");
        QTest::addColumn<int>("key");
        QTest::newRow("down") << std::string("\x1b[B") << int(Key::Down);
        QTest::newRow("application up") << std::string("\x1bOA") << int(Key::Up);
        QTest::newRow("page down") << std::string("\x1b[6~") << int(Key::PageDown);
        QTest::newRow("right") << std::string("\x1b[C") << -1;
    }
    void aKeyInPiecesIsOneKey() {
        QFETCH(std::string, sequence);
        QFETCH(int, key);
        for (std::size_t cut = 1; cut < sequence.size(); ++cut) {
            KeyReader reader;
            QVERIFY(reader.take(sequence.substr(0, cut)).empty());
            QVERIFY(reader.isWaiting());
            const auto keys = reader.take(sequence.substr(cut));
            QVERIFY(!reader.isWaiting());
            QCOMPARE(keys.size(), std::size_t{key < 0 ? 0u : 1u});
            if (key >= 0) QCOMPARE(int(keys.front().key), key);
        }
        KeyReader reader;
        QCOMPARE(reader.take("\x1b\x1b").size(), std::size_t{1}); // one is there, one may go on
        QCOMPARE(reader.giveUp().front().key, Key::Escape);
        QVERIFY(reader.giveUp().empty());
        QVERIFY(reader.take("\x1b[" + std::string(1000, '1')).size() == 1000 - 63 && !reader.isWaiting()); // bounded
    }
    void whatIsLeftOfALateKeyDoesNothing() {
        TopModel made = model();
        QVERIFY(!type(made, "\x1b["));
        QVERIFY(!type(made, "B"));
        QVERIFY(!type(made, "C"));
        QVERIFY(made.question().isEmpty());
    }

    void theJobIsCancelledAfterAQuestion() {
        TopModel made = model();
        QVERIFY(!type(made, "c"));
        QVERIFY2(made.question().contains("Survival"_L1), qPrintable(made.question()));
        QVERIFY(screenOf(made).last().startsWith("Cancel this job: backup, Survival?"_L1));
        QVERIFY(!type(made, "n"));
        QVERIFY(made.question().isEmpty());
        type(made, "c");
        QVERIFY(!type(made, "\r")); // Enter is no yes
        type(made, "c");
        const auto act = type(made, "y");
        QVERIFY(act && act->what == TopAct::What::Cancel && act->job == jobId(1));
        made.apply(JobChangedEvent{1, job(1, "cancelled", 1)});
        type(made, "c");
        QVERIFY(made.question().isEmpty());
        QCOMPARE(made.notice(), u"That job has ended."_s);
    }
    void aQuestionAboutAJobThatEndsIsTakenBack() {
        TopModel made = model();
        type(made, "c");
        made.apply(JobChangedEvent{1, job(1, "completed", 1)});
        QVERIFY(made.question().isEmpty());
        QVERIFY(!type(made, "y"));
    }

    void pauseBackUpQuit() {
        TopModel made = model();
        QVERIFY(type(made, "p")->what == TopAct::What::Pause);
        Status paused = *made.status();
        paused.limits.paused = true;
        made.setStatus(paused);
        QVERIFY(type(made, "p")->what == TopAct::What::Resume);
        type(made, "\t\x1b[B"); // the second server
        QVERIFY(!type(made, "b"));
        QCOMPARE(made.question(), u"Back up Lobby now? [y/n]"_s);
        QVERIFY(!type(made, "n"));
        type(made, "b");
        const auto act = type(made, "y");
        QVERIFY(act && act->what == TopAct::What::Create && act->server == ServerId::parse(F::kOtherServer));
        QVERIFY(type(made, "q")->what == TopAct::What::Quit);
    }

    void aReaderChangesNothing() {
        TopModel made = model("reader");
        for (const char* key : {"p", "b", "c"}) {
            QVERIFY(!type(made, key));
            QVERIFY(made.notice().contains("group alula"_L1));
            QVERIFY(made.question().isEmpty());
        }
        QVERIFY(type(made, "\r")->what == TopAct::What::Log); // but sees all
    }

    void theSelectionStaysWithItsJob() {
        TopModel made = model();
        made.setJobs({job(1, "running"), job(2, "running"), job(3, "completed", 5), job(4, "failed", 9)});
        QCOMPARE(made.jobs()[2].job, jobId(4)); // the newest of the ended first
        type(made, "\x1b[B");
        QCOMPARE(made.selected(TopModel::Pane::Jobs), std::size_t{1});
        made.apply(JobChangedEvent{1, job(1, "completed", 20)}); // moves behind
        QCOMPARE(made.jobs()[made.selected(TopModel::Pane::Jobs)].job, jobId(2));
        made.setJobs({job(5, "running"), job(2, "completed", 30)});
        QCOMPARE(made.jobs()[made.selected(TopModel::Pane::Jobs)].job, jobId(2));
        made.setJobs({});
        QCOMPARE(made.selected(TopModel::Pane::Jobs), std::size_t{0});
        QVERIFY(!type(made, "\r"));
    }
    void endedJobsDoNotPileUp() {
        TopModel made = model();
        for (int i = 2; i < 100; ++i) made.apply(JobChangedEvent{1, job(i, "completed", i)});
        QCOMPARE(made.jobs().size(), 1 + TopModel::kEndedKept);
        QCOMPARE(made.jobs()[1].job, jobId(99));
    }

    void progressMovesTheBar() {
        TopModel made = model();
        auto line = screenOf(made).filter("packing"_L1).value(0);
        for (const char* part : {"> backup", "Survival", "#####-----", "50%", "1000.0 MiB", "96.0 MiB/s", "11 s"})
            QVERIFY2(line.contains(QLatin1StringView(part)), qPrintable(line));
        made.apply(JobProgressEvent{1, jobId(1), F::progress(2000)});
        line = screenOf(made).filter("packing"_L1).value(0);
        QVERIFY2(line.contains("##########"_L1) && line.contains("100%"_L1), qPrintable(line));
        QVERIFY(screenOf(made, 80, 24, Letters::Unicode).filter(u"██████████"_s).size() == 1);
    }

    void theWorstProblemsStandAbove() {
        TopModel made = model();
        Status status = *made.status();
        for (int i = 1; i <= 5; ++i) {
            Problem& problem = status.problems.emplace_back();
            problem.severity = i == 1 ? "error" : "warning";
            problem.text = "Problem number " + std::to_string(i) + (i == 1 ? "\x1b[2J" : "");
        }
        made.setStatus(status);
        const QString all = screenOf(made).join(u'\n');
        QVERIFY2(all.contains("x Problem number 1\\x1b[2J"_L1), qPrintable(all)); // and nothing plays with the terminal
        QVERIFY(all.contains("! Problem number 3"_L1) && all.contains("(+2: alulactl overview)"_L1));
        QVERIFY(!all.contains("number 4"_L1));
    }

    void whatIsShownIsSaidToBeOld() {
        TopModel made = model();
        type(made, "c");
        made.disconnected(u"The connection was lost."_s, 2);
        const QString all = screenOf(made).join(u'\n');
        QVERIFY2(all.contains("The connection was lost. Trying again in 2 s"_L1), qPrintable(all));
        QVERIFY(all.contains("Survival"_L1)); // it stays
        QVERIFY(made.question().isEmpty());
        QVERIFY(!type(made, "b"));
        QCOMPARE(made.notice(), u"There is no connection just now."_s);
        made.connected({kVersion, "0.1.0", "node-1", {}, "admin"});
        QVERIFY(!screenOf(made).join(u'\n').contains("Trying again"_L1));
    }

    void theLogIsThatOfTheJob() {
        TopModel made = model();
        QCOMPARE(type(made, "\r")->job, jobId(1));
        std::vector<JobLogLine> lines;
        for (int i = 1; i <= 50; ++i)
            lines.push_back({static_cast<std::uint64_t>(i), F::kTime, "info", "line " + std::to_string(i), {}});
        made.setLog(jobId(2), lines); // came late, of another one
        QVERIFY(made.log().empty());
        made.setLog(jobId(1), lines);
        QVERIFY(!screenOf(made).filter("line 1 "_L1).isEmpty());
        type(made, "\x1b[6~");
        QVERIFY(screenOf(made).filter("line 1 "_L1).isEmpty());
        QVERIFY(!screenOf(made).filter("line 11"_L1).isEmpty());
        type(made, "\x1b");
        QVERIFY(!made.logOf());
        QVERIFY(!screenOf(made).filter("SERVERS"_L1).isEmpty());
    }

    // The selected rows are on every screen, however small, and no line is longer than it.
    void everySize_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        for (const auto& [width, height] :
             {std::pair(80, 24), std::pair(200, 60), std::pair(40, 12), std::pair(20, 8), std::pair(1, 1)})
            QTest::addRow("%dx%d", width, height) << width << height;
    }
    void everySize() {
        QFETCH(int, width);
        QFETCH(int, height);
        TopModel made = model();
        std::vector<JobInfo> jobs;
        for (int i = 1; i <= 60; ++i) jobs.push_back(job(i, "queued"));
        for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].queuePosition = static_cast<std::uint32_t>(i + 1);
        made.setJobs(jobs);
        std::vector<ServerInfo> servers;
        for (int i = 1; i <= 60; ++i) servers.push_back(F::server(F::kServer, ("S" + std::to_string(i)).c_str()));
        made.setServers(servers);
        type(made, "\x1b[F\t\x1b[F"); // the last of each
        const QStringList lines = screenOf(made, width, height);
        QCOMPARE(lines.size(), height);
        if (width < 40) return;
        QVERIFY2(!lines.filter("> S60"_L1).isEmpty(), qPrintable(lines.join(u'\n')));
        type(made, "\t");
        QVERIFY2(!screenOf(made, width, height).filter("place 60 in"_L1).isEmpty(), qPrintable(lines.join(u'\n')));
        QVERIFY(!screenOf(made, width, height).last().trimmed().isEmpty()); // the keys
    }
};

ALULACTL_TEST_MAIN(TestTopModel)
#include "test_top_model.moc"
