// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/backup_routes.h"

#include "daemon/model/server.h"
#include "daemon/rest/error_answer.h"
#include "daemon/service/commands.h"
#include "shared/base/log.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace alula {

namespace {
using Method = QHttpServerRequest::Method;

// The panels wait 15 s for an answer (Pelican: guzzle.timeout), and take a restore for failed then.
constexpr std::chrono::seconds kPanelIsThere{13};

JobOrigin originOf(const RouteRequest& request) { return {.kind = "panel", .detail = request.context.requestId}; }

// Before the rest of the request is looked at (Wings: middleware.ServerExists).
Result<ServerId> serverOf(BackupCommands& commands, const RouteRequest& request) {
    const auto id = ServerId::parse(request.arguments.at(0));
    if (!id) return fail(ErrorCode::NotFound, kNoSuchServer);
    ALULA_TRY(commands.requireServer(*id));
    return *id;
}

Result<BackupId> backupFrom(std::string_view text) {
    if (const auto id = BackupId::parse(text)) return *id;
    return fail(ErrorCode::InvalidInput, std::string(kBadBackupId));
}

Result<QJsonObject> objectIn(const QByteArray& body) {
    const auto document = QJsonDocument::fromJson(body);
    if (!document.isObject()) return fail(ErrorCode::InvalidInput, "The request body must be a JSON object.");
    return document.object();
}

Result<std::string> adapterIn(const QJsonObject& object) {
    const std::string adapter = object.value(QStringLiteral("adapter")).toString().toStdString();
    if (adapter == "wings" || adapter == "s3") return adapter;
    return fail(ErrorCode::InvalidInput, "The backup adapter must be \"wings\" or \"s3\".");
}

// A missing or null text is the empty one, as for Wings.
Result<std::string> textIn(const QJsonObject& object, const QString& key) {
    const auto value = object.value(key);
    if (value.isUndefined() || value.isNull()) return std::string();
    if (value.isString()) return value.toString().toStdString();
    return fail(ErrorCode::InvalidInput, "The field \"" + key.toStdString() + "\" must be a string.");
}

Result<bool> flagIn(const QJsonObject& object, const QString& key) {
    const auto value = object.value(key);
    if (value.isUndefined() || value.isNull()) return false;
    if (value.isBool()) return value.toBool();
    return fail(ErrorCode::InvalidInput, "The field \"" + key.toStdString() + "\" must be true or false.");
}

Result<void> create(BackupCommands& commands, const RouteRequest& request) {
    CreateRequest wanted;
    ALULA_ASSIGN(wanted.server, serverOf(commands, request));
    ALULA_ASSIGN(const QJsonObject body, objectIn(request.body));
    ALULA_ASSIGN(wanted.adapter, adapterIn(body));
    ALULA_ASSIGN(wanted.backup, backupFrom(body.value(QStringLiteral("uuid")).toString().toStdString()));
    ALULA_ASSIGN(wanted.ignore, textIn(body, QStringLiteral("ignore")));
    wanted.origin = originOf(request);
    ALULA_TRY(commands.create(wanted));
    return {};
}

Result<void> restore(BackupCommands& commands, const RouteRequest& request) {
    RestoreRequest wanted;
    ALULA_ASSIGN(wanted.server, serverOf(commands, request));
    ALULA_ASSIGN(wanted.backup, backupFrom(request.arguments.at(1)));
    ALULA_ASSIGN(const QJsonObject body, objectIn(request.body));
    ALULA_ASSIGN(wanted.adapter, adapterIn(body));
    ALULA_ASSIGN(wanted.truncate, flagIn(body, QStringLiteral("truncate_directory")));
    ALULA_ASSIGN(const std::string downloadUrl, textIn(body, QStringLiteral("download_url")));
    if (wanted.adapter == "s3" && downloadUrl.empty()) return fail(ErrorCode::InvalidInput, std::string(kNoDownloadUrl));
    if (wanted.adapter == "s3") wanted.downloadUrl = downloadUrl;
    wanted.origin = originOf(request);
    wanted.answerBy = request.arrived + kPanelIsThere;
    ALULA_TRY(commands.restore(wanted));
    return {};
}

Result<void> remove(BackupCommands& commands, const RouteRequest& request) {
    ALULA_ASSIGN(const ServerId server, serverOf(commands, request));
    ALULA_ASSIGN(const BackupId backup, backupFrom(request.arguments.at(1)));
    return commands.removeForPanel(server, backup);
}

Result<void> removeAll(BackupCommands& commands, const RouteRequest& request) {
    ALULA_ASSIGN(const ServerId server, serverOf(commands, request));
    return commands.removeAllForPanel(server);
}

using Command = Result<void> (*)(BackupCommands&, const RouteRequest&);

Route route(Method method, int success, BackupCommands& commands, Command command) {
    return {.method = method,
            .access = Route::Access::Token,
            .runs = Route::Runs::OnPool,
            .handle = [&commands, command, success](const RouteRequest& request) {
                const auto done = command(commands, request);
                if (done) return Answer::empty(success);
                if (httpStatusOf(done.error().code()) >= 500)
                    log::error("REST: request {} failed: {}", request.context.requestId, log::printable(done.error().toString()));
                return errorAnswer(done.error(), request.context);
            }};
}
} // namespace

void addBackupRoutes(Routes& routes, BackupCommands& commands) {
    const QString backups = QStringLiteral("/api/servers/<arg>/backup");
    routes.add(backups, {route(Method::Post, 202, commands, &create)});
    // Before the pattern that would take "delete-all" for a backup. The documentation has the one name, the panels call the
    // other.
    routes.add(backups + QStringLiteral("/delete-all"), {route(Method::Delete, 204, commands, &removeAll)});
    routes.add(QStringLiteral("/api/servers/<arg>/deleteAllBackups"), {route(Method::Delete, 204, commands, &removeAll)});
    routes.add(backups + QStringLiteral("/<arg>"), {route(Method::Delete, 204, commands, &remove)});
    routes.add(backups + QStringLiteral("/<arg>/restore"), {route(Method::Post, 202, commands, &restore)});
}

} // namespace alula
