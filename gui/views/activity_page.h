// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/views/page.h"

namespace alula::gui {

class ActivityPage final : public Page {
    Q_OBJECT

public:
    explicit ActivityPage(QWidget* parent = nullptr) : Page(parent) {}
    void go(const Place& place) override { m_place = place; }
    Place place() const override { return m_place; }
    QString title() const override { return {}; }
    std::optional<Possible> possible(Act) const override { return std::nullopt; }
    void act(Act) override {}

private:
    Place m_place;
};

} // namespace alula::gui
