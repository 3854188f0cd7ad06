// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/app/daemon.h"

#include "daemon/app/state_lock.h"
#include "daemon/catalog/set_aside.h"
#include "daemon/jobs/pressure_watch.h"
#include "daemon/panel/outbox_sender.h"
#include "daemon/panel/panel_client.h"
#include "daemon/panel/wings_client.h"
#include "daemon/rest/rest_server.h"
#include "daemon/rpc/rpc_server.h"
#include "daemon/service/archive_keeper.h"
#include "daemon/service/archive_watch.h"
#include "daemon/service/catalog_outbox.h"
#include "daemon/service/create_executor.h"
#include "daemon/service/deletion.h"
#include "daemon/service/download_desk.h"
#include "daemon/service/exchange_commands.h"
#include "daemon/service/export_executor.h"
#include "daemon/service/foreign_indexer.h"
#include "daemon/service/health_watch.h"
#include "daemon/service/import_executor.h"
#include "daemon/service/node_commands.h"
#include "daemon/service/node_status.h"
#include "daemon/service/panel_refresher.h"
#include "daemon/service/panel_urls.h"
#include "daemon/service/publishing.h"
#include "daemon/service/quiet_keeper.h"
#include "daemon/service/remote_objects.h"
#include "daemon/service/replaced_keeper.h"
#include "daemon/service/restore_executor.h"
#include "daemon/service/server_gates.h"
#include "daemon/service/startup_recovery.h"
#include "daemon/service/surviving.h"
#include "daemon/service/verify_executor.h"
#include "shared/base/calm_clock.h"
#include "shared/base/log.h"
#include "shared/engine/net/http_client.h"
#include "shared/engine/net/http_uploader.h"
#include "shared/engine/store/local_store.h"

#include <filesystem>
#include <thread>

namespace alula {

namespace {

PanelAccess panelAccess(const PanelSettings& s) {
    PanelAccess access;
    access.url = s.url;
    access.tokenId = s.tokenId;
    access.token = s.token;
    access.extraHeaders.assign(s.headers.begin(), s.headers.end());
    access.caFile = s.caFile;
    access.timeout = s.timeout;
    return access;
}

WingsAccess wingsAccess(const Settings& s) {
    WingsAccess access;
    access.url = s.wings.url;
    access.token = s.nodeToken;
    access.caFile = s.wings.caFile;
    return access;
}

enum class Closed : std::uint8_t { Always, No };

// Closed to other users: the state names every server and may hold the admin's notes.
Result<void> makeDirectory(const std::string& path, Closed closed) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return failErrno(error.value(), "a directory cannot be made", path);
    if (closed == Closed::Always) std::filesystem::permissions(path, std::filesystem::perms::owner_all, error);
    if (error) return failErrno(error.value(), "a directory cannot be closed to other users", path);
    return {};
}

ServerDirectory::AskPanel asking(PanelClient& panel) {
    return [&panel](bool quick, std::stop_token stop) -> Result<std::vector<Server>> {
        ALULA_ASSIGN(const auto told, panel.servers(std::move(stop), quick ? Patience::Quick : Patience::Thorough));
        std::vector<Server> servers;
        for (const PanelServer& s : told) {
            Server server;
            server.id = s.id;
            server.name = s.name;
            server.egg = s.eggId;
            server.diskLimit = s.diskLimitBytes;
            server.suspended = s.suspended;
            servers.push_back(std::move(server));
        }
        return servers;
    };
}

ServerDirectory::AskState askingState(WingsClient& wings) {
    return [&wings](const ServerId& id) -> Result<std::string> {
        ALULA_ASSIGN(const WingsState state, wings.state(id, {}));
        return state == WingsState::Offline || state == WingsState::Missing ? "stopped" : "running";
    };
}

} // namespace

// Members stand in the order they are made; the destructor of Daemon ends them in the order that shutting down needs.
struct Daemon::Parts {
    Parts(Settings given, LogMemory& memory) : settings(std::move(given)), log(memory) {}

