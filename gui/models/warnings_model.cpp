// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/warnings_model.h"

#include "gui/format/plain_text.h"
#include "shared/wording/wording.h"

#include <algorithm>

namespace alula::gui {

using namespace protocol;

namespace {
constexpr quintptr kHeap = 0; // an index of a heap; one of a line has its heap's row + 1

std::string folderOf(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "/" : path.substr(0, slash + 1);
}
} // namespace

void WarningsModel::show(Node* node, const std::optional<JobId>& job) {
    m_asking.drop();
    m_node = node;
    m_job = job;
    m_error.reset();
    m_whole = !job;
    beginResetModel();
    m_lines.clear();
    m_heaps.clear();
    endResetModel();
    if (node && job) ask({});
    Q_EMIT read();
}

void WarningsModel::ask(const std::optional<std::string>& cursor) {
    JobLogParams params;
    params.job = *m_job;
    params.cursor = cursor;
    m_asking.ask<JobLogParams, JobLogPage>(*m_node, kJobsWarnings, params, [this](Result<JobLogPage> answer) {
        if (!answer) {
            m_error = std::move(answer).error();
            Q_EMIT read();
            return;
        }
        std::ranges::move(answer->lines, std::back_inserter(m_lines));
        m_whole = !answer->more;
        if (answer->more && m_node && m_lines.size() < kMost) return ask(answer->cursor);
        gatherAgain();
        Q_EMIT read();
    });
}

void WarningsModel::gather(By by) {
    m_by = by;
    gatherAgain();
}

std::string WarningsModel::keyOf(const JobLogLine& line) const {
    if (m_by == By::Text) return line.text;
    return line.path ? folderOf(line.path->bytes) : std::string();
}

void WarningsModel::gatherAgain() {
    beginResetModel();
    m_heaps.clear();
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto [at, isNew] = places.emplace(keyOf(m_lines[i]), m_heaps.size());
        if (isNew) m_heaps.push_back({at->first, {}});
        m_heaps[at->second].lines.push_back(i);
    }
    std::ranges::stable_sort(m_heaps, std::ranges::greater{}, [](const Heap& heap) { return heap.lines.size(); });
    endResetModel();
}

QModelIndex WarningsModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : kHeap);
}

QModelIndex WarningsModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == kHeap) return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, kHeap);
}

int WarningsModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) return static_cast<int>(m_heaps.size());
    if (parent.internalId() != kHeap || parent.column() != 0) return 0;
    return static_cast<int>(m_heaps[static_cast<std::size_t>(parent.row())].lines.size());
}

int WarningsModel::columnCount(const QModelIndex&) const { return 1; }

QVariant WarningsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
    if (index.internalId() == kHeap) {
        const Heap& heap = m_heaps[static_cast<std::size_t>(index.row())];
        const QString title = heap.key.empty() ? tr("of no file") : shown(heap.key);
        const QString text = tr("%1 (%2)", "heap of warnings, how many").arg(title, countText(heap.lines.size()));
        return role == Qt::ToolTipRole ? plainTip(text) : text;
    }
    const Heap& heap = m_heaps[static_cast<std::size_t>(index.internalId() - 1)];
    const JobLogLine& line = m_lines[heap.lines[static_cast<std::size_t>(index.row())]];
    const QString path = line.path ? shown(line.path->bytes) : QString();
    if (role == Qt::ToolTipRole) return plainTip(path.isEmpty() ? shown(line.text) : path + QLatin1Char('\n') + shown(line.text));
    if (m_by == By::Text) return path.isEmpty() ? timeText(line.time) : path;
    const std::string name = line.path ? line.path->bytes.substr(line.path->bytes.rfind('/') + 1) : std::string();
    return name.empty() ? shown(line.text) : tr("%1: %2", "file: warning").arg(shown(name), shown(line.text));
}

} // namespace alula::gui
