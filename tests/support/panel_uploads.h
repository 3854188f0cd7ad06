// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/http_stand_in.h"
#include "tests/support/s3_client.h"

#include <QJsonObject>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace alula::test {

// What PanelStandIn does at a real object store: begins multipart uploads, signs urls, completes and aborts, as Pelican's
// BackupRemoteUploadController and BackupStatusController do. Any thread.
class PanelUploads {
public:
    struct Options {
        std::uint64_t partSize = 100ULL << 20; // Pelican's default is 5 GiB; S3 wants at least 5 MiB
        std::chrono::seconds lifetime{3600};
        std::chrono::seconds age{0}; // more than the lifetime: every url has expired when it is given
        std::optional<int> maxConcurrent = std::nullopt;
        std::string urlEndpoint = {}; // for which urls are signed, a fault proxy's say; else the store's own
    };
    PanelUploads(S3Client bucket, Options options) : m_bucket(std::move(bucket)), m_options(std::move(options)) {}

    void set(Options options); // for all that is asked from now on

    struct Backup {
        std::string uuid, server;
        std::string key() const { return server + "/" + uuid + ".tar.gz"; }
    };
    // GET /backups/{backup}?size=: each ask begins another multipart upload; the one before is forgotten, and stays at the store.
    StandInReply begin(const Backup& backup, std::uint64_t size);
    // POST /backups/{backup}: completes with exactly these parts, or aborts. What to answer if the panel does not take it.
    std::optional<StandInReply> finish(const Backup& backup, const QJsonObject& result);
    // What the panel puts into a restore's body; good for five minutes unless told otherwise.
    std::string downloadUrl(const Backup& backup, std::chrono::seconds lifetime = std::chrono::minutes(5),
                            std::chrono::seconds age = {}) const;

    struct Asked {
        std::string backup;
        std::uint64_t size = 0;
        std::size_t urls = 0;
        std::string uploadId;
    };
    std::vector<Asked> asked() const; // in order
    const S3Client& bucket() const { return m_bucket; }

private:
    const S3Client m_bucket;
    mutable std::mutex m_mutex;
    // Guarded by m_mutex.
    Options m_options;
    std::map<std::string, std::string> m_uploadIds; // by backup: the newest
    std::vector<Asked> m_asked;
};

// Laravel's error shape, as the panels send it with APP_DEBUG off.
StandInReply laravelError(int status, const std::string& detail);

} // namespace alula::test
