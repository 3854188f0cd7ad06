// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/parent_process.h"

#include <QtCore/QtSystemDetection>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace alula::gui {

qint64 parentProcess() {
#ifdef Q_OS_UNIX
    return ::getppid();
#else
    return 0;
#endif
}

} // namespace alula::gui
