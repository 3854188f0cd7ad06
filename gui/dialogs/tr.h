// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCoreApplication>

namespace alula::gui {

// The sentences of this room that no QObject says.
struct Dialogs {
    Q_DECLARE_TR_FUNCTIONS(dialogs)
};

} // namespace alula::gui
