// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/remote_objects.h"

#include "daemon/service/surviving.h"
#include "shared/base/log.h"

namespace alula {

using namespace std::chrono_literals;

namespace {
constexpr auto kLookEvery = 6h;
constexpr auto kStall = 20s;
constexpr auto kPanelPutsTogether = 1h;
} // namespace

RemoteObject remoteObject(const S3ReadSettings& s3, const ServerId& server, const BackupId& backup) {
    const std::string key = server.toString() + "/" + backup.toString() + ".tar.gz";
    return {objectUrl(s3.endpoint, s3.bucket, key, s3.pathStyle),
            key + " of the bucket " + s3.bucket,
            {s3.region, s3.accessKey, s3.secretKey},
            s3.caFile};
}

void noteObject(const Node& node, const BackupId& backup, bool there) {
    bool changed = false;
    const auto tells = [&](const std::optional<Backup>& row) {
        if (!row || row->adapter != "s3" || row->state != BackupState::Completed || row->missing != there) return false;
        return there || node.clock.now() - row->completed >= kPanelPutsTogether;
    };
    const auto noted = [&]() -> Result<void> {
        ALULA_ASSIGN(const auto seen, node.catalog.backups().find(backup));
        if (!tells(seen)) return {}; // most often: nothing to be written
        return node.catalog.transaction([&]() -> Result<void> {
            ALULA_ASSIGN(auto row, node.catalog.backups().find(backup));
            if (!tells(row)) return {};
            row->missing = !there;
            changed = true;
            return node.catalog.backups().update(*row);
        });
    }();
    if (!noted) {
        log::warning("what is known of the object of backup {} could not be kept: {}", backup.toString(),
                     noted.error().toString());
        return;
    }
    if (!changed) return;
    log::info("backup {} is {} the object store", backup.toString(), there ? "in" : "no more in");
    Q_EMIT node.events.backupChanged(backup);
}

void ObjectWatch::start() {
    if (!m_node.settings.s3Read.given()) return;
    m_thread = std::jthread([this](std::stop_token stop) {
        do {
            surviving("the object store could not be looked at", [&] {
                if (const auto looked = look(stop); !looked && !stop.stop_requested())
                    log::warning("not all backups in the object store could be looked for: {}", looked.error().toString());
            });
        } while (m_node.clock.sleepFor(kLookEvery, stop));
    });
}

Result<void> ObjectWatch::look(std::stop_token stop) {
    ALULA_ASSIGN(const auto rows,
                 m_node.catalog.backups().list({.states = {BackupState::Completed}, .adapter = "s3", .limit = -1}));
    std::optional<Error> refused;
    for (const Backup& row : rows) {
        if (stop.stop_requested()) return fail(cancelled());
        const auto found = lookForObject(remoteObject(m_node.settings.s3Read, row.server, row.id), kStall, stop);
        if (found || found.error().code() == ErrorCode::NotFound) noteObject(m_node, row.id, found.has_value());
        else if (found.error().code() == ErrorCode::Refused) refused = found.error();
        else return found;
    }
    return refused ? fail(*refused) : Result<void>();
}

} // namespace alula
