// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCoreApplication>

namespace alula::gui {

// The sentences of this room.
struct Format {
    Q_DECLARE_TR_FUNCTIONS(format)
};

} // namespace alula::gui
