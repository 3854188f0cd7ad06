// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/system.h"

#include <QtWidgets/QWidget>

#include <vector>

class QHBoxLayout;
class QLabel;
class QProgressBar;

namespace alula::gui {

// A node's disks as bars, a disk that holds several things once; and how the panel is.
class DiskBars final : public QWidget {
    Q_OBJECT

public:
    explicit DiskBars(QWidget* parent = nullptr);
    void setStatus(const protocol::Status& status);

private:
    struct Bar {
        QLabel* name;
        QProgressBar* bar;
        QLabel* room;
    };
    Bar& barAt(std::size_t index);

    std::vector<Bar> m_bars;
    QHBoxLayout* m_row;
    QLabel* m_panel;
};

} // namespace alula::gui
