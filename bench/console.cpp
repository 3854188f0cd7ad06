// SPDX-License-Identifier: GPL-3.0-or-later
// console [ROUNDS]: the console's pages with 100,000 backups and with a folder of 1,000,000 files, as Markdown rows: how long each step
// takes, and which events hold the window up for more than 50 ms (the promise: none). The daemon is the tests' stand-in, in a thread of
// its own: what it makes up is not the window's time. Every step runs as an event, so that it counts.
#include "gui/models/backups_model.h"
#include "gui/views/backups_page.h"
#include "gui/views/browser_page.h"
#include "gui/views/paged_tree.h"
#include "tests/gui/many_backups.h"
#include "tests/gui/scripted_folder.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTableView>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kBackups = 100'000;
constexpr int kFiles = 1'000'000;
constexpr std::size_t kScrolled = 20'000;

using Check = std::function<bool()>;

void waitFor(const char* what, const Check& isDone) {
    QElapsedTimer clock;
    clock.start();
    QTimer tick; // else a wait for something that never comes would not end
    tick.start(20);
    while (!isDone()) {
        if (clock.elapsed() > 120'000) throw std::runtime_error(std::string("nothing came of: ") + what);
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

// What the steps of one name took, round by round.
struct Step {
    std::string name;
    std::vector<double> times;
    double worst = 0, worstOnClock = 0;
    int tooLong = 0, tooLongOnClock = 0;
};

class Steps {
public:
    explicit Steps(MeasuredApplication& app) : m_app(app) {}

    // Runs it as an event, and waits; what the pages do in the 200 ms after that is watched as well.
    void take(const char* name, const std::function<void()>& run, const Check& isDone) {
        Step& step = of(name);
        QElapsedTimer clock;
        bool ran = false;
        m_app.watch();
        clock.start();
        later([&] {
            run();
            ran = true;
        });
        waitFor(name, [&] { return ran && isDone(); });
        step.times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        clock.restart();
        waitFor(name, [&] { return clock.elapsed() >= 200; });
        step.worst = std::max(step.worst, m_app.worst());
        step.worstOnClock = std::max(step.worstOnClock, m_app.worstOnClock());
        step.tooLong += m_app.tooLong();
        step.tooLongOnClock += m_app.tooLongOnClock();
    }
    // Events of their own, one after the other.
    void later(const std::function<void()>& run) { QMetaObject::invokeMethod(&m_app, run, Qt::QueuedConnection); }

    void print() const {
        std::printf(
            "| step | ms, median (spread) | longest event, ms of the thread | on the clock | events > %.0f ms | on the clock |\n"
            "|---|---|---|---|---|---|\n",
            kLongestEvent);
        for (const Step& step : m_steps) {
            auto times = step.times;
            std::ranges::sort(times);
            std::printf("| %s | %.0f (%.0f) | %.1f | %.1f | %d | %d |\n", step.name.c_str(), times[times.size() / 2],
                        times.back() - times.front(), step.worst, step.worstOnClock, step.tooLong, step.tooLongOnClock);
        }
    }

private:
    Step& of(const std::string& name) {
        const auto found = std::ranges::find(m_steps, name, &Step::name);
        if (found != m_steps.end()) return *found;
        return m_steps.emplace_back(Step{.name = name, .times = {}});
    }
    MeasuredApplication& m_app;
    std::vector<Step> m_steps;
};

void connectTo(ManyBackups& node) {
    if (!node.connect()) throw std::runtime_error("the stand-in does not answer");
}

Place placeOf(ManyBackups& many) { return {.page = PageKind::Backups, .scope = {&many.node(), {}}}; }

void benchOpening(Steps& steps, ManyBackups& many) {
    BackupsPage page;
    page.resize(1100, 700);
    page.show();
    auto& model = *page.findChild<BackupsModel*>();
    steps.take("100,000 backups: open, first rows", [&] { page.go(placeOf(many)); }, [&] { return model.rowCount() > 0; });
}

void benchBackups(Steps& steps, ManyBackups& many) {
    BackupsPage page;
    const std::unique_ptr<QWidget> details(page.details());
    page.resize(1100, 700);
    page.show();
    auto& model = *page.findChild<BackupsModel*>();
    auto& table = *page.findChild<QTableView*>();
    auto& filter = *page.findChild<QLineEdit*>(u"filter"_s);
    const auto settled = [&] { return model.isWhole() && !model.isLoading() && !model.isArranging(); };
    const auto all = [&] { return settled() && model.rowCount() == kBackups; };
    steps.take("… open, until all are read", [&] { page.go(placeOf(many)); }, all);
    const auto sortBy = [&](const char* name, BackupColumn column) {
        steps.take(name, [&] { table.sortByColumn(static_cast<int>(column), Qt::AscendingOrder); }, settled);
    };
    sortBy("… sort by size", BackupColumn::Size);
    sortBy("… sort by server", BackupColumn::Server);
    sortBy("… sort by note", BackupColumn::Note);
    steps.take(
        "… type “pinned”, from the first key",
        [&] {
            for (const char key : {'p', 'i', 'n', 'n', 'e', 'd'}) steps.later([&filter, key] { QTest::keyClick(&filter, key); });
        },
        [&] { return model.filter() == u"pinned" && settled() && model.rowCount() < kBackups; });
    steps.take("… take the filter away", [&] { filter.clear(); }, all);
    const auto* counts = page.findChild<QLabel*>(u"counts"_s);
    steps.take(
        "… select all", [&] { QTest::keyClick(&table, Qt::Key_A, Qt::ControlModifier); },
        [&] { return counts->text().contains(u"selected"); });
    steps.take(
        "… sort all that is selected by time",
        [&] { table.sortByColumn(static_cast<int>(BackupColumn::When), Qt::AscendingOrder); }, settled);
}

// A backup with one folder, in which all the files are.
Result<protocol::EntryPage> pageOfFiles(const protocol::BackupEntriesParams& params) {
    protocol::EntryPage page;
    if (params.path.bytes.empty()) {
        page.entries.push_back(folder("world", kFiles, 4096ULL * kFiles));
        if (params.against) page.entries.back().change = "changed";
        return page;
    }
    const int from = params.cursor ? std::stoi(*params.cursor) : 0;
    const int to = std::min(kFiles, from + params.limit);
    for (int i = from; i < to; ++i) {
        page.entries.push_back(file(QStringLiteral("chunk-%1.dat").arg(i, 7, 10, QLatin1Char('0')).toStdString(), 4096));
        if (params.against) page.entries.back().change = i % 3 == 0 ? "changed" : "same";
    }
    if (to < kFiles) page.cursor = std::to_string(to);
    return page;
}

void scriptFiles(FakeDaemon& daemon) {
    daemon.on(protocol::kBackupsGet, [](const protocol::BackupsGetParams& params) -> Result<protocol::BackupInfo> {
        return params.backup == backupId(1) ? variedBackup(1) : variedBackup(2);
    });
    daemon.on(protocol::kBackupsEntries, pageOfFiles);
    daemon.answer(protocol::kBackupsCount, protocol::EntryCount{kFiles, 1, 0, 4096ULL * kFiles});
}

void benchBrowser(Steps& steps, ManyBackups& node) {
    BrowserPage page;
    page.resize(1000, 700);
    page.show();
    EntryTreeModel& model = page.model();
    PagedTree& view = page.view();
    Place place{.page = PageKind::Browser, .scope = {&node.node(), kSurvival}, .backup = backupId(1)};
    page.go(place);
    waitFor("the top", [&] { return model.isComplete() && model.find("world").isValid(); });
    steps.take(
        "1,000,000 files: expand their folder in the tree, first page", [&] { view.expand(model.find("world")); },
        [&] { return model.rowCount(model.find("world")) >= EntryTreeModel::kPage; });
    place.path = "world";
    steps.take(
        "… go into it, first page", [&] { page.go(place); },
        [&] { return model.path() == "world" && model.loaded() >= EntryTreeModel::kPage; });
    QTimer hold; // as somebody holds the bar at the end
    QObject::connect(&hold, &QTimer::timeout, &page,
                     [&] { view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum()); });
    steps.take("… scroll to row 20,000", [&] { hold.start(1); }, [&] { return model.loaded() >= kScrolled; });
    hold.stop();
    steps.take(
        "… select the whole folder", [&] { QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier); },
        [&] { return view.selectionModel()->hasSelection(); });
}

void bench(MeasuredApplication& app, int rounds) {
    Steps steps(app);
    {
        ManyBackups many(kBackups);
        connectTo(many);
        for (int i = 0; i < rounds; ++i) {
            benchOpening(steps, many);
            benchBackups(steps, many);
        }
    }
    ManyBackups node(3);
    node.script(scriptFiles);
    connectTo(node);
    for (int i = 0; i < rounds; ++i) benchBrowser(steps, node);
    steps.print();
}

} // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 3;
    if (argc > 2 || rounds < 1) {
        std::fprintf(stderr, "usage: console [ROUNDS]\n");
        return 2;
    }
    try {
        const TempDir settings; // nobody's own
        qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString(settings.path()));
        MeasuredApplication app(argc, argv);
        bench(app, rounds);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
    return 0;
}
