// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/plain_text.h"

namespace alula::gui {

using namespace Qt::StringLiterals;

QString plainTip(const QString& text) {
    if (!text.contains(u'<')) return text; // Qt takes nothing else for HTML
    return u"<span style='white-space:pre-wrap'>"_s + text.toHtmlEscaped() + u"</span>"_s;
}

QString withoutMnemonic(const QString& text) { return QString(text).replace(u'&', u"&&"_s); }

} // namespace alula::gui
