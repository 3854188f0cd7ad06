// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/transports.h"

#include "shared/client/local_socket_transport.h"
#include "shared/client/process_transport.h"

namespace alula::gui {

using namespace Qt::StringLiterals;

std::unique_ptr<Transport> makeTransport(const NodeAddress& address) {
    if (address.way == NodeAddress::Way::Local) return std::make_unique<LocalSocketTransport>(address.where);
    // "--": a destination is never taken for an option.
    return std::make_unique<ProcessTransport>(u"ssh"_s, QStringList{u"-T"_s, u"--"_s, address.where, u"alulactl"_s, u"bridge"_s});
}

} // namespace alula::gui
