// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/command_text.h"

namespace alula::gui {

using namespace Qt::StringLiterals;

QString alulactlCommand(const QStringList& words) {
    QStringList parts{u"alulactl"_s};
    for (const QString& word : words) parts << shellWord(word.toStdString());
    return parts.join(u' ');
}

} // namespace alula::gui
