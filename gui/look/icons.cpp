// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/icons.h"

#include "gui/look/tinted_svg_engine.h"

#include <QtCore/QFile>

// Outside of any namespace, as the macro wants it: a static library's resources are linked only when somebody names them.
static void loadDrawings() { Q_INIT_RESOURCE(icons); }

namespace alula::gui {

using namespace Qt::StringLiterals;

QIcon ownIcon(const QString& name) {
    static const bool loaded = (loadDrawings(), true);
    (void)loaded;
    QFile file(u":/icons/"_s + name + u".svg"_s);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QIcon(new TintedSvgEngine(file.readAll()));
}

QIcon themeIcon(const QString& name) { return QIcon::fromTheme(name, ownIcon(name)); }

} // namespace alula::gui
