// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node_address.h"

#include "gui/nodes/tr.h"

namespace alula::gui {

using namespace Qt::StringLiterals;

QString NodeAddress::key() const { return (way == Way::Local ? u"local:"_s : u"ssh:"_s) + where; }

std::optional<NodeAddress> NodeAddress::fromKey(const QString& key) {
    if (key.startsWith(u"local:"_s) && key.size() > 6) return local(key.sliced(6));
    if (key.startsWith(u"ssh:"_s) && key.size() > 4) return ssh(key.sliced(4));
    return std::nullopt;
}

QString NodeAddress::title() const {
    if (way == Way::Ssh) return where;
    return where == QLatin1StringView(kDefaultSocket) ? Nodes::tr("This computer") : where;
}

} // namespace alula::gui
