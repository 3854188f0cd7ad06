// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/jobs_model.h"

#include "gui/format/outcome_text.h"
#include "gui/format/plain_text.h"
#include "gui/format/time_text.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtCore/QStringList>

#include <algorithm>

namespace alula::gui {

using namespace protocol;

bool JobsFilter::fits(const JobInfo& job) const {
    if (state == "active" && isEnded(job.state)) return false;
    if (state == "ended" && !isEnded(job.state)) return false;
    if (!state.empty() && state != "active" && state != "ended" && state != job.state) return false;
    if (server && job.server != server) return false;
    if (!kind.empty() && kind != job.kind) return false;
    if (text.empty()) return true;
    std::string all = job.job.toString() + '\n' + job.origin.kind + '\n' + job.origin.detail;
    if (job.backup) all += '\n' + job.backup->toString();
    if (job.error) all += '\n' + job.error->message;
    const QString where = QString::fromStdString(all);
    return std::ranges::all_of(QString::fromStdString(text).split(u' ', Qt::SkipEmptyParts),
                               [&](const QString& word) { return where.contains(word, Qt::CaseInsensitive); });
}

JobsListParams JobsFilter::params() const {
    JobsListParams params;
    params.state = state;
    params.server = server;
    params.kind = kind;
    params.filter = text;
    params.limit = JobsModel::kPage;
    return params;
}

void JobsModel::show(Node* node, const JobsFilter& filter) {
    if (node != m_node || !m_ears) {
        m_ears = std::make_unique<QObject>();
        m_node = node;
        beginResetModel();
        m_jobs.clear();
        m_cursor.reset();
        m_known = m_stale = false;
        endResetModel();
        if (node) {
            connect(node, &Node::jobChanged, m_ears.get(), [this](const JobChangedEvent& event) { onChanged(event.job); });
            connect(node, &Node::jobProgress, m_ears.get(), [this](const JobProgressEvent& event) { onProgress(event); });
            const auto stale = [this] {
                m_stale = true;
                Q_EMIT becameStale();
            };
            connect(node, &Node::backupsMissed, m_ears.get(), stale);
            connect(node, &Node::cameOnline, m_ears.get(), stale);
        }
    } else if (filter == m_filter && m_known && !m_stale) {
        return;
    }
    m_filter = filter;
    refresh();
}

void JobsModel::refresh() {
    m_error.reset();
    m_stale = false;
    if (!m_node) return;
    m_asking.ask<JobsListParams, JobsList>(*m_node, kJobsList, m_filter.params(),
                                           [this](Result<JobsList> answer) { takeFirst(std::move(answer)); });
    Q_EMIT listed();
}

void JobsModel::takeFirst(Result<JobsList> answer) {
    if (!answer) {
        m_error = std::move(answer).error();
        m_stale = true;
        Q_EMIT listed();
        return;
    }
    beginResetModel();
    m_jobs = std::move(answer->jobs);
    m_cursor = std::move(answer->cursor);
    m_known = true;
    endResetModel();
    Q_EMIT listed();
}

bool JobsModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_node && m_cursor && !m_asking.isAsking();
}

void JobsModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent)) return;
    JobsListParams params = m_filter.params();
    params.cursor = m_cursor;
    m_asking.ask<JobsListParams, JobsList>(*m_node, kJobsList, params,
                                           [this](Result<JobsList> answer) { takeMore(std::move(answer)); });
}

void JobsModel::takeMore(Result<JobsList> answer) {
    if (!answer) {
        m_error = std::move(answer).error();
        m_stale = true;
        Q_EMIT listed();
        return;
    }
    // A job that came meanwhile moved all others down by one: those that are here already come again.
    std::erase_if(answer->jobs, [this](const JobInfo& job) { return rowOf(job.job) >= 0; });
    m_cursor = std::move(answer->cursor);
    if (!answer->jobs.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(answer->jobs.size()) - 1);
        std::ranges::move(answer->jobs, std::back_inserter(m_jobs));
        endInsertRows();
    }
    Q_EMIT listed();
}

int JobsModel::rowOf(const JobId& job) const {
    const auto it = std::ranges::find(m_jobs, job, &JobInfo::job);
    return it == m_jobs.end() ? -1 : static_cast<int>(it - m_jobs.begin());
}

