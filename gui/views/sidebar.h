// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node_list.h"
#include "gui/views/place.h"

#include <QtWidgets/QWidget>

namespace alula::gui {

// Nodes and their servers, worst mark first to be seen; what is chosen is the scope of the pages.
class Sidebar final : public QWidget {
    Q_OBJECT

public:
    explicit Sidebar(NodeList& nodes, QWidget* parent = nullptr) : QWidget(parent), m_nodes(nodes) {}
    Scope scope() const { return m_scope; }
    void setScope(const Scope& scope) { m_scope = scope; } // selects it; no signal
    void focusFilter() {}

Q_SIGNALS:
    void scopeChosen(const alula::gui::Scope& scope);
    void connectWanted(); // the button "Connect…"
    void removeWanted(alula::gui::Node* node);

private:
    NodeList& m_nodes;
    Scope m_scope;
};

} // namespace alula::gui
