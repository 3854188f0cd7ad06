// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/entry_folder.h"
#include "gui/nodes/node.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QItemSelection>
#include <QtCore/QPointer>

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace alula::gui {

// Where a tree of files comes from: a backup, or (none) the server's volume as it is now.
struct EntrySource {
    QPointer<Node> node = {};
    std::optional<BackupId> backup = {};
    ServerId server = {};
    friend bool operator==(const EntrySource&, const EntrySource&) = default;
};

// What is selected, as far as the rows tell.
struct EntryTotals {
    std::uint64_t entries = 0, files = 0, bytes = 0;
    bool known = true; // false: a folder has no totals, the daemon has to count
};

// A folder of a backup or of the live volume, and the folders in it that are opened: read a page at a time, when it is wanted. Sorted by
// the daemon, so that a large folder is never read whole for it. What changed since another backup comes behind the rows. GUI thread;
// two requests at a time.
class EntryTreeModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Size, Modified, Mode, Change, kColumns };
    enum Role {
        PathRole = Qt::UserRole, // QByteArray, from the root of the backup
        NameRole,                // QByteArray
        KindRole,                // int: EntryKind; none: the row that says "Loading"
        SizeRole,                // qulonglong; invalid: not known
        MtimeRole,               // qlonglong, ns
        ModeRole,                // uint
        ChangeRole,              // int: EntryChange
        FlagsRole,               // QStringList: what happened to it when it was read, as sentences
    };
    static constexpr int kPage = 1000;
    static constexpr int kLoadingAfter = 100; // ms

    explicit EntryTreeModel(QObject* parent = nullptr) : QAbstractItemModel(parent) { clear(); }

    void show(const EntrySource& source, std::string path); // begins anew
    void clear();
    void setAgainst(const std::optional<BackupId>& backup); // whose changes are told; what is there stays
    const EntrySource& source() const { return m_source; }
    const std::string& path() const { return m_top->path; }
    std::size_t loaded() const { return m_top->rows.size(); }
    bool isComplete() const { return m_top->complete; }
    bool hasTrouble() const;                                              // a folder of it could not be listed
    std::uint64_t goneSinceBefore() const { return m_top->changes.gone; } // as far as was read

    QModelIndex find(const std::string& path) const; // of the rows that are there
    // Of those rows; and their paths, without what is below another of them.
    EntryTotals totalsOf(const QItemSelection& selection) const;
    std::vector<std::string> pathsOf(const QItemSelection& selection) const;
    // Row by row, for those that want more than data() says. Null: the row that says "Loading".
    const EntryRow* rowAt(const QModelIndex& index) const;
    std::string pathAt(const QModelIndex& index) const;

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
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override; // begins anew; other columns: nothing
    static bool isSortable(int column) { return column <= Modified; }

Q_SIGNALS:
    void pageShown();                     // the first page of the folder is there
    void loadedChanged();                 // more rows, or all of them; changes
    void failed(const alula::Error& why); // the folder cannot be listed

private:
    struct Wanted {
        EntryFolder* folder;
        bool changes;
    };

    EntryFolder* folderOf(const QModelIndex& parent) const; // null: not opened
    QModelIndex indexOf(const EntryFolder& folder) const;
    void begin(std::string path);
    static void forEachFolder(EntryFolder& folder, const std::function<void(EntryFolder&)>& visit);
    void want(EntryFolder& folder, bool changes);
    void wantChanges(EntryFolder& folder);
    void askNext();
    void ask(const Wanted& wanted);
    void sendRows(EntryFolder& folder, std::function<void(Result<protocol::EntryPage>)> done);
    void sendChanges(EntryFolder& folder, std::function<void(Result<protocol::EntryPage>)> done);
    void onRows(EntryFolder& folder, Result<protocol::EntryPage> answer);
    void onChanges(EntryFolder& folder, const Result<protocol::EntryPage>& answer);
    void fill(EntryFolder& folder);
    void setExtraRow(EntryFolder& folder, bool loading, const QString& trouble);
    QVariant displayOf(const EntryFolder& folder, std::size_t row, int column) const;
    QVariant toolTipOf(const EntryFolder& folder, std::size_t row, int column) const;
    QVariant valueOf(const EntryFolder& folder, std::size_t row, int role) const;

    EntrySource m_source;
    std::optional<BackupId> m_against;
    std::string m_sort = "name";
    std::unique_ptr<EntryFolder> m_top;
    // Questions of this showing: answers to an older one find their context gone.
    std::unique_ptr<QObject> m_showing;
    std::deque<Wanted> m_queue;
    std::set<protocol::RequestId> m_ids; // to be let go of
    int m_running = 0;
};

} // namespace alula::gui
