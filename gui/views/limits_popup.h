// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QDialog>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace alula::gui {

// How much the node's daemon may read and write, and whether it pauses; takes effect while the numbers are typed. Deletes itself when
// it is closed.
class LimitsPopup final : public QDialog {
    Q_OBJECT

public:
    LimitsPopup(Node& node, QWidget* parent);

private:
    QDoubleSpinBox* rateBox();
    void make();
    void showLimits(const protocol::Limits& limits);
    void send();

    QPointer<Node> m_node;
    protocol::Limits m_known; // what the daemon has
    QDoubleSpinBox* m_read;
    QDoubleSpinBox* m_write;
    QSpinBox* m_parallel;
    QCheckBox* m_paused;
    QLabel* m_problem;
    QTimer m_soon; // a number is typed digit by digit
};

} // namespace alula::gui
