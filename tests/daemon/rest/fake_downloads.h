// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/backup.h"
#include "daemon/service/downloads.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace alula::test {

// An archive for whoever has the right word as a token; records what was asked and taken back.
class FakeDownloads final : public Downloads {
public:
    std::function<Result<Download>()> archive = []() -> Result<Download> { return fail(ErrorCode::NotFound, kNoSuchBackup); };
    Result<DownloadClaims> prove(const std::string& token) override {
        if (token != "good") return fail(ErrorCode::InvalidInput, "The token is no good.");
        DownloadClaims claims;
        if (!oneLink) claims.uniqueId = std::to_string(++m_proved);
        return claims;
    }
    Result<Download> open(const DownloadClaims&) override { return archive(); }
    Result<void> admit(const DownloadClaims&, const DownloadAsk& ask) override {
        const std::lock_guard lock(m_mutex);
        m_asked.push_back(ask);
        return {};
    }
    std::function<Result<void>(const std::function<Result<void>(ByteSpan)>& write, std::stop_token stop)> makeZip;
    bool oneLink = false; // every request shows the same
    Result<ZipDownload> openZip(const DownloadClaims&) override {
        ZipDownload zip;
        zip.make = makeZip;
        zip.serverName = "Survival";
        zip.backup = *BackupId::parse("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");
        return zip;
    }
    Result<void> denyUser(const std::string& user, const std::vector<ServerId>& servers) override {
        std::string line = "user " + user;
        for (const auto& server : servers) line += " " + server.toString();
        return note(line);
    }
    Result<void> denyTokens(const std::vector<std::string>& jtis) override {
        std::string line = "jtis";
        for (const auto& jti : jtis) line += " " + jti;
        return note(line);
    }

    std::vector<DownloadAsk> asked() {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }
    std::vector<std::string> denied() {
        const std::lock_guard lock(m_mutex);
        return m_denied;
    }

private:
    Result<void> note(const std::string& line) {
        const std::lock_guard lock(m_mutex);
        m_denied.push_back(line);
        return {};
    }
    std::mutex m_mutex;
    std::vector<DownloadAsk> m_asked;
    std::atomic<int> m_proved{0};
    std::vector<std::string> m_denied;
};

} // namespace alula::test
