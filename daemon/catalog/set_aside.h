// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/catalog/catalog.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace alula {

// A damaged catalog that was moved out of the way: `<catalog>.damaged-20261122T030000Z`, with its -wal and -shm beside it.
struct SetAside {
    std::string path;
    Error why;
    bool journalKept = false; // what it knew of swaps of restores is in the new catalog
};

struct OpenedCatalog {
    std::unique_ptr<Catalog> catalog;
    std::optional<SetAside> setAside; // then `catalog` is a new one
};

// As Catalog::open, but a damaged one (not a database, another program's, pages or an index that contradict each other, rows that
// nobody could have written) is set aside, never over anything, and a new one begun. All other errors stay errors: of a newer
// version, of the disk, of rights.
Result<OpenedCatalog> openOrSetAside(const std::string& path, Timestamp now);

// Names of those that lie beside the catalog, newest first; they stay until an admin has seen to them.
std::vector<std::string> setAsideCatalogs(const std::string& path);
// When one was set aside, by its name; none: not such a name.
std::optional<Timestamp> setAsideWhen(const std::string& name);

} // namespace alula