int JobsModel::placeOf(const JobInfo& job) const {
    const bool ended = isEnded(job.state);
    const auto behind = [&](const JobInfo& other) {
        if (other.job == job.job) return false;
        const bool otherEnded = isEnded(other.state);
        if (ended != otherEnded) return otherEnded;
        if (!ended) return other.queuePosition.value_or(0) > job.queuePosition.value_or(0);
        return other.created < job.created;
    };
    return static_cast<int>(std::ranges::find_if(m_jobs, behind) - m_jobs.begin());
}

void JobsModel::removeAt(int row) {
    beginRemoveRows({}, row, row);
    m_jobs.erase(m_jobs.begin() + row);
    endRemoveRows();
}

void JobsModel::onChanged(const JobInfo& job) {
    if (!m_known) return; // the answer that is on its way has it
    const int row = rowOf(job.job);
    const bool fits = m_filter.fits(job);
    if (row >= 0 && fits && isEnded(at(row).state) == isEnded(job.state) && at(row).queuePosition == job.queuePosition) {
        m_jobs[static_cast<std::size_t>(row)] = job;
        Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1));
        return;
    }
    if (!fits) {
        if (row >= 0) removeAt(row);
        return;
    }
    if (row >= 0) return move(row, job);
    const int place = placeOf(job);
    if (place == rowCount() && m_cursor && isEnded(job.state)) return; // further down than was read yet
    beginInsertRows({}, place, place);
    m_jobs.insert(m_jobs.begin() + place, job);
    endInsertRows();
}

// As a move, so that it stays selected.
void JobsModel::move(int row, const JobInfo& job) {
    m_jobs[static_cast<std::size_t>(row)] = job;
    const int before = placeOf(job); // counts the row itself when that stands above it
    if (before != row && before != row + 1) {
        beginMoveRows({}, row, row, {}, before);
        const auto first = m_jobs.begin();
        if (before > row) std::rotate(first + row, first + row + 1, first + before);
        else std::rotate(first + before, first + row, first + row + 1);
        endMoveRows();
    }
    const int at = rowOf(job.job);
    Q_EMIT dataChanged(index(at, 0), index(at, kColumns - 1));
}

void JobsModel::onProgress(const JobProgressEvent& event) {
    const int row = rowOf(event.job);
    if (row < 0) return;
    m_jobs[static_cast<std::size_t>(row)].progress = event.progress;
    constexpr int column = static_cast<int>(Column::Outcome);
    Q_EMIT dataChanged(index(row, column), index(row, column));
}

QString JobsModel::serverName(const JobInfo& job) const {
    if (!job.server) return tr("several");
    return m_node ? m_node->data().serverName(*job.server) : QString();
}

int JobsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_jobs.size()); }

int JobsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant JobsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const JobInfo& job = at(index.row());
    const auto column = static_cast<Column>(index.column());
    if (role == StateRole) return QString::fromStdString(job.state);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (column == Column::Took ? Qt::AlignRight : Qt::AlignLeft)));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const bool tip = role == Qt::ToolTipRole;
    const auto took = tookMs(job);
    switch (column) {
    case Column::When: return tip ? fullTimeText(job.created) : agoText(job.created);
    case Column::Job: return kindText(job.kind);
    case Column::Server: return tip ? plainTip(serverName(job)) : serverName(job);
    case Column::By: return tip ? plainTip(startedByText(job.origin)) : startedByText(job.origin);
    case Column::Took: return took ? durationText(*took) : job.started ? tr("running") : QString();
    case Column::Outcome: return tip ? plainTip(outcomeText(job, serverName(job))) : outcomeInShort(job);
    }
    return {};
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        const bool number = static_cast<Column>(section) == Column::Took;
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft)));
    }
    if (role != Qt::DisplayRole) return {};
    switch (static_cast<Column>(section)) {
    case Column::When: return tr("When");
    case Column::Job: return tr("Job");
    case Column::Server: return tr("Server");
    case Column::By: return tr("Started by");
    case Column::Took: return tr("Took");
    case Column::Outcome: return tr("Outcome");
    }
    return {};
}

} // namespace alula::gui
