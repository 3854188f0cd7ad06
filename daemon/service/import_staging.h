// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/node.h"
#include "shared/engine/volume/volume.h"

#include <memory>
#include <string>

namespace alula {

// A folder beside the volumes, closed to everybody else, in which an import is unpacked before a backup is made of it. It goes with
// the object, with everything in it.
class ImportStaging {
public:
    static Result<std::unique_ptr<ImportStaging>> make(const Node& node, const JobId& job);
    ~ImportStaging();
    ImportStaging(const ImportStaging&) = delete;
    ImportStaging& operator=(const ImportStaging&) = delete;
    const Volume& volume() const { return m_volume; }

private:
    ImportStaging(const Node& node, UniqueFd parent, std::string name, Volume volume)
        : m_node(node), m_parent(std::move(parent)), m_name(std::move(name)), m_volume(std::move(volume)) {}

    const Node& m_node;
    const UniqueFd m_parent;
    const std::string m_name;
    const Volume m_volume;
};

// At start-up: deletes `name` of the data directory when a crash has left it by an import.
void removeImportStaging(const Node& node, int dataDirectory, const std::string& name);

} // namespace alula
