// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/archive_access.h"
#include "daemon/service/downloads.h"
#include "daemon/service/node.h"

namespace alula {

// Decides who may download which archive, once. What was used and what was taken back is in the catalog.
class DownloadDesk final : public Downloads {
public:
    DownloadDesk(const Node& node, ArchiveAccess& archives) : m_node(node), m_archives(archives) {}
    Result<DownloadClaims> prove(const std::string& token) override;
    Result<Download> open(const DownloadClaims& claims) override;
    Result<ZipDownload> openZip(const DownloadClaims& claims) override;
    Result<void> admit(const DownloadClaims& claims, const DownloadAsk& ask) override;
    Result<void> denyUser(const std::string& user, const std::vector<ServerId>& servers) override;
    Result<void> denyTokens(const std::vector<std::string>& jtis) override;

private:
    Result<Backup> backupOf(const DownloadClaims& claims);
    Result<Download> openArchive(const Backup& backup);
    Result<void> deny(const std::vector<TokenRevocation>& revocations);

    const Node& m_node;
    ArchiveAccess& m_archives;
};

} // namespace alula
