-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the node has learned, and would have to learn again (remembered_table.h says what).
CREATE TABLE remembered (
    name  TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
