// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/client/transport.h"
// Here for moc: the interface has no code of its own.