    const Settings settings;
    SystemClock clock;
    SystemRandom random;
    LoadControl load{clock};
    LogMemory& log;
    NodeEvents events;
    CurlHttpClient http;
    UniqueFd lock;
    std::unique_ptr<Catalog> catalog;
    std::unique_ptr<CalmClock> calm; // for what deletes and gives up
    std::unique_ptr<LocalStore> disk;
    std::unique_ptr<ArchiveKeeper> archiveKeeper; // outlives the watch, which wakes it
    std::unique_ptr<ArchiveWatch> place;
    std::unique_ptr<WatchedStore> store; // the disk behind the watch
    std::unique_ptr<PanelClient> panel;
    std::unique_ptr<WingsClient> wings;
    std::unique_ptr<Node> node;
    std::unique_ptr<ServerDirectory> servers;
    std::unique_ptr<ArchiveAccess> archives;
    std::unique_ptr<ArchiveReconciler> reconciler;
    std::unique_ptr<ForeignIndexer> indexer;
    std::unique_ptr<RestoreDownloads> downloads;
    CurlHttpUploader uploader;
    std::unique_ptr<PanelUrls> urls;
    std::unique_ptr<UploadDeps> uploads; // none without a panel
    std::unique_ptr<QuietKeeper> quiet;
    std::unique_ptr<CreateExecutor> create;
    std::unique_ptr<RestoreExecutor> restore;
    std::unique_ptr<UndoExecutor> undo;
    std::unique_ptr<VerifyExecutor> verify;
    std::unique_ptr<DeleteExecutor> remove;
    StreamBroker streams{clock, random};
    std::unique_ptr<ExportExecutor> exports;
    std::unique_ptr<ImportExecutor> imports;
    std::unique_ptr<Scheduler> scheduler;
    std::unique_ptr<PressureWatch> pressure;
    std::unique_ptr<NodeCommands> commands;
    std::unique_ptr<ExchangeCommands> exchange;
    std::unique_ptr<NodeStatus> status;
    std::unique_ptr<CatalogOutbox> outbox;
    std::unique_ptr<OutboxSender> sender;
    std::unique_ptr<PanelRefresher> refresher;
    std::unique_ptr<ReplacedKeeper> keeper;
    std::unique_ptr<ObjectWatch> watch;
    std::unique_ptr<HealthWatch> health;
    std::unique_ptr<BackupBrowser> browser;
    std::unique_ptr<BackupContents> contents;
    std::unique_ptr<VolumeBrowser> volumes;
    std::unique_ptr<BackupComparer> comparer;
    std::unique_ptr<NameKeeper> names;
    std::unique_ptr<NameSearch> search;
    std::unique_ptr<PathVersions> versions;
    std::unique_ptr<JobBoard> board;
    std::unique_ptr<RestorePlanner> planner;
    std::unique_ptr<DownloadDesk> desk;
    std::unique_ptr<RestServer> rest;
    std::unique_ptr<RpcServer> rpc;
    std::uint16_t port = 0;
    std::jthread recovery; // last: it uses the others

    Result<void> openState();
    Result<void> makeServices();
    void makeJobs();
    void watchArchives();
    void lookedThrough();
    Result<void> recover(std::stop_token stop);
    void connectEvents();
    Result<void> listenToPanel();
    Result<void> listenToAdmins();
    Result<void> begin();
    std::unique_ptr<ServerGate> gateOf(const ServerId& server);
};

Result<void> Daemon::Parts::openState() {
    ALULA_TRY(makeDirectory(settings.dataDirectory, Closed::No)); // Wings' own
    ALULA_TRY(makeDirectory(settings.stateDirectory, Closed::Always));
    ALULA_ASSIGN(lock, lockState(settings.stateDirectory));
    ALULA_ASSIGN(auto opened, openOrSetAside(settings.stateDirectory + "/catalog.db", clock.now()));
    catalog = std::move(opened.catalog);
    if (const auto& aside = opened.setAside) {
        log::error("THE CATALOG IS DAMAGED: {}", aside->why.toString());
        log::error("it is kept as {}; a new one is made from the archives on disk. Pins, notes, the history of jobs and results "
                   "that the panel had not been told are lost{}",
                   aside->path, aside->journalKept ? "" : ", and what was known of restores that were running");
    }
    return {};
}

