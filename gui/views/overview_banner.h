// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/look/banner.h"
#include "gui/views/page.h"

#include <QtCore/QCoreApplication>

namespace alula::gui {

// The sentences of this file.
struct OverviewBanner {
    Q_DECLARE_TR_FUNCTIONS(OverviewBanner)
};

// Why there is no connection, with what can be done about it.
Banner::Item troubleItem(Node& node, QWidget& parent);

// What is wrong with the node, or with the one server of it, worst first: no connection, then the daemon's problems. Its buttons bring
// `page` to other places, or ask for what they say.
std::vector<Banner::Item> bannerItems(const Scope& scope, Page& page);

} // namespace alula::gui
