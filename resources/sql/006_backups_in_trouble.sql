-- SPDX-License-Identifier: GPL-3.0-or-later
-- The few of many backups that are missing or damaged: every look at the node's state asks for them.
CREATE INDEX backups_in_trouble ON backups(server) WHERE missing OR damaged;
