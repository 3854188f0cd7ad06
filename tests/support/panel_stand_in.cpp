// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/panel_stand_in.h"

#include "shared/base/bytes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <algorithm>

namespace alula::test {

namespace {

QJsonObject parse(const std::string& body) { return QJsonDocument::fromJson(QByteArray::fromStdString(body)).object(); }
std::string compact(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString(); }

QJsonObject toJson(const PanelStandIn::Server& server) {
    const QJsonObject meta{{QStringLiteral("name"), QString::fromStdString(server.name)},
                           {QStringLiteral("description"), QStringLiteral("stands in")}};
    const QJsonObject build{{QStringLiteral("memory_limit"), 2048},
                            {QStringLiteral("disk_space"), static_cast<qint64>(server.diskMib)},
                            {QStringLiteral("io_weight"), 500}};
    const QJsonObject egg{{QStringLiteral("id"), QString::fromStdString(server.eggId)},
                          {QStringLiteral("file_denylist"), QJsonArray()}};
    const QJsonObject settings{{QStringLiteral("uuid"), QString::fromStdString(server.uuid)},
                               {QStringLiteral("meta"), meta},
                               {QStringLiteral("suspended"), server.suspended},
                               {QStringLiteral("build"), build},
                               {QStringLiteral("egg"), egg}};
    return {{QStringLiteral("uuid"), QString::fromStdString(server.uuid)},
            {QStringLiteral("settings"), settings},
            {QStringLiteral("process_configuration"), QJsonObject()}};
}

constexpr auto error = laravelError;

} // namespace

PanelStandIn::PanelStandIn(Options options)
    : m_options(std::move(options)), m_server([this](const SeenRequest& request) { return handle(request); }, m_options.tls) {}

void PanelStandIn::addServer(Server server) {
    const std::lock_guard lock(m_mutex);
    m_servers.push_back(std::move(server));
}

void PanelStandIn::clearServers() {
    const std::lock_guard lock(m_mutex);
    m_servers.clear();
}

void PanelStandIn::addBackup(const std::string& uuid) {
    const std::lock_guard lock(m_mutex);
    m_backups[uuid] = {};
}

void PanelStandIn::addS3Backup(const std::string& uuid, const std::string& server) {
    const std::lock_guard lock(m_mutex);
    m_backups[uuid] = {.server = server};
}

void PanelStandIn::attachStore(std::shared_ptr<PanelUploads> uploads) {
    const std::lock_guard lock(m_mutex);
    m_uploads = std::move(uploads);
}

std::vector<PanelStandIn::Told> PanelStandIn::told() const {
    const std::lock_guard lock(m_mutex);
    return m_told;
}

bool PanelStandIn::waitForTold(std::size_t count) const {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return m_told.size() >= count; });
}

std::vector<std::string> PanelStandIn::complaints() const {
    const std::lock_guard lock(m_mutex);
    return m_complaints;
}

StandInReply PanelStandIn::handle(const SeenRequest& request) {
    static constexpr std::string_view kBase = "/api/remote";
    const auto whole = request.path();
    if (!whole.starts_with(kBase)) return error(404, "The route could not be found.");
    const auto path = whole.substr(kBase.size());
    const auto fault = m_script.take(request.method + " " + path);
    if (!fault) return process(request, path);
    if (!fault->process) return fault->reply;
    auto reply = process(request, path);
    reply.manner = fault->reply.manner;
    return reply;
}

void PanelStandIn::checkHeaders(const SeenRequest& request) {
    if (request.header("accept") != "application/json") m_complaints.push_back("Accept is " + request.header("accept"));
    if (request.header("content-type") != "application/json")
        m_complaints.push_back("Content-Type is " + request.header("content-type"));
    if (!request.header("user-agent").contains("(id:" + m_options.tokenId + ")"))
        m_complaints.push_back("User-Agent is " + request.header("user-agent"));
}

