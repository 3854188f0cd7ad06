-- SPDX-License-Identifier: GPL-3.0-or-later
-- A server that is new may be without a backup for a while. 0: it was known before this was kept.
ALTER TABLE servers ADD COLUMN first_seen INTEGER NOT NULL DEFAULT 0;

-- A list of servers counts the backups of each: without reading the rows.
CREATE INDEX backups_totals ON backups(server, state, missing, size);
