// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/background.h"
#include "gui/models/backup_order.h"
#include "gui/models/raw_answer.h"
#include "gui/nodes/latest.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <memory>
#include <optional>

namespace alula::gui {

// What some backups are together.
struct BackupSummary {
    std::size_t count = 0, pinned = 0, whole = 0; // whole: made, and not missing
    std::uint64_t size = 0, newBytes = 0;
};

// The backups of a node, or of one server: read in pages of 1,000, seen as they come, kept up by events. Filtering and sorting run in
// a worker over raw values; what was seen stays until the new order is there. GUI thread.
class BackupsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int kPage = 1000;
    enum Role {
        MarkRole = Qt::UserRole, // BackupMark as an int
        PinnedRole,
        KnownRole, // false: the cell says "not known"
    };

    explicit BackupsModel(QObject* parent = nullptr);

    // Another list: what was there goes at once. The same one: nothing.
    void show(Node* node, const std::optional<ServerId>& server);
    void refresh();                          // lists anew; what is there stays until the new list is whole
    bool isStale() const { return m_stale; } // events were missed: refresh() when it is looked at

    void setFilter(const QString& words); // 80 ms after the last call
    QString filter() const { return m_order.filter; }
    void sort(int column, Qt::SortOrder order) override;
    int sortColumn() const { return static_cast<int>(m_order.column); }
    Qt::SortOrder sortOrder() const { return m_order.descending ? Qt::DescendingOrder : Qt::AscendingOrder; }

    std::size_t total() const { return m_store.count(); }         // known by now, seen or not
    bool isLoading() const { return m_loading; }                  // some pages are still to come
    bool isWhole() const { return m_whole; }                      // it was all listed at least once
    bool isArranging() const { return m_arranging; }              // what is seen is about to change
    const std::optional<Error>& error() const { return m_error; } // of the last listing

    BackupId idAt(int row) const;
    protocol::BackupInfo at(int row) const { return m_store.at(m_view[static_cast<std::size_t>(row)]); }
    std::optional<protocol::BackupInfo> find(const BackupId& id) const; // seen or not
    int rowOf(const BackupId& id) const;                                // -1: not seen
    std::vector<int> rowsOf(const std::vector<BackupId>& ids) const;    // of those that are seen, ascending
    void add(BackupSummary& to, int row) const;
    // Whole backups of that server, oldest first: the newest ones at most.
    std::vector<protocol::BackupInfo> history(const ServerId& server, std::size_t most) const;
    // The newest good one of the same server that is older; none: it is the first.
    std::optional<BackupId> before(const protocol::BackupInfo& backup) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loadingChanged(); // isLoading(), error(), total()
    void arrangedAnew();   // other rows are seen, or they stand elsewhere
    void becameStale();

private:
    void ask(const std::optional<std::string>& cursor);
    void take(Result<RawAnswer> answer);
    void keep(Result<protocol::BackupsList> page);
    void listed();
    void fail(Error error);
    void onEvent(const protocol::BackupChangedEvent& event);
    void arrange();
    void startArranging();
    void takeView(std::vector<BackupKey> view);
    bool changeRows(const std::vector<BackupKey>& view); // as rows that came or went; false: it is more than that
    void readNames();
    bool isOurs(const protocol::BackupInfo& info) const { return !m_server || *m_server == info.server; }
    void forget();

    QPointer<Node> m_node;
    std::optional<ServerId> m_server;
    BackupStore m_store;
    std::unique_ptr<BackupStore> m_fresh; // while it is listed anew
    std::vector<BackupKey> m_view;
    mutable std::vector<int> m_rows; // by key; made when it is asked for
    BackupOrder m_order;
    QString m_wanted; // filter, not yet applied
    QTimer m_filterSoon;
    bool m_loading = false, m_whole = false, m_stale = false;
    bool m_goneMeanwhile = false; // pages moved up under us: a row may have been passed over
    bool m_arranging = false, m_arrangeStarted = false, m_arrangeAgain = false;
    int m_round = 0;   // of the list that is shown: orders of another one are dropped
    int m_listing = 0; // the newest: pages of an older one are dropped
    std::optional<Error> m_error;
    std::shared_ptr<BackupTexts> m_texts = std::make_shared<BackupTexts>();
    Latest m_asking;
    std::unique_ptr<QObject> m_ears; // what listens to m_node
    Background m_worker;
};

} // namespace alula::gui