StandInReply PanelStandIn::process(const SeenRequest& request, const std::string& path) {
    const std::lock_guard lock(m_mutex);
    checkHeaders(request);
    if (request.header("authorization") != "Bearer " + m_options.tokenId + "." + m_options.token)
        return error(403, "You are not authorized to access this resource.");
    if (path == "/servers/reset") m_complaints.push_back("servers/reset was called");
    if (request.method == "GET" && path == "/servers") return serverPage(request);
    if (request.method == "POST" && path.starts_with("/backups/")) return takeResult(request, path.substr(9));
    if (request.method == "GET" && m_uploads && path.starts_with("/backups/")) return giveUrls(request, path.substr(9));
    return error(404, "The route could not be found.");
}

StandInReply PanelStandIn::serverPage(const SeenRequest& request) {
    const auto size = std::clamp<std::size_t>(parseNumber<std::size_t>(request.query("per_page")).value_or(50), 1, 100);
    const auto page = std::max<std::size_t>(parseNumber<std::size_t>(request.query("page")).value_or(1), 1);
    const auto last = std::max<std::size_t>((m_servers.size() + size - 1) / size, 1);
    QJsonArray data;
    for (auto i = (page - 1) * size; i < std::min(page * size, m_servers.size()); ++i) data.append(toJson(m_servers[i]));
    const QJsonObject meta{{QStringLiteral("current_page"), static_cast<qint64>(page)},
                           {QStringLiteral("last_page"), static_cast<qint64>(last)},
                           {QStringLiteral("per_page"), static_cast<qint64>(size)},
                           {QStringLiteral("total"), static_cast<qint64>(m_servers.size())}};
    return {.body = compact({{QStringLiteral("data"), data}, {QStringLiteral("meta"), meta}})};
}

// BackupRemoteUploadController of the panels.
StandInReply PanelStandIn::giveUrls(const SeenRequest& request, const std::string& backup) {
    const auto size = parseNumber<std::uint64_t>(request.query("size")).value_or(0);
    if (size == 0) return error(400, "A non-empty \"size\" query parameter must be provided.");
    const auto row = m_backups.find(backup);
    if (row == m_backups.end()) return error(404, "The requested resource could not be found on the server.");
    if (row->second.completed) return error(409, "This backup is already in a completed state.");
    if (row->second.server.empty()) return error(400, "The configured backup adapter is not an S3 compatible adapter.");
    return m_uploads->begin({backup, row->second.server}, size);
}

// BackupStatusController of the panels: index() and restore().
StandInReply PanelStandIn::takeResult(const SeenRequest& request, const std::string& rest) {
    const auto backup = rest.substr(0, rest.find('/'));
    const bool restore = rest.ends_with("/restore");
    if (m_options.knowsEveryBackup) m_backups.try_emplace(backup);
    const auto row = m_backups.find(backup);
    if (row == m_backups.end()) return error(404, "The requested resource could not be found on the server.");
    const auto body = parse(request.body);
    const auto successful = body.value(QLatin1String("successful"));
    if (!successful.isBool()) {
        m_complaints.push_back("a result without successful: " + request.body);
        return error(422, "The successful field is required.");
    }
    if (!restore) {
        if (successful.toBool() &&
            (body.value(QLatin1String("checksum_type")).toString() != QLatin1String("sha1") ||
             body.value(QLatin1String("checksum")).toString().isEmpty() || !body.value(QLatin1String("size")).isDouble()))
            m_complaints.push_back("a successful result without checksum or size: " + request.body);
        if (row->second.successful)
            return error(400, "Cannot update the status of a backup that is already marked as completed.");
        // In the panel's transaction: a store that says no rolls the row back.
        if (m_uploads && !row->second.server.empty()) {
            if (const auto refused = m_uploads->finish({backup, row->second.server}, body)) return *refused;
        }
        row->second.completed = true;
        row->second.successful = successful.toBool();
    }
    m_told.push_back({backup, restore ? "restore" : "backup", request.body});
    m_changed.notify_all();
    return {.status = 204};
}

} // namespace alula::test
