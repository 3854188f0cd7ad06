// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/sidebar_model.h"

#include "gui/format/plain_text.h"
#include "gui/models/sync_rows.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;

struct SidebarModel::Rows {
    SidebarModel& model;
    QModelIndex parent;

    void beginRemove(int first, int last) { model.beginRemoveRows(parent, first, last); }
    void endRemove() { model.endRemoveRows(); }
    void beginInsert(int first, int last) { model.beginInsertRows(parent, first, last); }
    void endInsert() { model.endInsertRows(); }
    void beginMove(int from, int to) { model.beginMoveRows(parent, from, from, parent, to); }
    void endMove() { model.endMoveRows(); }
    void changed(int row) {
        const QModelIndex index = model.index(row, 0, parent);
        Q_EMIT model.dataChanged(index, index);
    }
};

SidebarModel::SidebarModel(NodeList& nodes, QObject* parent) : QAbstractItemModel(parent) {
    for (int i = 0; i < nodes.size(); ++i) add(nodes.at(i));
    connect(&nodes, &NodeList::added, this, &SidebarModel::add);
    connect(&nodes, &NodeList::aboutToRemove, this, [this](Node* node) {
        Entry* entry = entryOf(node);
        if (!entry) return;
        const int row = rowOf(*entry);
        node->disconnect(this);
        node->data().disconnect(this);
        beginRemoveRows({}, row, row);
        m_entries.erase(m_entries.begin() + row);
        endRemoveRows();
    });
}

SidebarModel::~SidebarModel() = default;

void SidebarModel::add(Node* node) {
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_entries.push_back(std::make_unique<Entry>(Entry{node, {}, {}}));
    endInsertRows();
    Entry* entry = m_entries.back().get();
    connect(node, &Node::stateChanged, this, [this, entry] { updateNode(*entry); });
    connect(&node->data(), &NodeData::statusChanged, this, [this, entry] { update(*entry); });
    connect(&node->data(), &NodeData::serversChanged, this, [this, entry] { update(*entry); });
    update(*entry);
}

void SidebarModel::update(Entry& entry) {
    const NodeData& data = entry.node->data();
    const std::vector<protocol::Problem> none;
    const auto& problems = data.status() ? data.status()->problems : none;
    std::vector<Server> wanted;
    wanted.reserve(data.servers().size());
    for (const protocol::ServerInfo& info : data.servers()) {
        const QString name = shown(data.serverName(info.server).toStdString());
        const Mark mark = markOf(info, problems);
        wanted.push_back({info.server, name, mark, tr("%1: %2, backups %3").arg(name, lastGoodText(info), markText(mark))});
    }
    Rows rows{*this, createIndex(rowOf(entry), 0)};
    syncRows(rows, entry.servers, std::move(wanted), &Server::id);
    updateNode(entry);
}

void SidebarModel::updateNode(Entry& entry) {
    const Node& node = *entry.node;
    const auto& status = node.data().status();
    entry.mark = {};
    if (!node.isOnline()) {
        entry.tip = node.trouble() ? tr("%1: %2").arg(node.name(), node.trouble()->sentence)
                                   : tr("%1: no connection yet").arg(node.name());
    } else if (!status) {
        entry.tip = tr("%1: connected").arg(node.name());
    } else {
        entry.mark = "completed";
        for (const protocol::Problem& problem : status->problems) entry.mark = worse(entry.mark, markOf(problem));
        for (const Server& server : entry.servers) {
            if (!server.mark.empty()) entry.mark = worse(entry.mark, server.mark);
        }
        entry.tip = status->problems.empty()
                        ? tr("%1: connected, backups %2").arg(node.name(), markText(entry.mark))
                        : tr("%1: %n problem(s)", nullptr, static_cast<int>(status->problems.size())).arg(node.name());
    }
    const QModelIndex index = createIndex(rowOf(entry), 0);
    Q_EMIT dataChanged(index, index);
}

SidebarModel::Entry* SidebarModel::entryOf(const Node* node) const {
    const auto it = std::ranges::find_if(m_entries, [node](const auto& entry) { return entry->node == node; });
    return it == m_entries.end() ? nullptr : it->get();
}

int SidebarModel::rowOf(const Entry& entry) const {
    const auto it = std::ranges::find_if(m_entries, [&](const auto& each) { return each.get() == &entry; });
    return static_cast<int>(it - m_entries.begin());
}

Node* SidebarModel::nodeOf(const QModelIndex& index) const {
    if (!index.isValid()) return nullptr;
    if (const auto* entry = static_cast<const Entry*>(index.constInternalPointer())) return entry->node;
    return m_entries[static_cast<std::size_t>(index.row())]->node;
}

std::optional<ServerId> SidebarModel::serverOf(const QModelIndex& index) const {
    const auto* entry = index.isValid() ? static_cast<const Entry*>(index.constInternalPointer()) : nullptr;
    if (!entry) return std::nullopt;
    return entry->servers[static_cast<std::size_t>(index.row())].id;
}

QModelIndex SidebarModel::indexOf(const Node* node, const std::optional<ServerId>& server) const {
    Entry* entry = entryOf(node);
    if (!entry) return {};
    const QModelIndex top = createIndex(rowOf(*entry), 0);
    if (!server) return top;
    const auto it = std::ranges::find(entry->servers, *server, &Server::id);
    return it == entry->servers.end() ? QModelIndex() : index(static_cast<int>(it - entry->servers.begin()), 0, top);
}

// Of a node: no pointer. Of a server: its entry.
QModelIndex SidebarModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) return {};
    if (!parent.isValid()) return createIndex(row, column);
    return createIndex(row, column, m_entries[static_cast<std::size_t>(parent.row())].get());
}

QModelIndex SidebarModel::parent(const QModelIndex& child) const {
    const auto* entry = child.isValid() ? static_cast<const Entry*>(child.constInternalPointer()) : nullptr;
    return entry ? createIndex(rowOf(*entry), 0) : QModelIndex();
}

int SidebarModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) return static_cast<int>(m_entries.size());
    if (parent.column() > 0 || parent.constInternalPointer()) return 0;
    return static_cast<int>(m_entries[static_cast<std::size_t>(parent.row())]->servers.size());
}

QVariant SidebarModel::nodeData(const Entry& entry, int role) const {
    switch (role) {
    case Qt::DisplayRole: return shown(entry.node->name().toStdString());
    case Qt::ToolTipRole: return plainTip(entry.tip);
    case Qt::AccessibleTextRole: return entry.tip;
    case MarkRole: return QString::fromStdString(entry.mark);
    case KeyRole: return entry.node->address().key();
    default: return {};
    }
}

QVariant SidebarModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto* entry = static_cast<const Entry*>(index.constInternalPointer());
    if (!entry) return nodeData(*m_entries[static_cast<std::size_t>(index.row())], role);
    const Server& server = entry->servers[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return server.name;
    case Qt::ToolTipRole: return plainTip(server.tip);
    case Qt::AccessibleTextRole: return server.tip;
    case MarkRole: return QString::fromStdString(server.mark);
    case KeyRole: return QString();
    default: return {};
    }
}

} // namespace alula::gui
