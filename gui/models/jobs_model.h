// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/latest.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QPointer>

#include <memory>
#include <optional>
#include <vector>

namespace alula::gui {

// Which jobs are seen; "" or none: all.
struct JobsFilter {
    std::string state; // a state's name, "active" (not ended), "ended"
    std::optional<ServerId> server;
    std::string kind;
    std::string text;                              // words, to be found in id, backup, origin or error
    bool fits(const protocol::JobInfo& job) const; // as the daemon does
    protocol::JobsListParams params() const;
    friend bool operator==(const JobsFilter&, const JobsFilter&) = default;
};

// What a node does and did: first what has not ended, in queue order, then what has, newest first; a page after the other, kept up by
// events. The daemon filters. GUI thread.
class JobsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class Column : std::uint8_t { When, Job, Server, By, Took, Outcome };
    static constexpr int kColumns = static_cast<int>(Column::Outcome) + 1;
    static constexpr int kPage = 200;
    enum Role { StateRole = Qt::UserRole }; // the state's name

    explicit JobsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void show(Node* node, const JobsFilter& filter); // another list: what was there goes when the new one is there
    void refresh();
    bool isStale() const { return m_stale; }
    bool isLoading() const { return m_asking.isAsking(); }
    bool isKnown() const { return m_known; } // some answer came
    bool isWhole() const { return m_known && !m_cursor; }
    const JobsFilter& filter() const { return m_filter; }
    const std::optional<Error>& error() const { return m_error; }
    const protocol::JobInfo& at(int row) const { return m_jobs[static_cast<std::size_t>(row)]; }
    int rowOf(const JobId& job) const; // -1: not there
    QString serverName(const protocol::JobInfo& job) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void listed(); // an answer came: isLoading(), error()
    void becameStale();

private:
    void takeFirst(Result<protocol::JobsList> answer);
    void takeMore(Result<protocol::JobsList> answer);
    void onChanged(const protocol::JobInfo& job);
    void onProgress(const protocol::JobProgressEvent& event);
    int placeOf(const protocol::JobInfo& job) const;
    void move(int row, const protocol::JobInfo& job);
    void removeAt(int row);

    QPointer<Node> m_node;
    JobsFilter m_filter;
    std::vector<protocol::JobInfo> m_jobs;
    std::optional<std::string> m_cursor;
    std::optional<Error> m_error;
    bool m_known = false, m_stale = false;
    Latest m_asking;
    std::unique_ptr<QObject> m_ears; // what listens to m_node
};

} // namespace alula::gui