std::unique_ptr<ServerGate> Daemon::Parts::gateOf(const ServerId& server) {
    if (wings) {
        WingsGateRules rules;
        rules.stopTimeout = settings.wings.stopTimeout;
        return gateThroughWings(*wings, clock, server, rules);
    }
    return gateByOpenFiles(settings.dataDirectory + "/" + server.toString(), settings.restore.whenInUse == "proceed");
}

Result<void> Daemon::Parts::makeServices() {
    ALULA_ASSIGN(const auto seen, catalog->remembered().find(kCalmTime));
    calm = std::make_unique<CalmClock>(clock, seen ? std::optional(Timestamp{static_cast<std::int64_t>(*seen)}) : std::nullopt);
    disk = std::make_unique<LocalStore>(systemFiles(), settings.backupDirectory);
    place = std::make_unique<ArchiveWatch>(
        ArchiveWatch::Deps{systemFiles(), *catalog, clock, random, *disk, settings.backupDirectory});
    store = std::make_unique<WatchedStore>(*disk, *place);
    if (!settings.panel.url.empty()) panel = std::make_unique<PanelClient>(http, *calm, random, panelAccess(settings.panel));
    if (!settings.wings.url.empty()) wings = std::make_unique<WingsClient>(http, wingsAccess(settings));
    node.reset(new Node{settings, *catalog, systemFiles(), *store, clock, random, load, events,
                        [this](const ServerId& id) { return gateOf(id); }});
    servers = std::make_unique<ServerDirectory>(*node, panel ? asking(*panel) : ServerDirectory::AskPanel{},
                                                wings ? askingState(*wings) : ServerDirectory::AskState{});
    archives = std::make_unique<ArchiveAccess>(*node);
    reconciler = std::make_unique<ArchiveReconciler>(*node);
    indexer = std::make_unique<ForeignIndexer>(*node, *archives);
    archiveKeeper = std::make_unique<ArchiveKeeper>(*node, *reconciler, [this] { lookedThrough(); });
    ALULA_ASSIGN(auto guard, AddressGuard::make(settings.restore.hostAllowlist));
    downloads = std::make_unique<RestoreDownloads>(*node, std::move(guard));
    load.read.setLimit(static_cast<std::uint64_t>(settings.load.readMibPerSecond * (1 << 20)));
    load.write.setLimit(static_cast<std::uint64_t>(settings.load.writeMibPerSecond * (1 << 20)));
    return {};
}

