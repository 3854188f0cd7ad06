// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QPointer>

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace alula::gui {

// The two that are compared.
struct ComparedSides {
    QPointer<Node> node = {};
    BackupId from = {};
    std::optional<BackupId> to = {}; // none: the live volume
    bool contents = false;           // live: files of equal size are read too
    friend bool operator==(const ComparedSides&, const ComparedSides&) = default;
};

// What became of the files of a backup in another one, or on the server: a tree of what was added, removed, changed; read a folder
// and a page at a time. GUI thread; two requests at a time.
class CompareModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Change, Before, After, Differs, kColumns };
    enum Role {
        KindRole = Qt::UserRole, // int: EntryKind; none: the row that says "Loading"
        PathRole,                // QByteArray
        ChangeRole,              // QString: "added", "removed", "changed", "same"
        BelowRole,               // QStringList: which of these there are below it
    };

    explicit CompareModel(QObject* parent = nullptr);
    ~CompareModel() override;

    void show(const ComparedSides& sides, const std::string& path);
    void clear();
    const ComparedSides& sides() const { return m_sides; }
    const std::string& path() const;
    bool isComplete() const;                                                         // of the folder that is shown
    const std::optional<protocol::ChangeTotals>& totals() const { return m_totals; } // at and below it
    const std::optional<Timestamp>& asOf() const { return m_asOf; }                  // live: when it was looked at
    const protocol::CompareRow* rowAt(const QModelIndex& index) const;               // null: the row that says "Loading"
    QModelIndex find(const std::string& path) const;                                 // of the rows that are there

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    using QObject::parent;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& = {}) const override { return kColumns; }
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void loadedChanged();                 // a page of some folder is there
    void failed(const alula::Error& why); // the folder that is shown cannot be compared

private:
    struct Folder {
        std::string path;
        Folder* parent = nullptr;
        std::size_t row = 0; // in the parent
        std::vector<protocol::CompareRow> rows;
        std::unordered_map<std::size_t, std::unique_ptr<Folder>> children;
        std::optional<std::string> cursor;
        bool complete = false, asking = false, loadingRow = false;
        QString trouble;
        bool hasExtraRow() const { return loadingRow || !trouble.isEmpty(); }
    };

    void begin(std::string path);
    void want(Folder& folder);
    void askNext();
    void onPage(Folder& folder, const Result<protocol::ComparePage>& answer);
    void setExtraRow(Folder& folder, bool loading, const QString& trouble);
    Folder* folderOf(const QModelIndex& parent) const; // null: not opened
    QModelIndex indexOf(const Folder& folder) const;
    static bool isFolder(const protocol::CompareRow& row);

    ComparedSides m_sides;
    std::unique_ptr<Folder> m_top;
    std::optional<protocol::ChangeTotals> m_totals;
    std::optional<Timestamp> m_asOf;
    std::unique_ptr<QObject> m_showing; // answers to an older one find their context gone
    std::deque<Folder*> m_queue;
    std::set<protocol::RequestId> m_ids; // to be let go of
    int m_running = 0;
};

} // namespace alula::gui
