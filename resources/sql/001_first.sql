-- SPDX-License-Identifier: GPL-3.0-or-later
-- Times are nanoseconds since 1970-01-01 UTC, 0: not yet. Ids are canonical lower-case uuids. Numbers without sign keep their 64 bits
-- (volume_id may show as negative here). Paths are bytes, so BLOB. Rows of servers are no parents of backups and jobs: archives outlive
-- the panel's list, and an adopted one may belong to a server that nobody knows any more.

CREATE TABLE servers (
    id         TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    egg        TEXT NOT NULL,
    disk_limit INTEGER NOT NULL,
    suspended  INTEGER NOT NULL,
    in_panel   INTEGER NOT NULL,
    volume_id  INTEGER NOT NULL,
    seen       INTEGER NOT NULL
) STRICT;

CREATE TABLE backups (
    id               TEXT NOT NULL PRIMARY KEY,
    server           TEXT NOT NULL,
    state            TEXT NOT NULL,
    adapter          TEXT NOT NULL,
    origin           TEXT NOT NULL,
    created          INTEGER NOT NULL,
    completed        INTEGER NOT NULL,
    size             INTEGER NOT NULL,
    content_bytes    INTEGER NOT NULL,
    new_bytes        INTEGER NOT NULL,
    files            INTEGER NOT NULL,
    duration_ms      INTEGER NOT NULL,
    sha1             TEXT NOT NULL,
    ignore_text      TEXT NOT NULL,
    is_foreign       INTEGER NOT NULL,
    pinned           INTEGER NOT NULL,
    deleted_in_panel INTEGER NOT NULL,
    missing          INTEGER NOT NULL,
    damaged          INTEGER NOT NULL,
    note             TEXT NOT NULL,
    warnings         INTEGER NOT NULL,
    verified         INTEGER NOT NULL,
    verify_result    TEXT NOT NULL
) STRICT;
CREATE INDEX backups_by_time ON backups(created, id);
CREATE INDEX backups_by_server ON backups(server, created DESC, id DESC);

CREATE TABLE jobs (
    id            TEXT NOT NULL PRIMARY KEY,
    kind          TEXT NOT NULL,
    state         TEXT NOT NULL,
    server        TEXT NOT NULL,
    backup        TEXT, -- NULL: about several
    parameters    TEXT NOT NULL,
    origin_kind   TEXT NOT NULL,
    origin_detail TEXT NOT NULL,
    queue_order   INTEGER NOT NULL,
    created       INTEGER NOT NULL,
    started       INTEGER NOT NULL,
    ended         INTEGER NOT NULL,
    phase         TEXT NOT NULL,
    files_done    INTEGER NOT NULL,
    files_total   INTEGER NOT NULL,
    bytes_done    INTEGER NOT NULL,
    bytes_total   INTEGER NOT NULL,
    bytes_written INTEGER NOT NULL,
    warnings      INTEGER NOT NULL,
    error_code    TEXT NOT NULL,
    error_message TEXT NOT NULL,
    undoable      INTEGER NOT NULL,
    attempts      INTEGER NOT NULL
) STRICT;
CREATE INDEX jobs_by_time ON jobs(created, id);
CREATE INDEX jobs_by_server ON jobs(server, created, id);
CREATE INDEX jobs_by_backup ON jobs(backup, created, id);
CREATE INDEX jobs_by_queue ON jobs(queue_order);
CREATE INDEX jobs_unfinished ON jobs(queue_order) WHERE state IN ('queued', 'running', 'cancelling');

CREATE TABLE job_log (
    job    TEXT NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- from 1, within the job
    time   INTEGER NOT NULL,
    level  TEXT NOT NULL,
    text   TEXT NOT NULL,
    path   BLOB NOT NULL,
    PRIMARY KEY (job, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_log_warnings ON job_log(job, number) WHERE level IN ('warning', 'error');

-- AUTOINCREMENT: an id is never given twice, it is the order within one backup. A delivered message is deleted. It is no child of its
-- backup: what the panel has to be told outlives the row.
CREATE TABLE outbox (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    backup       TEXT NOT NULL,
    kind         TEXT NOT NULL,
    body         TEXT NOT NULL,
    created      INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    next_attempt INTEGER NOT NULL,
    reason       TEXT NOT NULL, -- of the last failure
    given_up     INTEGER NOT NULL,
    given_up_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_waiting ON outbox(backup, id) WHERE given_up = 0;
CREATE INDEX outbox_given_up ON outbox(id) WHERE given_up = 1;

CREATE TABLE restore_journal (
    job          TEXT NOT NULL PRIMARY KEY,
    server       TEXT NOT NULL,
    plan         BLOB NOT NULL,
    committed    INTEGER NOT NULL,
    saved_at     INTEGER NOT NULL,
    committed_at INTEGER NOT NULL
) STRICT;
