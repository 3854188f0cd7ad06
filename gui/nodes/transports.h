// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node_address.h"
#include "shared/client/transport.h"

#include <memory>

namespace alula::gui {

// The real ones: the local socket, or `ssh DESTINATION alulactl bridge`.
std::unique_ptr<Transport> makeTransport(const NodeAddress& address);

} // namespace alula::gui
