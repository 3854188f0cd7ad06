// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/volume_folder.h"

#include "gui/nodes/node_data.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <algorithm>

namespace alula::gui {

QString volumeFolder(const Node& node, const ServerId& server, const std::string& below) {
    if (node.address().way != NodeAddress::Way::Local || !node.data().status()) return {};
    const auto& space = node.data().status()->space;
    const auto volumes = std::ranges::find(space, "volumes", &protocol::SpaceUse::what);
    if (volumes == space.end()) return {};
    std::string path = volumes->path.bytes + "/" + server.toString();
    if (!below.empty()) path += "/" + below;
    const QString folder = QFile::decodeName(QByteArray::fromStdString(path));
    const QFileInfo info(folder);
    return info.isDir() && info.isReadable() && info.isExecutable() ? folder : QString();
}

} // namespace alula::gui
