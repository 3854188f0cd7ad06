-- SPDX-License-Identifier: GPL-3.0-or-later
-- A download token's unique_id is good for one download; what a later request must match to be the same one.
CREATE TABLE download_uses (
    unique_id TEXT NOT NULL PRIMARY KEY,
    backup    TEXT NOT NULL,
    client    TEXT NOT NULL, -- its address; '': through the local socket, and the proxy told none
    first_use INTEGER NOT NULL,
    expires   INTEGER NOT NULL -- of the token
) STRICT;

-- What the panel has taken back: tokens issued until then are refused. Rows go when the oldest token that may be shown is younger.
CREATE TABLE token_revocations (
    kind    TEXT NOT NULL, -- 'user' or 'jti'
    subject TEXT NOT NULL, -- whose tokens, or the jti
    server  TEXT NOT NULL, -- '': on every server; always so for a jti
    revoked INTEGER NOT NULL,
    PRIMARY KEY (kind, subject, server)
) STRICT, WITHOUT ROWID;
