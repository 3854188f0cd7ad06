// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/latest.h"

#include <QtCore/QDateTime>
#include <QtCore/QHash>
#include <QtWidgets/QToolButton>

namespace alula::gui {

// "Since you last looked: 3 failed", as a link to them; hidden when there are none, or nobody has looked before. When a node was looked at
// is kept in the settings; what was failed when this window came stays told until the link was followed.
class LookedSince final : public QToolButton {
    Q_OBJECT

public:
    explicit LookedSince(QWidget* parent = nullptr);
    void look(Node* node); // the admin has this node before the eyes; null: none
    int failed() const { return m_failed; }

private:
    void ask();
    void showCount(int failed, bool more);
    void note(); // that now is when it was last looked at

    QPointer<Node> m_node;
    QHash<QString, QDateTime> m_since; // node (address key) → what is new is newer than this
    Latest m_asked;
    int m_failed = 0;
};

} // namespace alula::gui
