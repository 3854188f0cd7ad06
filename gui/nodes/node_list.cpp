// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node_list.h"

#include <QtCore/QFile>
#include <QtCore/QSettings>
#include <QtCore/QStringList>

#include <algorithm>

namespace alula::gui {

namespace {
const QString kKey = QStringLiteral("nodes");
}

NodeList::NodeList(TransportMaker transports, QObject* parent) : QObject(parent), m_transports(std::move(transports)) {}
NodeList::~NodeList() = default;

void NodeList::load(QSettings& settings) {
    if (!settings.contains(kKey)) {
        if (const auto here = NodeAddress::local(); QFile::exists(here.where)) add(here);
        return;
    }
    for (const QString& key : settings.value(kKey).toStringList()) {
        if (const auto address = NodeAddress::fromKey(key)) add(*address);
    }
}

void NodeList::save(QSettings& settings) const {
    QStringList keys;
    for (const auto& node : m_nodes) keys << node->address().key();
    settings.setValue(kKey, keys);
}

Node* NodeList::find(const NodeAddress& address) const {
    const auto it = std::ranges::find_if(m_nodes, [&](const auto& node) { return node->address() == address; });
    return it == m_nodes.end() ? nullptr : it->get();
}

Node* NodeList::add(const NodeAddress& address) {
    if (Node* known = find(address)) return known;
    m_nodes.push_back(std::make_unique<Node>(address, m_transports));
    Node* node = m_nodes.back().get();
    Q_EMIT added(node);
    node->open();
    return node;
}

void NodeList::remove(Node* node) {
    const auto it = std::ranges::find_if(m_nodes, [node](const auto& each) { return each.get() == node; });
    if (it == m_nodes.end()) return;
    Q_EMIT aboutToRemove(node);
    it->release()->deleteLater(); // its own signal may have brought us here
    m_nodes.erase(it);
    node->close();
    Q_EMIT removed();
}

} // namespace alula::gui
