// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/full_screen.h"
#include "cli/interrupt.h"
#include "cli/key_reader.h"
#include "cli/top_model.h"
#include "cli/top_screen.h"
#include "cli/tr.h"
#include "shared/client/local_socket_transport.h"

#include <QtCore/QEventLoop>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTimer>

namespace alula::cli {

using namespace protocol;
using namespace std::chrono_literals;

namespace {

constexpr int kDrawAfter = 50;         // ms: many events, one picture
constexpr int kEscapeAfter = 50;       // ms: the bytes of one key follow each other sooner, also over ssh
constexpr int kAskAfter = 300;         // ms: a job that moves on says so several times
constexpr int kLongestRetry = 5;       // s
constexpr std::size_t kLogKept = 5000; // lines

// Qt's event loop is in charge, of the socket as of the keyboard: FTXUI only makes the pictures (docs/adr/0017). The main thread.
class TopRun {
public:
    explicit TopRun(Context& context) : m_context(context), m_socket(QString::fromStdString(context.session.socketPath())) {
        m_draw.setSingleShot(true);
        m_ask.setSingleShot(true);
        m_retry.setSingleShot(true);
        m_escape.setSingleShot(true);
        m_tick.setInterval(1s);
        QObject::connect(&m_escape, &QTimer::timeout, &m_here, [this] { press(m_reader.giveUp()); });
        QObject::connect(&m_draw, &QTimer::timeout, &m_here, [this] { draw(); });
        QObject::connect(&m_ask, &QTimer::timeout, &m_here, [this] { ask(); });
        QObject::connect(&m_retry, &QTimer::timeout, &m_here, [this] { connect(); });
        QObject::connect(&m_tick, &QTimer::timeout, &m_here, [this] { tick(); });
    }

    Result<ExitCode> run() {
        if (!FullScreen::possible()) {
            return fail(ErrorCode::InvalidInput,
                        Cli::tr("top needs a terminal; alulactl overview says the same once.").toStdString());
        }
        const Interrupt interrupt;
        QSocketNotifier interrupted(interrupt.descriptor(), QSocketNotifier::Read);
        QObject::connect(&interrupted, &QSocketNotifier::activated, &m_here, [this] { m_loop.quit(); });
        connect();
        m_loop.exec();
        m_keys.reset();
        m_resized.reset();
        m_screen.reset();
        if (m_end) return std::unexpected(*m_end);
        return ExitCode::Done;
    }

private:
    void connect() {
        m_client = std::make_unique<DaemonClient>(std::make_unique<LocalSocketTransport>(m_socket), "alulactl " ALULA_VERSION);
        DaemonClient& client = *m_client;
        QObject::connect(&client, &DaemonClient::ready, &m_here, [this](const HelloResult& hello) { begin(hello); });
        // Not destroyed within its own signal.
        QObject::connect(
            &client, &DaemonClient::disconnected, &m_here, [this](const Error& why) { lose(why); }, Qt::QueuedConnection);
        QObject::connect(&client, &DaemonClient::jobProgress, &m_here, [this](const JobProgressEvent& event) { show(event); });
        QObject::connect(&client, &DaemonClient::jobChanged, &m_here, [this](const JobChangedEvent& event) { show(event); });
        QObject::connect(&client, &DaemonClient::serverChanged, &m_here, [this] { m_ask.start(kAskAfter); });
        QObject::connect(&client, &DaemonClient::systemChanged, &m_here, [this] { m_ask.start(kAskAfter); });
        QObject::connect(&client, &DaemonClient::eventsMissed, &m_here, [this] { askAll(); });
        client.open();
    }

    void begin(const HelloResult& hello) {
        if (!m_screen && !openScreen()) return;
        m_tries = 0;
        m_model.connected(hello);
        SubscribeParams topics;
        for (const auto& topic : {kJobProgress.name, kJobChanged.name, kServerChanged.name, kSystemChanged.name})
            topics.topics.emplace_back(topic);
        call<SubscribeResult>(kEventsSubscribe, topics, [](const SubscribeResult&) {});
        askAll();
    }

    bool openScreen() {
        auto screen = FullScreen::open();
        if (!screen) {
            end(screen.error());
            return false;
        }
        m_screen = *std::move(screen);
        m_keys = std::make_unique<QSocketNotifier>(m_screen->input(), QSocketNotifier::Read);
        QObject::connect(m_keys.get(), &QSocketNotifier::activated, &m_here, [this] { readKeys(); });
        m_resized = std::make_unique<QSocketNotifier>(m_screen->resized(), QSocketNotifier::Read);
        QObject::connect(m_resized.get(), &QSocketNotifier::activated, &m_here, [this] {
            m_screen->noticeResize();
            draw();
        });
        m_tick.start();
        return true;
    }

    // One that was never there ends the program, with its reason; one that goes away may come back.
    void lose(const Error& why) {
        if (!m_screen) return end(why);
        m_client.reset();
        m_tries = std::min(m_tries + 1, kLongestRetry);
        m_model.disconnected(QString::fromStdString(why.message()), m_tries);
        m_retry.start(std::chrono::seconds(m_tries));
        draw();
    }
    void end(const Error& why) {
        m_end.emplace(why);
        m_loop.quit();
    }

