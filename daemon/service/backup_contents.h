// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/archive_access.h"
#include "daemon/service/file_bytes.h"
#include "daemon/service/node.h"
#include "shared/engine/restore/count_selection.h"

#include <stop_token>
#include <string>

namespace alula {

// A look at what a backup holds, short of restoring it. Any thread.
class BackupContents {
public:
    BackupContents(const Node& node, ArchiveAccess& archives) : m_node(node), m_archives(archives) {}
    // At most `range.length` bytes of one file, every block of them checked, and the file's CRC-64 too when the piece is all of it.
    // Of Alula's own archives only the blocks with these bytes are read; one made elsewhere is read from its beginning.
    // NotFound: no such backup or file, or one that the backup could not read; InvalidInput: no regular file; Unsupported: the
    // contents are out of this node's reach (ArchiveAccess).
    Result<FileBytes> read(const BackupId& backup, const std::string& path, const FileRange& range, std::stop_token stop);
    // How much a choice of paths is: from the index alone.
    Result<SelectionCount> count(const BackupId& backup, const RestoreOptions& choice, std::stop_token stop);

private:
    const Node& m_node;
    ArchiveAccess& m_archives;
};

} // namespace alula
