// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 at seeded moments of everything that changes files: the volume is the old tree or the new one, no final name holds a
// bad archive, nothing temporary stays, and the panel hears one result of each job it asked for.
//
//     ALULA_CRASH_ROUNDS=240 ALULA_CRASH_SEED=7 build/dev/tests/e2e_test_crash

#include "shared/engine/archive/archive.h"
#include "shared/engine/store/local_store.h"
#include "tests/e2e/real_daemon.h"
#include "tests/support/panel_stand_in.h"

#include <array>
#include <chrono>
#include <map>
#include <poll.h>
#include <random>
#include <set>
#include <sys/inotify.h>
#include <thread>

using namespace alula;
using namespace alula::test;
namespace rpc = alula::protocol;

namespace {

constexpr int kKinds = 6;                                      // create, restore ×3, undo, delete
constexpr auto kBetweenLooks = std::chrono::microseconds(300); // at a job: else the looking is what the machine does

int fromEnvironment(const char* name, int otherwise) {
    bool given = false;
    const int value = qEnvironmentVariableIntValue(name, &given);
    return given ? value : otherwise;
}

// Enough names in the root that the renames of a swap take some milliseconds, and enough bytes that reading and unpacking do.
Tree server(std::uint64_t seed) {
    Tree all = smallServer();
    for (int i = 0; i < 300; ++i) all.add(file("empty" + std::to_string(i)));
    for (std::uint64_t i = 0; i < 30; ++i) all.add(file("top" + std::to_string(i), 500 + i).seed(seed * 1000 + i));
    for (std::uint64_t i = 0; i < 60; ++i)
        all.add(file("world/many/" + std::to_string(i), 40'000 + i * 500).seed(seed * 2000 + i));
    all.add(file("world/large", 3'000'000).seed(seed));
    return all;
}

// "" for a whole archive, else what is wrong with it.
std::string damageOf(const std::string& path) {
    auto source = openFileSource(systemFiles(), path);
    if (!source) return source.error().toString();
    const auto archive = openAlulaArchive(*std::move(source));
    if (!archive) return archive.error().toString();
    ProgressSink progress;
    const auto report = (*archive)->verify({}, progress, {});
    if (!report) return report.error().toString();
    return report->sound() ? "" : path + " is damaged";
}

std::string idOf(int round, std::uint8_t what) {
    const auto high = static_cast<std::uint8_t>(round >> 8), low = static_cast<std::uint8_t>(round & 0xff);
    return Uuid({what, high, low, 2, 0x40, 3, 0x80, 4, 5, 6, 7, 8, 9, 10, 11, 12}).toString();
}

// Names that come into a directory and go from it by renames, counted as they happen: looking at a job is too slow for a swap.
class Renames {
public:
    explicit Renames(const std::string& directory) : m_fd(::inotify_init1(IN_CLOEXEC)) {
        if (::inotify_add_watch(m_fd.get(), directory.c_str(), IN_MOVED_FROM | IN_MOVED_TO) < 0)
            throw std::runtime_error("no inotify");
    }
    // How many there were so far; waits for one, 20 ms at most.
    std::size_t count() {
        pollfd waiting{m_fd.get(), POLLIN, 0};
        if (::poll(&waiting, 1, 20) <= 0) return m_count;
        alignas(inotify_event) std::array<char, 4096> events;
        const auto got = ::read(m_fd.get(), events.data(), events.size());
        for (std::size_t at = 0; got > 0 && at < static_cast<std::size_t>(got); ++m_count)
            at += sizeof(inotify_event) + reinterpret_cast<const inotify_event*>(events.data() + at)->len;
        return m_count;
    }

private:
    UniqueFd m_fd;
    std::size_t m_count = 0;
};

// One node and its panel, and a kind of job that is killed again and again.
class CrashScene {
public:
    CrashScene(unsigned seed, std::map<std::string, int>& hits) : m_random(seed), m_hits(hits) {}

    std::string create(int round);
    std::string restore(int round, const std::function<JobId()>& begin, bool toldToPanel);
    std::string undo(int round);
    std::string remove(int round);
    JobId restoreAsPanel(bool truncate);
    JobId restoreByConsole(bool truncate, std::vector<rpc::WirePath> include = {});
    void packOnce();
    std::string finalCheck() const;

private:
    struct Stage {
        std::string phase;
        std::chrono::microseconds lasts{0};
    };
    void learn(const JobId& job);
    void makeLive();
    std::string killSomewhereIn(const JobId& job);
    std::string killBetweenRenames(const JobId& job);
    bool isIn(const rpc::JobInfo& info, std::size_t stage) const;
    std::string toldOnce(std::size_t before, bool toldBeforeKill, bool successful);
    std::string endOf(const JobId& job, bool done);
    Console& console() {
        if (!m_console) m_console = daemon.console();
        return *m_console;
    }
    void kill() {
        m_console.reset();
        daemon.kill();
    }

    static std::string configFor(const PanelStandIn& panel) {
        return "panel:\n  remote: \"" + panel.url() + "\"\n  token_id: \"" + panel.options().tokenId + "\"\n  token: \"" +
               panel.options().token + "\"\n";
    }

    struct Panel : PanelStandIn { // the daemon asks it at its start
        Panel() {
            addServer({kServer});
            addBackup(kBackup);
        }
    };
    Panel panel;
    RealDaemon daemon{configFor(panel)};
    std::unique_ptr<Console> m_console;
    std::mt19937 m_random;
    std::map<std::string, int>& m_hits; // by the phase that was seen last
    std::vector<Stage> m_stages;        // of the kind of job, as one that was left alone went through them
    Snapshot m_packed, m_live, m_after;
    int m_undoable = 0;         // restores that are done, and not undone
    std::size_t m_expected = 0; // results that the panel has been told
};

void CrashScene::packOnce() {
    server(1).materialise(daemon.volume());
    m_packed = snapshot(daemon.volume());
    if (daemon.postBackup().status != 202 || !panel.waitForTold(++m_expected)) throw std::runtime_error("no backup");
}

void CrashScene::makeLive() {
    if (!m_live.empty() && compare(m_live, snapshot(daemon.volume())).empty()) return;
    for (const auto& entry : std::filesystem::directory_iterator(daemon.volume())) removeTree(entry.path().string());
    server(2).add(file("only live", "x")).materialise(daemon.volume());
    m_live = snapshot(daemon.volume());
}

// How long each phase takes of a job that nobody kills.
void CrashScene::learn(const JobId& job) {
    m_stages.clear();
    auto since = std::chrono::steady_clock::now();
    for (bool over = false; !over;) {
        const auto info = console().call(rpc::kJobsGet, {job});
        if (!info) throw std::runtime_error(info.error().toString());
        over = rpc::isEnded(info->state);
        std::this_thread::sleep_for(kBetweenLooks);
        const auto now = std::chrono::steady_clock::now();
        const std::string phase = over ? "ended" : info->progress.phase;
        if (!m_stages.empty() && m_stages.back().phase == phase) continue;
        if (!m_stages.empty()) m_stages.back().lasts = std::chrono::duration_cast<std::chrono::microseconds>(now - since);
        since = now;
        m_stages.push_back({phase, std::chrono::milliseconds(5)});
    }
}

bool CrashScene::isIn(const rpc::JobInfo& info, std::size_t stage) const {
    if (rpc::isEnded(info.state)) return true;
    for (std::size_t i = stage; i < m_stages.size(); ++i)
        if (m_stages[i].phase == info.progress.phase) return true;
    return false;
}

// In the middle of a swap, where the job has one.
std::string CrashScene::killBetweenRenames(const JobId& job) {
    Renames renames(daemon.volume());
    const std::size_t wanted = 8 + m_random() % 60; // trying whether renames work at all takes less than eight
    std::string seen = "swapping";                  // the last of it, where the kill comes late
    while (renames.count() < wanted) {
        const auto info = console().call(rpc::kJobsGet, {job});
        if (!info) throw std::runtime_error(info.error().toString());
        if (!rpc::isEnded(info->state)) continue;
        seen = "ended";
        break;
    }
    kill();
    return seen;
}

// Waits until the job is in a phase drawn by the seed, then until some part of it is over, by the clock or (every other time) by
// the files that are done, and kills. Tells the phase that was seen last.
std::string CrashScene::killSomewhereIn(const JobId& job) {
    const std::size_t stage = m_random() % m_stages.size();
    const auto part = std::chrono::microseconds(m_random() % static_cast<unsigned>(m_stages[stage].lasts.count() + 1));
    const bool byFiles = m_random() % 2 == 0;
    const std::uint64_t percent = 1 + m_random() % 90;
    if (byFiles && m_stages[stage].phase == "swapping") return killBetweenRenames(job);
    std::string seen;
    for (;;) {
        const auto info = console().call(rpc::kJobsGet, {job});
        if (!info) throw std::runtime_error(info.error().toString());
        seen = rpc::isEnded(info->state) ? "ended" : info->progress.phase;
        std::this_thread::sleep_for(kBetweenLooks);
        if (!isIn(*info, stage)) continue;
        const auto& progress = info->progress;
        const bool counts = byFiles && seen == m_stages[stage].phase && progress.filesTotal > 0;
        if (!counts || progress.filesDone * 100 >= progress.filesTotal * percent) break;
    }
    if (!byFiles) std::this_thread::sleep_for(part); // the moment is the point: it is not waited for anything
    kill();
    return seen;
}

// The panel may be told again what it was told right before the kill, since nobody could know that it had heard; and nothing else.
std::string CrashScene::toldOnce(std::size_t before, bool toldBeforeKill, bool successful) {
    if (!panel.waitForTold(before + 1)) return "the panel was told nothing";
    const auto told = panel.told();
    m_expected = told.size();
    if (told.size() > before + (toldBeforeKill ? 2 : 1)) return "the panel was told too often";
    for (std::size_t i = before; i < told.size(); ++i)
        if (told[i].body.contains("\"successful\":true") != successful) return "the panel was told " + told[i].body;
    return {};
}

std::string CrashScene::endOf(const JobId& job, bool done) {
    const auto info = console().ended(job);
    const bool completed = info.state == "completed" || info.state == "completed_with_warnings";
    return completed == done ? "" : "the job is " + info.state;
}

std::string CrashScene::create(int round) {
    const std::string id = idOf(round, 0xaa);
    panel.addBackup(id);
    const std::size_t before = panel.told().size();
    if (daemon.postBackup(id).status != 202) return "not accepted";
    const JobId job = console().newest("create");
    if (m_stages.empty()) {
        learn(job);
        return toldOnce(before, false, true);
    }
    const std::string phase = killSomewhereIn(job);
    const bool named = exists(daemon.archive(id));
    ++m_hits["create, " + phase + (named ? ", the archive has its name" : "")];
    if (named)
        if (const auto damage = damageOf(daemon.archive(id)); !damage.empty()) return damage;
    const bool told = panel.told().size() > before;
    daemon.start();
    if (const auto wrong = toldOnce(before, told, true); !wrong.empty()) return wrong; // begun again, and made
    if (const auto left = daemon.leftovers(); !left.empty()) return left + " is left";
    if (const auto wrong = endOf(job, true); !wrong.empty()) return wrong;
    return damageOf(daemon.archive(id));
}

JobId CrashScene::restoreAsPanel(bool truncate) {
    if (daemon.postRestore(truncate).status != 202) throw std::runtime_error("the restore was not accepted");
    return console().newest("restore");
}

JobId CrashScene::restoreByConsole(bool truncate, std::vector<rpc::WirePath> include) {
    rpc::RestoreParams params;
    params.backup = *BackupId::parse(kBackup);
    params.truncate = truncate;
    params.include = std::move(include);
    const auto started = console().call(rpc::kBackupsRestore, params);
    if (!started || !started->job) throw std::runtime_error("the restore was not accepted");
    return *started->job;
}

std::string CrashScene::restore(int, const std::function<JobId()>& begin, bool toldToPanel) {
    makeLive();
    const std::size_t before = panel.told().size();
    const JobId job = begin();
    if (m_stages.empty()) {
        learn(job);
        ++m_undoable;
        m_after = snapshot(daemon.volume());
        return toldToPanel ? toldOnce(before, false, true) : "";
    }
    const std::string phase = killSomewhereIn(job);
    const CompareOptions options{.directoryTimes = false};
    const auto found = snapshot(daemon.volume());
    const bool between = !compare(m_live, found, options).empty() && !compare(m_after, found, options).empty();
    ++m_hits["restore, " + phase + (between ? ", between two trees" : "")];
    const bool told = panel.told().size() > before;
    daemon.start();
    const auto now = snapshot(daemon.volume());
    const bool isOld = compare(m_live, now, options).empty();
    const bool isNew = compare(m_after, now, options).empty();
    if (!isOld && !isNew) return compare(m_live, now, options) + "\n--\n" + compare(m_after, now, options);
    m_undoable += isNew ? 1 : 0;
    if (daemon.stagings() != m_undoable) return "staging folders are left, or gone too early";
    if (const auto wrong = endOf(job, isNew); !wrong.empty()) return wrong;
    if (toldToPanel) return toldOnce(before, told, isNew);
    return panel.told().size() == before ? "" : "the panel was told of a job that it did not ask for";
}

std::string CrashScene::undo(int) {
    makeLive();
    const auto restore = console().ended(restoreByConsole(true));
    if (restore.state != "completed" || !restore.undoable) return "the restore is " + restore.state;
    const auto started = console().call(rpc::kBackupsUndo, {restore.job});
    if (!started) return started.error().toString();
    if (m_stages.empty()) {
        learn(started->job);
        return compare(m_live, snapshot(daemon.volume()));
    }
    const std::string phase = killSomewhereIn(started->job);
    const auto found = snapshot(daemon.volume());
    const bool between = !compare(m_live, found).empty() && !compare(m_packed, found).empty();
    ++m_hits["undo, " + phase + (between ? ", between two trees" : "")];
    daemon.start();
    const auto now = snapshot(daemon.volume());
    const bool undone = compare(m_live, now).empty();
    if (!undone && !compare(m_packed, now).empty()) return compare(m_live, now) + "\n--\n" + compare(m_packed, now);
    if (const auto wrong = endOf(started->job, undone); !wrong.empty()) return wrong;
    if (!undone) {
        const auto again = console().call(rpc::kBackupsUndo, {restore.job});
        if (!again) return again.error().toString();
        if (const auto wrong = endOf(again->job, true); !wrong.empty()) return wrong;
        if (const auto wrong = compare(m_live, snapshot(daemon.volume())); !wrong.empty()) return wrong;
    }
    return daemon.stagings() == 0 ? "" : "staging folders are left";
}

// Many archives at once, so that there is something to kill.
std::string CrashScene::remove(int round) {
    constexpr int kMany = 40;
    m_console.reset();
    daemon.stop();
    rpc::DeleteParams params;
    for (int i = 0; i < kMany; ++i) {
        const std::string id = idOf(round * kMany + i, 0xdd);
        std::error_code exists; // kept from a round before
        std::filesystem::create_hard_link(daemon.archive(kBackup), daemon.archive(id), exists);
        params.backups.push_back(*BackupId::parse(id));
    }
    daemon.start();
    const auto started = console().call(rpc::kBackupsDelete, params);
    if (!started || !started->job) return started ? "no job" : started.error().toString();
    if (m_stages.empty()) {
        learn(*started->job);
        return {};
    }
    const std::string phase = killSomewhereIn(*started->job);
    int gone = 0;
    for (const auto& id : params.backups) gone += exists(daemon.archive(id.toString())) ? 0 : 1;
    ++m_hits["delete, " + phase + (gone > 0 && gone < kMany ? ", some of them gone" : "")];
    daemon.start();
    std::set<std::string> onDisk, listed;
    for (const auto& entry : std::filesystem::directory_iterator(daemon.path("backups/" + kServer)))
        onDisk.insert(entry.path().stem().stem().string());
    rpc::BackupsListParams all;
    all.limit = 1000;
    const auto list = console().call(rpc::kBackupsList, all);
    if (!list) return list.error().toString();
    for (const auto& backup : list->backups) {
        if (backup.state != "completed" || backup.missing) return backup.backup.toString() + " is " + backup.state;
        listed.insert(backup.backup.toString());
    }
    if (onDisk != listed) return std::to_string(onDisk.size()) + " on disk, " + std::to_string(listed.size()) + " listed";
    return damageOf(daemon.archive(kBackup));
}

std::string CrashScene::finalCheck() const {
    if (panel.told().size() != m_expected) return "the panel was told something late";
    return panel.complaints().empty() ? "" : panel.complaints().front();
}

} // namespace

class TestCrash : public QObject {
    Q_OBJECT

    int m_rounds = 30;
    int m_seed = 20261123;
    std::map<std::string, int> m_hits;

private Q_SLOTS:
    void initTestCase() {
        m_rounds = fromEnvironment("ALULA_CRASH_ROUNDS", m_rounds);
        m_seed = fromEnvironment("ALULA_CRASH_SEED", m_seed);
        qInfo("%d rounds, seed %d", m_rounds, m_seed);
    }

    void killed_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("create") << 0;
        QTest::newRow("restore") << 1;
        QTest::newRow("restore over what is there") << 2;
        QTest::newRow("restore of a part") << 3;
        QTest::newRow("undo") << 4;
        QTest::newRow("delete") << 5;
    }
    void killed() {
        QFETCH(int, kind);
        CrashScene scene(static_cast<unsigned>(m_seed + kind), m_hits);
        scene.packOnce();
        const int rounds = (m_rounds + kKinds - 1 - kind) / kKinds;
        for (int round = 0; round <= rounds; ++round) { // the first is left alone
            const auto wrong = oneRound(scene, kind, round);
            QVERIFY2(wrong.empty(),
                     ("seed " + std::to_string(m_seed) + ", round " + std::to_string(round) + ": " + wrong).c_str());
        }
        QCOMPARE(scene.finalCheck(), std::string());
    }

    void cleanupTestCase() {
        int killed = 0;
        for (const auto& [moment, times] : m_hits) {
            qInfo("%4d × %s", times, moment.c_str());
            killed += times;
        }
        qInfo("killed %d times", killed);
        if (killed >= 30 && killed >= m_rounds) QVERIFY(m_hits.size() >= 8); // different moments
    }

private:
    static std::string oneRound(CrashScene& scene, int kind, int round) {
        switch (kind) {
        case 0: return scene.create(round);
        case 1: return scene.restore(round, [&] { return scene.restoreAsPanel(true); }, true);
        case 2: return scene.restore(round, [&] { return scene.restoreAsPanel(false); }, true);
        case 3: return scene.restore(round, [&] { return scene.restoreByConsole(false, {{"world"}, {"top1"}}); }, false);
        case 4: return scene.undo(round);
        default: return scene.remove(round);
        }
    }
};

QTEST_GUILESS_MAIN(TestCrash)
#include "test_crash.moc"