void Daemon::Parts::makeJobs() {
    if (panel) {
        urls = std::make_unique<PanelUrls>(*panel);
        uploads.reset(new UploadDeps{uploader, *urls, systemFiles(), clock, random, load});
    }
    quiet = std::make_unique<QuietKeeper>(*node, wings.get());
    create = std::make_unique<CreateExecutor>(*node, *servers, uploads.get(), quiet.get());
    restore = std::make_unique<RestoreExecutor>(*node, *archives, *servers, *create, *downloads);
    undo = std::make_unique<UndoExecutor>(*node);
    verify = std::make_unique<VerifyExecutor>(*node, *archives);
    remove = std::make_unique<DeleteExecutor>(*node, *archives);
    exports = std::make_unique<ExportExecutor>(*node, *archives, streams);
    imports = std::make_unique<ImportExecutor>(*node, streams);
    scheduler = std::make_unique<Scheduler>(
        *catalog, clock, SchedulerSettings{settings.jobs.parallel, settings.jobs.queueLimit, settings.load.priority == "idle"});
    scheduler->setExecutor(JobKind::Create, *create);
    scheduler->setExecutor(JobKind::Restore, *restore);
    scheduler->setExecutor(JobKind::Undo, *undo);
    scheduler->setExecutor(JobKind::Verify, *verify);
    scheduler->setExecutor(JobKind::Delete, *remove);
    scheduler->setExecutor(JobKind::Export, *exports);
    scheduler->setExecutor(JobKind::Import, *imports);
    pressure = std::make_unique<PressureWatch>(PressureWatch::Setup{clock, load, static_cast<double>(settings.load.pressurePause),
                                                                    [this] { return canWait(scheduler->running()); }});
    commands = std::make_unique<NodeCommands>(*node, *scheduler, *servers, *archives, *downloads);
    exchange = std::make_unique<ExchangeCommands>(*node, *scheduler, *servers, *archives, streams);
    status = std::make_unique<NodeStatus>(*node, *scheduler, *servers, ArchiveSight{place.get(), reconciler.get()});
    browser = std::make_unique<BackupBrowser>(*node, *archives);
    contents = std::make_unique<BackupContents>(*node, *archives);
    volumes = std::make_unique<VolumeBrowser>(*node, *servers);
    comparer = std::make_unique<BackupComparer>(*node, *archives);
    names = std::make_unique<NameKeeper>(*node, *archives);
    search = std::make_unique<NameSearch>(*node, *archives, *names);
    versions = std::make_unique<PathVersions>(*node, *archives, *names);
    board = std::make_unique<JobBoard>(*node, *scheduler);
    planner = std::make_unique<RestorePlanner>(*node, *archives, *servers);
    desk = std::make_unique<DownloadDesk>(*node, *archives);
    keeper = std::make_unique<ReplacedKeeper>(*node, *calm);
    watch = std::make_unique<ObjectWatch>(*node);
    health = std::make_unique<HealthWatch>(*node, *status);
    if (!panel) return;
    outbox = std::make_unique<CatalogOutbox>(*catalog, clock);
    OutboxRules rules;
    rules.giveUp = settings.panel.giveUp;
    sender = std::make_unique<OutboxSender>(*outbox, *panel, *calm, random, rules);
    refresher = std::make_unique<PanelRefresher>(*node, *servers);
}

void Daemon::Parts::connectEvents() {
    // Direct: these run on the scheduler's thread, and only pass on.
    QObject::connect(scheduler.get(), &Scheduler::jobProgress, &events, &NodeEvents::jobProgress, Qt::DirectConnection);
    QObject::connect(
        scheduler.get(), &Scheduler::jobChanged, &events,
        [this](const Job& job) {
            Q_EMIT events.jobChanged(job);
            indexer->jobChanged(job);
            if (!job.backup.isNull()) Q_EMIT events.backupChanged(job.backup);
            if (!job.server.isNull()) Q_EMIT events.serverChanged(job.server);
            if (isFinal(job.state) && sender) sender->wake();
        },
        Qt::DirectConnection);
    QObject::connect(
        &events, &NodeEvents::backupChanged, &events, [this](const BackupId& id) { names->changed(id); }, Qt::DirectConnection);
}

// A disk that is back is looked through at once, and not some minutes later.
void Daemon::Parts::watchArchives() {
    place->onChange([this](ArchivePlace now) {
        if (now == ArchivePlace::There) archiveKeeper->wake();
        Q_EMIT events.systemChanged();
    });
    place->start();
}

// On the archive keeper's thread, when the archive directory is there and the catalog in line with it.
void Daemon::Parts::lookedThrough() {
    const auto isAlive = [this](const JobId& job) { return !scheduler->waitUntilEnded(job, std::chrono::milliseconds(0)); };
    if (const auto settled = settleLeft(*node, isAlive); !settled)
        log::warning("what a crash left is not settled yet: {}", settled.error().toString());
    if (sender) sender->wake();
    indexer->wake();
}

