// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/unsynced_files.h"

namespace alula::test {

FileSystem quickFiles() {
    static UnsyncedFiles unsynced;
    const FileSystem real = systemFiles();
    return {real.names, unsynced, real.attributes, real.cache};
}

} // namespace alula::test
