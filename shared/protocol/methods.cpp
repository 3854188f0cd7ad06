// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/methods.h"

namespace alula::protocol {

std::string_view name(Role role) { return role == Role::Admin ? "admin" : "reader"; }

} // namespace alula::protocol
