// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"

#include <QtCore/QPointer>
#include <QtWidgets/QFrame>

namespace alula::gui {

// The line at the bottom of the window: what runs on the node in scope (3 jobs at most, "+2"), each with phase, bytes, rate, time left and
// "Cancel job"; the limits at its right.
class JobStrip final : public QFrame {
    Q_OBJECT

public:
    explicit JobStrip(QWidget* parent = nullptr) : QFrame(parent) {}
    void setNode(Node* node) { m_node = node; } // null: none
    void openLimits() {}                        // Ctrl+L

Q_SIGNALS:
    void activityWanted(const alula::JobId& job); // a job was clicked; a null id: "+2"

private:
    QPointer<Node> m_node;
};

} // namespace alula::gui
