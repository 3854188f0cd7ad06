// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/search_model.h"

#include "gui/format/plain_text.h"
#include "gui/format/time_text.h"
#include "gui/models/entry_folder.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <algorithm>

namespace alula::gui {

namespace {
constexpr std::chrono::minutes kPatience{2}; // the first search after a start reads the names of all backups

std::size_t nameFrom(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? 0 : slash + 1;
}
} // namespace

void SearchModel::clear() {
    beginResetModel();
    m_question.drop();
    m_asked = {};
    m_hits.clear();
    m_cursor.reset();
    m_complete = false;
    m_searched = m_leftOut = 0;
    endResetModel();
}

void SearchModel::ask(Node* node, const Question& question) {
    clear();
    m_node = node;
    m_asked = question;
    if (node) send({});
}

void SearchModel::send(const std::optional<std::string>& cursor) {
    protocol::SearchParams params;
    params.query = m_asked.text.toStdString();
    params.server = m_asked.server;
    params.backup = m_asked.backup;
    params.cursor = cursor;
    m_question.ask<protocol::SearchParams, protocol::SearchPage>(
        *m_node, protocol::kBackupsSearch, params,
        [this](const Result<protocol::SearchPage>& answer) {
            if (answer) take(*answer);
            else Q_EMIT failed(answer.error());
        },
        kPatience);
}

void SearchModel::take(const protocol::SearchPage& page) {
    m_cursor = page.cursor;
    m_complete = !page.cursor;
    m_searched = page.searched;
    m_leftOut = page.leftOut;
    if (!page.hits.empty()) {
        const int from = static_cast<int>(m_hits.size());
        beginInsertRows({}, from, from + static_cast<int>(page.hits.size()) - 1);
        m_hits.insert(m_hits.end(), page.hits.begin(), page.hits.end());
        endInsertRows();
    }
    Q_EMIT answered();
}

const protocol::SearchHit* SearchModel::hitAt(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= rowCount()) return nullptr;
    return &m_hits[static_cast<std::size_t>(index.row())];
}

int SearchModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_hits.size()); }

bool SearchModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_node && m_cursor && !m_question.isAsking();
}

void SearchModel::fetchMore(const QModelIndex& parent) {
    if (canFetchMore(parent)) send(m_cursor);
}

QVariant SearchModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const protocol::SearchHit& hit = m_hits[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return display(hit, index.column());
    case Qt::ToolTipRole: return toolTip(hit, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case KindRole: return static_cast<int>(entryKindOf(hit.type));
    case PathRole: return QByteArray::fromStdString(hit.path.bytes);
    default: return {};
    }
}

QString SearchModel::display(const protocol::SearchHit& hit, int column) const {
    const std::string& path = hit.path.bytes;
    const std::size_t name = nameFrom(path);
    switch (column) {
    case Name: return shown(path.substr(name));
    case Folder: return name == 0 ? QString() : shown(path.substr(0, name - 1));
    case Server: return m_node ? m_node->data().serverName(hit.server) : QString();
    case Newest: return shortTimeText(hit.created);
    case Size: return hit.type == "file" ? bytesText(hit.size) : QString();
    default: {
        const auto count = static_cast<int>(std::min<std::uint64_t>(hit.backups, INT_MAX));
        const QString in = tr("in %Ln backup(s)", nullptr, count);
        return hit.goneSince ? tr("%1, gone since %2").arg(in, shortTimeText(*hit.goneSince)) : in;
    }
    }
}

QString SearchModel::toolTip(const protocol::SearchHit& hit, int column) const {
    switch (column) {
    case Newest: return fullTimeText(hit.created);
    case Size: return hit.type == "file" ? tr("%1 bytes").arg(countText(hit.size)) : QString();
    case Backups: return hit.goneSince ? fullTimeText(*hit.goneSince) : QString();
    default: return plainTip(shown(hit.path.bytes));
    }
}

QVariant SearchModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section == Size) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Name");
    case Folder: return tr("Folder");
    case Server: return tr("Server");
    case Newest: return tr("Newest in");
    case Size: return tr("Size");
    case Backups: return tr("Backups");
    default: return {};
    }
}

} // namespace alula::gui
