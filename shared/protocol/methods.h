// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/backup_commands.h"
#include "shared/protocol/backup_deletion.h"
#include "shared/protocol/backup_entries.h"
#include "shared/protocol/backups.h"
#include "shared/protocol/compare.h"
#include "shared/protocol/events.h"
#include "shared/protocol/file_contents.h"
#include "shared/protocol/job_log.h"
#include "shared/protocol/jobs.h"
#include "shared/protocol/live_entries.h"
#include "shared/protocol/log.h"
#include "shared/protocol/search.h"
#include "shared/protocol/servers.h"
#include "shared/protocol/streams.h"
#include "shared/protocol/system.h"
#include "shared/protocol/versions.h"

#include <array>
#include <cstdint>
#include <string_view>

// Every method and notification: its name, who may call it, what it takes and gives.
namespace alula::protocol {

enum class Role : std::uint8_t { Reader, Admin };
std::string_view name(Role role); // "reader", "admin"

template <Dto P, Dto A>
struct Method {
    std::string_view name;
    Role needs;
    using Params = P;
    using Answer = A;
};

template <Dto P>
struct Notification {
    std::string_view name;
    using Params = P;
};

inline constexpr Method<HelloParams, HelloResult> kHello{"system.hello", Role::Reader};
inline constexpr Method<StatusParams, Status> kStatus{"system.status", Role::Reader};
inline constexpr Method<SetLimitsParams, Limits> kSetLimits{"system.set_limits", Role::Admin};
inline constexpr Method<LogParams, LogPage> kLog{"system.log", Role::Admin};
inline constexpr Method<ServersListParams, ServersList> kServersList{"servers.list", Role::Reader};
inline constexpr Method<BackupsListParams, BackupsList> kBackupsList{"backups.list", Role::Reader};
inline constexpr Method<BackupsGetParams, BackupInfo> kBackupsGet{"backups.get", Role::Reader};
inline constexpr Method<BackupEntriesParams, EntryPage> kBackupsEntries{"backups.entries", Role::Reader};
inline constexpr Method<BackupCountParams, EntryCount> kBackupsCount{"backups.count", Role::Reader};
inline constexpr Method<SearchParams, SearchPage> kBackupsSearch{"backups.search", Role::Reader};
inline constexpr Method<VersionsParams, VersionsList> kBackupsVersions{"backups.versions", Role::Reader};
inline constexpr Method<CompareParams, ComparePage> kBackupsCompare{"backups.compare", Role::Reader};
inline constexpr Method<BackupReadParams, FilePiece> kBackupsRead{"backups.read", Role::Admin};
inline constexpr Method<LiveEntriesParams, EntryPage> kLiveEntries{"live.entries", Role::Reader};
inline constexpr Method<LiveReadParams, FilePiece> kLiveRead{"live.read", Role::Admin};
inline constexpr Method<CreateParams, JobStarted> kBackupsCreate{"backups.create", Role::Admin};
inline constexpr Method<RestoreParams, RestoreAnswer> kBackupsRestore{"backups.restore", Role::Admin};
inline constexpr Method<UndoParams, JobStarted> kBackupsUndo{"backups.undo", Role::Admin};
inline constexpr Method<DeleteParams, DeleteAnswer> kBackupsDelete{"backups.delete", Role::Admin};
inline constexpr Method<DeleteAllParams, DeleteAnswer> kBackupsDeleteAll{"backups.delete_all", Role::Admin};
inline constexpr Method<VerifyParams, JobStarted> kBackupsVerify{"backups.verify", Role::Admin};
inline constexpr Method<ExportParams, StreamStarted> kBackupsExport{"backups.export", Role::Admin};
inline constexpr Method<ImportParams, StreamStarted> kBackupsImport{"backups.import", Role::Admin};
inline constexpr Method<PinParams, BackupInfo> kBackupsPin{"backups.pin", Role::Admin};
inline constexpr Method<NoteParams, BackupInfo> kBackupsNote{"backups.note", Role::Admin};
inline constexpr Method<JobsListParams, JobsList> kJobsList{"jobs.list", Role::Reader};
inline constexpr Method<JobParams, JobInfo> kJobsGet{"jobs.get", Role::Reader};
inline constexpr Method<JobLogParams, JobLogPage> kJobsLog{"jobs.log", Role::Reader};
inline constexpr Method<JobLogParams, JobLogPage> kJobsWarnings{"jobs.warnings", Role::Reader};
inline constexpr Method<JobParams, JobInfo> kJobsCancel{"jobs.cancel", Role::Admin};
inline constexpr Method<SubscribeParams, SubscribeResult> kEventsSubscribe{"events.subscribe", Role::Reader};

// From the daemon, to those who subscribed to the name.
inline constexpr Notification<JobProgressEvent> kJobProgress{"job.progress"};
inline constexpr Notification<JobChangedEvent> kJobChanged{"job.changed"};
inline constexpr Notification<BackupChangedEvent> kBackupChanged{"backup.changed"};
inline constexpr Notification<ServerChangedEvent> kServerChanged{"server.changed"};
inline constexpr Notification<SystemChangedEvent> kSystemChanged{"system.changed"};
// From the client.
inline constexpr Notification<CancelParams> kCancelRequest{"$/cancelRequest"};

inline constexpr std::array<std::string_view, 5> kTopics = {kJobProgress.name, kJobChanged.name, kBackupChanged.name,
                                                            kServerChanged.name, kSystemChanged.name};

// Calls visit(method) for every method above: for tables, and for tests that leave none out.
template <class Visit>
void forEachMethod(Visit&& visit) {
    const auto each = [&](const auto&... methods) { (visit(methods), ...); };
    each(kHello, kStatus, kSetLimits, kLog, kServersList, kBackupsList, kBackupsGet, kBackupsEntries, kBackupsCount,
         kBackupsSearch, kBackupsVersions, kBackupsCompare, kBackupsRead, kLiveEntries, kLiveRead, kBackupsCreate,
         kBackupsRestore, kBackupsUndo, kBackupsDelete, kBackupsDeleteAll, kBackupsVerify, kBackupsExport, kBackupsImport,
         kBackupsPin, kBackupsNote, kJobsList, kJobsGet, kJobsLog, kJobsWarnings, kJobsCancel, kEventsSubscribe);
}
template <class Visit>
void forEachNotification(Visit&& visit) {
    const auto each = [&](const auto&... notifications) { (visit(notifications), ...); };
    each(kJobProgress, kJobChanged, kBackupChanged, kServerChanged, kSystemChanged, kCancelRequest);
}

} // namespace alula::protocol
