// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dialogs/restore_dialog.h"
#include "tests/gui/node_bench.h"

#include <QtCore/QPointer>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QTreeView>

#include <functional>

namespace alula::test {

// A restore dialog of Survival's backup 1 (the folders logs and world, and server.properties), before a scripted daemon.
class RestoreBench {
public:
    RestoreBench() { script(m_bench.daemon()); }
    RestoreBench(const RestoreBench&) = delete;
    RestoreBench& operator=(const RestoreBench&) = delete;

    NodeBench& bench() { return m_bench; }
    FakeDaemon& daemon() { return m_bench.daemon(); }
    protocol::RestorePlan plan = somePlan();            // what dry runs answer with
    Error refuseStart = Error(ErrorCode::Internal, ""); // Internal: the start is taken, as job 7
    protocol::JobInfo job = restoreJob();

    void script(FakeDaemon& daemon) {
        daemon.answer(protocol::kBackupsGet, someBackup(1));
        daemon.on(protocol::kBackupsEntries, [](const protocol::BackupEntriesParams& params) -> Result<protocol::EntryPage> {
            return entriesOf(params.path.bytes);
        });
        daemon.on(protocol::kBackupsCount, [](const protocol::BackupCountParams& params) -> Result<protocol::EntryCount> {
            return protocol::EntryCount{params.include.empty() ? 41'203U : 900U, 30, 0, 3'000'000'000};
        });
        daemon.on(protocol::kBackupsRestore, [this](const protocol::RestoreParams& params) -> Result<protocol::RestoreAnswer> {
            if (params.dryRun) {
                protocol::RestorePlan answer = plan;
                if (params.list == "replaced") answer.paths = {{"world/level.dat"}, {"world/region/r.0.0.mca"}};
                return protocol::RestoreAnswer{.job = {}, .plan = answer, .backup = {}};
            }
            if (refuseStart.code() != ErrorCode::Internal) return std::unexpected(refuseStart);
            return protocol::RestoreAnswer{.job = job.job, .plan = {}, .backup = {}};
        });
        daemon.on(protocol::kJobsGet, [this](const protocol::JobParams&) -> Result<protocol::JobInfo> { return job; });
        daemon.on(protocol::kJobsCancel, [this](const protocol::JobParams&) -> Result<protocol::JobInfo> {
            job.state = "cancelling";
            return job;
        });
        daemon.on(protocol::kJobsWarnings, [](const protocol::JobLogParams& params) -> Result<protocol::JobLogPage> {
            protocol::JobLogPage page;
            const std::uint64_t first = params.cursor ? 3 : 1;
            for (std::uint64_t number = first; number < first + 2; ++number)
                page.lines.push_back({number, at("2026-11-22T03:00:00Z"), "warning", "it has lost its owner",
                                      protocol::WirePath{"world/" + std::to_string(number)}});
            page.cursor = "next";
            page.more = !params.cursor;
            return page;
        });
    }

    // Opens it, and waits for the backup's tree.
    bool open(const std::optional<gui::SelectionRules>& rules = {}) {
        if (!m_bench.connect()) return false;
        m_dialog = new gui::RestoreDialog(m_bench.node(), backupId(1), rules, nullptr);
        m_dialog->open();
        return QTest::qWaitFor(
            [this] { return tree()->model()->rowCount() == 3 && button(QStringLiteral("See the plan"))->isEnabled(); });
    }
    ~RestoreBench() { delete m_dialog; }
    gui::RestoreDialog* dialog() const { return m_dialog; }
    QTreeView* tree() const { return m_dialog->findChild<QTreeView*>(); }

    // By their words, without the "&".
    QPushButton* button(const QString& text) const { return byText<QPushButton>(text); }
    QRadioButton* radio(const QString& text) const { return byText<QRadioButton>(text); }
    QCheckBox* box(const QString& text) const { return byText<QCheckBox>(text); }
    bool shows(const QString& words) const {
        for (const QLabel* label : m_dialog->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(words)) return true;
        }
        return false;
    }
    // The button that begins the restore; null: there is none to be seen.
    QPushButton* restore() const {
        for (QPushButton* button : m_dialog->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text().startsWith(QLatin1StringView("Restore "))) return button;
        }
        return nullptr;
    }
    QLineEdit* name() const {
        for (QLineEdit* edit : m_dialog->findChildren<QLineEdit*>()) {
            if (edit->isVisible() && edit->accessibleName().startsWith(QLatin1StringView("Type"))) return edit;
        }
        return nullptr;
    }
    bool toPlan() {
        QTest::mouseClick(button(QStringLiteral("See the plan")), Qt::LeftButton);
        return QTest::qWaitFor([this] { return m_dialog->planning().state() == gui::RestorePlanning::State::Ready; });
    }
    protocol::RestoreParams lastRestore() {
        for (auto it = m_bench.daemon().calls.rbegin(); it != m_bench.daemon().calls.rend(); ++it) {
            if (it->method == protocol::kBackupsRestore.name) return *protocol::fromJson<protocol::RestoreParams>(it->params);
        }
        return {};
    }
    void end(const std::string& state) {
        job.state = state;
        daemon().notify(protocol::kJobChanged, {0, job});
    }

    static protocol::RestorePlan somePlan() {
        protocol::RestorePlan plan;
        plan.token = "token-1";
        plan.server = kSurvival;
        plan.files = 41'166;
        plan.bytes = 3'000'000'000;
        plan.replaced = 41'166;
        plan.unchanged = 40'654;
        plan.roomNeeded = 6'657'199'309;
        plan.roomAvailable = 42'949'672'960;
        plan.stopsServer = true;
        plan.estimateMs = 118'000;
        plan.estimateJobs = 5;
        return plan;
    }
    static protocol::JobInfo restoreJob() {
        protocol::JobInfo job = runningJob(7, "restore");
        job.backup = backupId(1);
        job.progress.phase = "unpacking";
        return job;
    }
    // At the top: files, 20 of them below world, and two folders.
    static protocol::EntryPage entriesOf(const std::string& path) {
        protocol::EntryPage page;
        const auto add = [&page](const std::string& name, bool folder) {
            protocol::EntryInfo entry;
            entry.name = {name};
            entry.type = folder ? "directory" : "file";
            entry.size = 2'000;
            entry.mtime = at("2026-11-21T20:00:00Z");
            if (folder) entry.files = 20, entry.bytes = 40'000;
            page.entries.push_back(entry);
        };
        if (path.empty()) {
            add("logs", true);
            add("server.properties", false);
            add("world", true);
        } else if (path == "world") {
            add("level.dat", false);
            add("region", true);
        }
        return page;
    }

private:
    template <class B>
    B* byText(const QString& text) const {
        for (B* button : m_dialog->template findChildren<B*>()) {
            if (button->text().remove(QLatin1Char('&')).startsWith(text) && button->isVisible()) return button;
        }
        return nullptr;
    }

    NodeBench m_bench;
    QPointer<gui::RestoreDialog> m_dialog;
};

} // namespace alula::test
