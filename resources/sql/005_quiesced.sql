-- SPDX-License-Identifier: GPL-3.0-or-later
-- Servers that were asked to hold still for a backup, written before the first command is sent, until they were told to go on.
CREATE TABLE quiesced (
    job      TEXT NOT NULL PRIMARY KEY,
    server   TEXT NOT NULL,
    commands TEXT NOT NULL, -- those that let it go on, a line each
    since    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