Result<void> Daemon::Parts::recover(std::stop_token stop) {
    quiet->start(); // first: players wait for it
    StartupRecovery left(*node, *archives, *reconciler);
    ALULA_TRY(left.run(stop));
    if (stop.stop_requested()) return fail(cancelled());
    return scheduler->start([&left](const Job& job) { return left.fateOf(job); });
}

Result<void> Daemon::Parts::listenToPanel() {
    RestOptions options;
    options.api = settings.api;
    options.identity = {settings.panel.tokenId, settings.nodeToken, ALULA_VERSION, settings.panel.url};
    rest = std::make_unique<RestServer>(options, RestServices{*commands, *status, *desk}, random);
    ALULA_ASSIGN(port, rest->listen());
    return {};
}

Result<void> Daemon::Parts::listenToAdmins() {
    const RpcServices services{*node, *status,   *commands, *servers,  *browser, *board,    *planner, *scheduler, events,
                               log,   *exchange, streams,   *contents, *volumes, *comparer, *search,  *versions};
    rpc = std::make_unique<RpcServer>(settings.rpc, services);
    return rpc->listen();
}

Daemon::Daemon(Settings settings, LogMemory& log) : m_parts(std::make_unique<Parts>(std::move(settings), log)) {}

Daemon::~Daemon() {
    Parts& parts = *m_parts;
    if (parts.status) parts.status->setReady(false);
    parts.recovery = {}; // what it is bringing to its end it ends
    if (parts.scheduler) parts.scheduler->stopAccepting();
    if (parts.servers) parts.servers->stop();
    if (parts.downloads) parts.downloads->stop();
    if (parts.archives) parts.archives->stop();
    if (parts.rest) parts.rest->stop(); // answers what it has taken
    parts.rpc.reset();
    if (parts.archiveKeeper) parts.archiveKeeper->stop();
    if (parts.indexer) parts.indexer->stop(); // the scheduler still tells it of jobs
    parts.keeper.reset();
    parts.watch.reset();
    parts.health.reset();
    parts.refresher.reset();
    parts.pressure.reset();               // it asks the scheduler
    parts.scheduler.reset();              // running jobs go back to the queue
    parts.sender.reset();                 // after the scheduler, which wakes it
    if (parts.quiet) parts.quiet->stop(); // after the scheduler: what its jobs left is told now
}

Result<void> Daemon::start(Started started) {
    Parts& parts = *m_parts;
    ALULA_TRY(parts.openState());
    ALULA_TRY(parts.makeServices());
    parts.makeJobs();
    parts.connectEvents();
    parts.watchArchives();
    ALULA_TRY(parts.listenToPanel());
    parts.recovery = std::jthread([&parts, started = std::move(started)](std::stop_token stop) {
        Result<void> recovered = fail(ErrorCode::Internal, "what an earlier run left could not be brought to its end");
        surviving("start-up recovery", [&] { recovered = parts.recover(stop); });
        if (stop.stop_requested()) return;
        // The main thread's, where `events` lives.
        QMetaObject::invokeMethod(&parts.events,
                                  [&parts, started, recovered] { started(recovered ? parts.begin() : recovered); });
    });
    return {};
}

// After recovery: the daemon does its work.
Result<void> Daemon::Parts::begin() {
    if (sender) sender->start();
    if (refresher) refresher->start();
    keeper->start();
    watch->start();
    health->start();
    names->start();
    archiveKeeper->start();
    indexer->start();
    pressure->start();
    ALULA_TRY(listenToAdmins());
    status->setReady(true);
    return {};
}

void Daemon::reload() {
    m_parts->archiveKeeper->wake();
    if (const auto reloaded = m_parts->rest->reloadCertificate(); !reloaded) {
        log::error("the TLS certificate could not be read again, the old one stays: {}", reloaded.error().toString());
    }
}

std::uint16_t Daemon::port() const { return m_parts->port; }
std::string Daemon::socketPath() const { return m_parts->settings.rpc.socket; }

} // namespace alula