    template <class A, class P, class Done>
    void call(const Method<P, A>& method, const P& params, Done done) {
        if (!m_client || !m_client->isReady()) return;
        m_client->call<P, A>(method, params, &m_here, [this, done = std::move(done)](Result<A> answer) {
            if (answer) done(*answer);
            else if (answer.error().code() != ErrorCode::Network && answer.error().code() != ErrorCode::Cancelled)
                m_model.say(QString::fromStdString(answer.error().message()));
            drawSoon();
        });
    }

    void ask() {
        call<Status>(kStatus, StatusParams{}, [this](const Status& status) { m_model.setStatus(status); });
        askServers({}, {});
    }
    void askAll() {
        ask();
        JobsListParams params;
        params.limit = 200; // those that go on come first
        call<JobsList>(kJobsList, params, [this](const JobsList& list) { m_model.setJobs(list.jobs); });
    }
    void askServers(std::vector<ServerInfo> before, const std::optional<std::string>& cursor) {
        ServersListParams params;
        params.cursor = cursor;
        call<ServersList>(kServersList, params, [this, before = std::move(before)](const ServersList& page) {
            std::vector<ServerInfo> all = before;
            all.insert(all.end(), page.servers.begin(), page.servers.end());
            if (page.cursor) askServers(std::move(all), page.cursor);
            else m_model.setServers(std::move(all));
        });
    }

    template <class Event>
    void show(const Event& event) {
        m_model.apply(event);
        drawSoon();
    }

    void readKeys() {
        const std::string bytes = m_screen->typed();
        if (bytes.empty()) return m_loop.quit(); // the terminal is gone
        press(m_reader.take(bytes));
        if (m_reader.isWaiting()) m_escape.start(kEscapeAfter);
        else m_escape.stop();
    }
    void press(const std::vector<KeyPress>& keys) {
        for (const KeyPress& key : keys) {
            if (const auto act = m_model.press(key)) perform(*act);
        }
        draw();
    }

    void perform(const TopAct& act) {
        switch (act.what) {
        case TopAct::What::Quit: m_loop.quit(); break;
        case TopAct::What::Cancel:
            call<JobInfo>(kJobsCancel, JobParams{act.job}, [this](const JobInfo& job) { show(JobChangedEvent{0, job}); });
            break;
        case TopAct::What::Create: create(act.server); break;
        case TopAct::What::Pause:
        case TopAct::What::Resume: {
            SetLimitsParams params;
            params.paused = act.what == TopAct::What::Pause;
            call<Limits>(kSetLimits, params, [this](const Limits&) { ask(); });
            break;
        }
        case TopAct::What::Log:
            m_log = {};
            m_logCursor.reset();
            askLog();
            break;
        }
    }
    void create(const ServerId& server) {
        CreateParams params;
        params.server = server;
        call<JobStarted>(kBackupsCreate, params, [this](const JobStarted&) { m_model.say(Cli::tr("The backup is begun.")); });
    }

    void askLog() {
        if (!m_model.logOf()) return;
        JobLogParams params;
        params.job = *m_model.logOf();
        params.cursor = m_logCursor;
        call<JobLogPage>(kJobsLog, params, [this, job = params.job, from = params.cursor](const JobLogPage& page) {
            if (m_model.logOf() != job || m_logCursor != from) return; // another log; or asked twice, and here already
            m_log.insert(m_log.end(), page.lines.begin(), page.lines.end());
            if (m_log.size() > kLogKept) m_log.erase(m_log.begin(), m_log.end() - static_cast<std::ptrdiff_t>(kLogKept));
            m_logCursor = page.cursor;
            m_model.setLog(job, m_log);
            if (page.more) askLog();
        });
    }

    // The clock goes on, and so may a log; all else is told.
    void tick() {
        if (m_model.logOf() && m_logCursor) askLog();
        draw();
    }
    void drawSoon() {
        if (!m_draw.isActive()) m_draw.start(kDrawAfter);
    }
    void draw() {
        if (!m_screen) return;
        const auto [width, height] = m_screen->size();
        m_screen->draw(drawTop(m_model, {width, height, terminalLetters(), m_context.clock.now()}).ToString());
    }

    Context& m_context;
    const QString m_socket;
    QObject m_here;
    QEventLoop m_loop;
    QTimer m_draw, m_ask, m_retry, m_tick, m_escape;
    KeyReader m_reader;
    TopModel m_model;
    std::vector<JobLogLine> m_log;
    std::optional<std::string> m_logCursor;
    std::optional<Error> m_end;
    int m_tries = 0;
    std::unique_ptr<FullScreen> m_screen;
    std::unique_ptr<QSocketNotifier> m_keys, m_resized;
    std::unique_ptr<DaemonClient> m_client; // last: it calls the others
};

class TopCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        return parent.command("top", Cli::tr("Jobs, servers and problems on the full screen, as they change, with keys to act"));
    }
    Result<ExitCode> run(Context& context) override { return TopRun(context).run(); }
};

} // namespace

std::unique_ptr<Command> makeTopCommand() { return std::make_unique<TopCommand>(); }

} // namespace alula::cli
