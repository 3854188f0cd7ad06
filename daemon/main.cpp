// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/app/daemon.h"
#include "daemon/app/handle_limit.h"
#include "daemon/app/log_setup.h"
#include "daemon/app/service_manager.h"
#include "daemon/app/signals.h"
#include "daemon/config/load_settings.h"
#include "shared/base/log.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <malloc.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int kMappedByItself = 256 * 1024;
constexpr char kUsualSettings[] = "/etc/alula/config.yml";

struct Options {
    alula::SettingsSources sources;
    QString listen, socket;
};

Options parse(const QCoreApplication& app) {
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Backup daemon for the nodes of game panels."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption config(
        u"config"_s,
        u"Settings, YAML (resources/config.example.yml explains each key). Without --config and --data-dir: "
        u"/etc/alula/config.yml, if there is one."_s,
        u"FILE"_s);
    const QCommandLineOption dataDir(u"data-dir"_s, u"Keep everything below DIR, with defaults for the rest."_s, u"DIR"_s);
    const QCommandLineOption listen(u"listen"_s, u"Where the REST API listens."_s, u"ADDR:PORT"_s);
    const QCommandLineOption socket(u"socket"_s, u"The local socket of console and CLI."_s, u"PATH"_s);
    parser.addOptions({config, dataDir, listen, socket});
    parser.process(app);
    Options options;
    options.sources.file = parser.value(config).toStdString();
    options.sources.dataDir = parser.value(dataDir).toStdString();
    const bool told = parser.isSet(config) || parser.isSet(dataDir);
    if (!told && QFile::exists(QString::fromLatin1(kUsualSettings))) options.sources.file = kUsualSettings;
    options.sources.environment = [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());
        return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
    };
    options.listen = parser.value(listen);
    options.socket = parser.value(socket);
    return options;
}

// "[::1]:8081", "127.0.0.1:0", ":8081" (all addresses).
bool applyListen(const QString& text, alula::Settings& settings) {
    if (text.isEmpty()) return true;
    const qsizetype colon = text.lastIndexOf(u':');
    bool isNumber = false;
    const ushort port = text.sliced(colon + 1).toUShort(&isNumber);
    if (colon < 0 || !isNumber) return false;
    QString host = text.first(colon);
    if (host.startsWith(u'[') && host.endsWith(u']')) host = host.sliced(1, host.size() - 2);
    settings.api.host = host.isEmpty() ? "0.0.0.0" : host.toStdString();
    settings.api.port = port;
    return true;
}

void tellSupervisor(const char* state) {
    const char* socket = std::getenv("NOTIFY_SOCKET");
    if (const auto told = alula::tellServiceManager(socket != nullptr ? socket : "", state); !told) {
        alula::log::warning("{}", told.error().toString());
    }
}

} // namespace

int main(int argc, char** argv) {
    alula::UnixSignals::block();
    QCoreApplication app(argc, argv);
    const alula::UnixSignals signals;
    app.setApplicationName(u"alulad"_s);
    app.setApplicationVersion(QStringLiteral(ALULA_VERSION));
    const Options options = parse(app);

    auto loaded = alula::loadSettings(options.sources);
    if (!loaded) {
        std::fprintf(stderr, "alulad: %s\n", loaded.error().toString().c_str());
        return 2;
    }
    alula::Settings& settings = loaded->settings;
    if (!applyListen(options.listen, settings)) {
        std::fprintf(stderr, "alulad: --listen takes ADDR:PORT, for example 127.0.0.1:8081\n");
        return 2;
    }
    if (!options.socket.isEmpty()) settings.rpc.socket = options.socket.toStdString();

    // Where libarchive lets the contents of a 7z wait: as large as the export, and /tmp is memory on Debian 13. Before any thread.
    if (std::getenv("TMPDIR") == nullptr) ::setenv("TMPDIR", settings.backupDirectory.c_str(), 0);

    alula::LogMemory memory;
    alula::setUpLog(settings.logLevel, memory);
    for (const auto& warning : loaded->warnings) alula::log::warning("{}", warning);
    // Left to itself, glibc takes ever larger buffers from its heap once one was freed, and what a thousand clients had stays.
    ::mallopt(M_MMAP_THRESHOLD, kMappedByItself);
    const std::uint64_t handles = alula::takeAllHandles();
    if (const auto most = alula::connectionsFor(settings.api.maxConnections, handles); most < settings.api.maxConnections) {
        alula::log::warning(
            "only {} files may be open at once, so REST holds {} connections instead of {} (api.max_connections): "
            "raise the limit (LimitNOFILE in the systemd unit, ulimit -Hn in a shell)",
            handles, most, settings.api.maxConnections);
        settings.api.maxConnections = most;
    }
    alula::Daemon daemon(settings, memory);
    const auto started = [&](const alula::Result<void>& outcome) {
        if (!outcome) {
            alula::log::error("alulad cannot start: {}", outcome.error().toString());
            return QCoreApplication::exit(1);
        }
        std::printf("alulad ready: REST on %s:%u, local socket %s\n", settings.api.host.c_str(), unsigned{daemon.port()},
                    daemon.socketPath().c_str());
        std::fflush(stdout);
        tellSupervisor("READY=1");
    };
    if (const auto begun = daemon.start(started); !begun) {
        alula::log::error("alulad cannot start: {}", begun.error().toString());
        return 1;
    }
    QObject::connect(&signals, &alula::UnixSignals::stopRequested, &app, &QCoreApplication::quit);
    QObject::connect(&signals, &alula::UnixSignals::reloadRequested, &app, [&daemon] { daemon.reload(); });
    const int result = app.exec();
    tellSupervisor("STOPPING=1");
    alula::log::info("stopping: running jobs are queued for the next start");
    return result;
}
