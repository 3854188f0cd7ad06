// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/format/server_text.h"
#include "gui/nodes/node_list.h"
#include "shared/base/ids.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QMetaType>

#include <memory>
#include <optional>
#include <vector>

namespace alula::gui {

// The nodes, and below each its servers, as the daemon orders them; each with a mark. GUI thread.
class SidebarModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        MarkRole = Qt::UserRole, // QString: a Mark
        KeyRole,                 // QString: a node's address key; "" for servers
    };

    explicit SidebarModel(NodeList& nodes, QObject* parent = nullptr);
    ~SidebarModel() override;

    Node* nodeOf(const QModelIndex& index) const; // null: an index of nothing
    std::optional<ServerId> serverOf(const QModelIndex& index) const;
    QModelIndex indexOf(const Node* node, const std::optional<ServerId>& server = {}) const; // invalid: not there

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& = {}) const override { return 1; }
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Server {
        ServerId id;
        QString name;
        Mark mark;
        QString tip; // name and what the mark means
        friend bool operator==(const Server&, const Server&) = default;
    };
    struct Entry {
        Node* node;
        Mark mark;
        QString tip;
        std::vector<Server> servers = {};
    };
    struct Rows; // of one entry, for syncRows

    void add(Node* node);
    void update(Entry& entry);
    void updateNode(Entry& entry);
    Entry* entryOf(const Node* node) const;
    int rowOf(const Entry& entry) const;
    QVariant nodeData(const Entry& entry, int role) const;

    // By pointer: they are what the indexes of servers point to.
    std::vector<std::unique_ptr<Entry>> m_entries;
};

} // namespace alula::gui
