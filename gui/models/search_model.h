// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/latest.h"
#include "gui/nodes/node.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QPointer>

#include <optional>
#include <vector>

namespace alula::gui {

// Paths whose name was looked for, one row each however many backups have it; a page at a time. A new question lets go of the older
// one. GUI thread.
class SearchModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Folder, Server, Newest, Size, Backups, kColumns };
    enum Role { KindRole = Qt::UserRole, PathRole }; // int: EntryKind; QByteArray

    using QAbstractTableModel::QAbstractTableModel;
    struct Question {
        QString text;
        std::optional<ServerId> server = {};
        std::optional<BackupId> backup = {};
        friend bool operator==(const Question&, const Question&) = default;
    };
    void ask(Node* node, const Question& question);
    void clear();
    const protocol::SearchHit* hitAt(const QModelIndex& index) const; // null: none
    bool isAsking() const { return m_question.isAsking(); }
    bool isComplete() const { return m_complete; }
    std::uint64_t searched() const { return m_searched; } // backups
    std::uint64_t leftOut() const { return m_leftOut; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : kColumns; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void answered(); // a page came
    void failed(const alula::Error& why);

private:
    void send(const std::optional<std::string>& cursor);
    void take(const protocol::SearchPage& page);
    QString display(const protocol::SearchHit& hit, int column) const;
    QString toolTip(const protocol::SearchHit& hit, int column) const;

    QPointer<Node> m_node;
    Question m_asked;
    Latest m_question;
    std::vector<protocol::SearchHit> m_hits;
    std::optional<std::string> m_cursor;
    bool m_complete = false;
    std::uint64_t m_searched = 0, m_leftOut = 0;
};

} // namespace alula::gui
