// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/download_desk.h"

#include "daemon/service/adoption.h"
#include "shared/base/log.h"
#include "shared/engine/store/file_source.h"
#include "shared/formats/export_backup.h"

#include <cerrno>
#include <fcntl.h>

namespace alula {

using namespace std::chrono_literals;

namespace {
// A large archive over a home connection; after it the panel has to be asked for a new link.
constexpr auto kMayResume = 60min;
// Panels' tokens live 15 minutes. None older than this is taken, so that no revocation has to be kept for longer.
constexpr auto kOldestToken = 24h * 30;
// Wings' words (router/router_download.go), for every token that is sound and yet good for nothing.
constexpr char kNotFound[] = "The requested resource was not found on this server.";

std::unexpected<Error> notFound() { return fail(ErrorCode::NotFound, kNotFound); }

bool isSameDownload(const DownloadUse& use, const DownloadClaims& claims, const DownloadAsk& ask, Timestamp now) {
    return (ask.ranged || ask.usesNothing) && use.backup == claims.backup && use.client == ask.client &&
           now - use.firstUse <= kMayResume;
}
} // namespace

Result<DownloadClaims> DownloadDesk::prove(const std::string& token) {
    const Timestamp now = m_node.clock.now();
    ALULA_ASSIGN(auto claims, readDownloadToken(token, m_node.settings.nodeToken, now));
    bool expired = now - claims.issued > kOldestToken;
    if (now >= claims.expires && !expired) {
        // A download that began in time may go on after it.
        ALULA_ASSIGN(const auto use, m_node.catalog.downloads().find(claims.uniqueId));
        expired = !use.has_value();
    }
    if (expired) return fail(ErrorCode::InvalidInput, "The download link has expired: ask the panel for a new one.");
    return claims;
}

Result<Download> DownloadDesk::open(const DownloadClaims& claims) {
    if (!claims.mayDownloadBackups()) return notFound();
    ALULA_ASSIGN(const bool revoked,
                 m_node.catalog.downloads().isRevoked(claims.user, claims.server.toString(), claims.jti, claims.issued));
    if (revoked) return notFound();
    ALULA_ASSIGN(const Backup backup, backupOf(claims));
    return openArchive(backup);
}

Result<ZipDownload> DownloadDesk::openZip(const DownloadClaims& claims) {
    // Its making would stand still with everything else, and the client before a download that does not begin.
    if (m_node.load.paused()) return fail(ErrorCode::Busy, "Work on this node is paused: try again later.");
    ALULA_ASSIGN(const Download archive, open(claims));
    ALULA_ASSIGN(const Backup backup, backupOf(claims));
    ZipDownload zip;
    zip.serverName = archive.serverName;
    zip.backup = archive.backup;
    // Opened there: a foreign archive without an index is read whole for it.
    zip.make = [this, backup](const ByteOutput& write, std::stop_token stop) -> Result<void> {
        ProgressSink unseen;
        ALULA_ASSIGN(const auto opened, m_archives.open(backup, unseen, stop));
        ExportOptions options;
        options.format = ArchiveFormat::Zip;
        options.workers = 1; // as many zips as there may be are made beside backups and restores
        options.load = &m_node.load;
        ALULA_TRY(exportBackup(*opened, options, write, unseen, stop));
        return {};
    };
    return zip;
}

Result<Backup> DownloadDesk::backupOf(const DownloadClaims& claims) {
    ALULA_ASSIGN(const auto row, findOrAdopt(m_node, claims.server, claims.backup));
    const bool there = row && row->state == BackupState::Completed && !row->deletedInPanel;
    if (!there) return fail(ErrorCode::NotFound, kNoSuchBackup);
    return *row;
}

Result<Download> DownloadDesk::openArchive(const Backup& backup) {
    const auto source = m_node.store.open(backup.server, backup.id);
    if (!source && source.error().code() == ErrorCode::NotFound && backup.adapter == "s3")
        return fail(ErrorCode::NotFound, "This backup's archive lies in the object store, not on this node.");
    if (!source && source.error().code() == ErrorCode::NotFound) return fail(ErrorCode::NotFound, kNoSuchBackup);
    if (!source) return fail(source.error());
    const auto* file = dynamic_cast<const FileSource*>(source->get());
    if (!file) return fail(ErrorCode::NotFound, "This backup's archive does not lie on this node.");
    Download download;
    download.file = UniqueFd(::fcntl(file->handle(), F_DUPFD_CLOEXEC, 0));
    if (!download.file) return failErrno(errno, "an archive's handle cannot be doubled", file->describe());
    ALULA_ASSIGN(const FileStat facts, m_node.files.names.stat(download.file.get(), {}));
    ALULA_ASSIGN(const auto server, m_node.catalog.servers().find(backup.server));
    download.size = facts.size;
    download.mtimeNs = facts.mtimeNs;
    download.serverName = server ? server->name : std::string();
    download.backup = backup.id;
    download.created = backup.created;
    return download;
}

Result<void> DownloadDesk::admit(const DownloadClaims& claims, const DownloadAsk& ask) {
    const Timestamp now = m_node.clock.now();
    bool first = false;
    // In one transaction: of two requests at the same moment one is the first.
    const auto admitted = m_node.catalog.transaction([&]() -> Result<void> {
        DownloadTable& table = m_node.catalog.downloads();
        ALULA_ASSIGN(const auto use, table.find(claims.uniqueId));
        if (use) return isSameDownload(*use, claims, ask, now) ? Result<void>{} : notFound();
        if (ask.usesNothing) return {};
        first = true;
        ALULA_TRY(table.forgetUses(now - kMayResume, now));
        return table.insert({claims.uniqueId, claims.backup, ask.client, now, claims.expires});
    });
    if (first && admitted)
        log::info("backup {} of server {} is being downloaded by {}", claims.backup.toString(), claims.server.toString(),
                  ask.client.empty() ? "a client of the local socket" : ask.client);
    return admitted;
}

Result<void> DownloadDesk::denyUser(const std::string& user, const std::vector<ServerId>& servers) {
    const Timestamp now = m_node.clock.now();
    std::vector<TokenRevocation> revocations;
    for (const ServerId& server : servers) revocations.push_back({TokenRevocation::Kind::User, user, server.toString(), now});
    if (servers.empty()) revocations.push_back({TokenRevocation::Kind::User, user, {}, now});
    return deny(revocations);
}

Result<void> DownloadDesk::denyTokens(const std::vector<std::string>& jtis) {
    std::vector<TokenRevocation> revocations;
    for (const auto& jti : jtis) revocations.push_back({TokenRevocation::Kind::Jti, jti, {}, m_node.clock.now()});
    return deny(revocations);
}

Result<void> DownloadDesk::deny(const std::vector<TokenRevocation>& revocations) {
    ALULA_TRY(m_node.catalog.downloads().forgetRevocations(m_node.clock.now() - kOldestToken));
    return m_node.catalog.downloads().revoke(revocations);
}

} // namespace alula
