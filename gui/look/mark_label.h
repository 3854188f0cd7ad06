// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/look/health.h"

#include <QtWidgets/QWidget>

namespace alula::gui {

// A mark beside a sentence, in the colours of the palette that there is just now.
class MarkLabel final : public QWidget {
    Q_OBJECT

public:
    explicit MarkLabel(Health health, QWidget* parent = nullptr);
    void setHealth(Health health);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Health m_health;
};

} // namespace alula::gui
