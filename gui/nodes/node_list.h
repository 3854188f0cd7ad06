// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"

#include <QtCore/QObject>

#include <memory>
#include <vector>

class QSettings;

namespace alula::gui {

// The nodes of this window, in the admin's order; kept in the settings. GUI thread.
class NodeList final : public QObject {
    Q_OBJECT

public:
    explicit NodeList(TransportMaker transports, QObject* parent = nullptr);
    ~NodeList() override;

    // Those of the last time. The first time: this computer, if there is a socket.
    void load(QSettings& settings);
    void save(QSettings& settings) const;

    int size() const { return static_cast<int>(m_nodes.size()); }
    Node* at(int index) const { return m_nodes[static_cast<std::size_t>(index)].get(); }
    Node* find(const NodeAddress& address) const; // null: not among them
    Node* add(const NodeAddress& address);        // and opens it; the one that is there already, if so
    void remove(Node* node);

Q_SIGNALS:
    void added(alula::gui::Node* node);
    void aboutToRemove(alula::gui::Node* node);
    void removed();

private:
    const TransportMaker m_transports;
    std::vector<std::unique_ptr<Node>> m_nodes;
};

} // namespace alula::gui
