// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/import_staging.h"

#include "shared/base/log.h"
#include "shared/engine/restore/remove_tree.h"

#include <fcntl.h>

namespace alula {

namespace {
constexpr std::string_view kPrefix = ".alula-import-";
constexpr mode_t kMode = 0700;

void removeIn(FileSystem files, int parent, const std::string& name) {
    if (const auto removed = removeTree(files, parent, name, {}); !removed)
        log::warning("the folder {} of an import stays behind: {}", log::printable(name), removed.error().toString());
}
} // namespace

Result<std::unique_ptr<ImportStaging>> ImportStaging::make(const Node& node, const JobId& job) {
    const std::string& data = node.settings.dataDirectory;
    const std::string name = std::string(kPrefix) + job.toString();
    ALULA_ASSIGN(auto parent, node.files.names.open(AT_FDCWD, data, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0));
    ALULA_TRY(node.files.names.makeDirectory(parent.get(), name, kMode));
    auto volume = Volume::open(node.files, data + "/" + name);
    if (!volume) {
        removeIn(node.files, parent.get(), name);
        return fail(std::move(volume).error());
    }
    return std::unique_ptr<ImportStaging>(new ImportStaging(node, std::move(parent), name, *std::move(volume)));
}

ImportStaging::~ImportStaging() { removeIn(m_node.files, m_parent.get(), m_name); }

void removeImportStaging(const Node& node, int dataDirectory, const std::string& name) {
    if (!name.starts_with(kPrefix)) return;
    log::info("deleting {}, left by an import that was cut short", log::printable(name));
    removeIn(node.files, dataDirectory, name);
}

} // namespace alula
