// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/node.h"

#include <optional>

namespace alula {

// Takes what the archive itself says of a backup into its row: when it was made, how much is in it, whether Alula made it. What
// cannot be read is left as it is.
Result<void> readFacts(const Node& node, Backup& row);

// The row of an archive that the catalog does not know. None: it lies in Pterodactyl's flat layout, and neither its name nor its
// index says whose it is. NotFound: it is gone by now.
Result<std::optional<Backup>> rowOfUnknown(const Node& node, const StoredArchive& archive);

// The backup of that server by the catalog, or else by the disk, whose archive is adopted at that: a panel that names both tells
// whose a flat archive is (Wings, too, takes its word). None: there is no such backup of that server.
Result<std::optional<Backup>> findOrAdopt(const Node& node, const ServerId& server, const BackupId& backup);

} // namespace alula
