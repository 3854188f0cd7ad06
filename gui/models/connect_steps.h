// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"

#include <QtCore/QString>

#include <cstdint>
#include <vector>

namespace alula::gui {

// What has to go right on the way to a node, one after the other.
struct ConnectStep {
    enum class State : std::uint8_t { Open, Passed, Failed };
    QString name;
    State state = State::Open;
};

// As far as it is known from how the node is; none failed while it is being tried.
std::vector<ConnectStep> connectSteps(const Node& node);

} // namespace alula::gui
