// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/entry_tree_model.h"

#include "shared/wording/wording.h"

#include <QtCore/QTimer>

#include <array>

namespace alula::gui {

namespace {
constexpr int kAtATime = 2;                         // requests
constexpr std::chrono::seconds kFirstLook{15 * 60}; // an archive that Alula did not write is read through once

std::string sortName(int column, Qt::SortOrder order) {
    static constexpr std::array<const char*, 3> kNames = {"name", "size", "mtime"};
    const std::string name = kNames[static_cast<std::size_t>(column)];
    return order == Qt::AscendingOrder ? name : '-' + name;
}
} // namespace

void EntryTreeModel::show(const EntrySource& source, std::string path) {
    if (source != m_source) m_against.reset();
    m_source = source;
    begin(std::move(path));
}

void EntryTreeModel::clear() {
    m_source = {};
    m_against.reset();
    begin({});
}

void EntryTreeModel::begin(std::string path) {
    beginResetModel();
    m_showing = std::make_unique<QObject>();
    for (const protocol::RequestId& id : m_ids) {
        if (m_source.node) m_source.node->cancel(id);
    }
    m_ids.clear();
    m_queue.clear();
    m_running = 0;
    m_top = std::make_unique<EntryFolder>();
    m_top->path = std::move(path);
    endResetModel();
    if (m_source.node) want(*m_top, false);
    Q_EMIT loadedChanged();
}

bool EntryTreeModel::hasTrouble() const {
    bool any = false;
    forEachFolder(*m_top, [&any](EntryFolder& folder) { any = any || !folder.trouble.isEmpty(); });
    return any;
}

void EntryTreeModel::setAgainst(const std::optional<BackupId>& backup) {
    if (m_against == backup) return;
    const bool toldAlready = m_against.has_value();
    m_against = backup;
    if (toldAlready) return begin(m_top->path);
    forEachFolder(*m_top, [this](EntryFolder& folder) { wantChanges(folder); });
}

void EntryTreeModel::forEachFolder(EntryFolder& folder, const std::function<void(EntryFolder&)>& visit) {
    visit(folder);
    for (auto& [row, child] : folder.children) forEachFolder(*child, visit);
}

void EntryTreeModel::sort(int column, Qt::SortOrder order) {
    if (!isSortable(column) || column < 0) return;
    const std::string name = sortName(column, order);
    if (name == m_sort) return;
    m_sort = name;
    if (m_source.node) begin(m_top->path);
}

// ---- asking

void EntryTreeModel::want(EntryFolder& folder, bool changes) {
    (changes ? folder.changes.asking : folder.asking) = true;
    folder.started = true;
    // Rows before changes: they are what is waited for.
    if (changes) m_queue.push_back({&folder, true});
    else m_queue.push_front({&folder, false});
    if (!changes) {
        QTimer::singleShot(kLoadingAfter, m_showing.get(), [this, &folder] {
            if (folder.asking) setExtraRow(folder, true, {});
        });
    }
    askNext();
}

void EntryTreeModel::wantChanges(EntryFolder& folder) {
    auto& changes = folder.changes;
    if (!m_against || !m_source.backup || changes.asking || changes.complete || changes.filled == folder.rows.size()) return;
    want(folder, true);
}

void EntryTreeModel::askNext() {
    while (m_running < kAtATime && !m_queue.empty()) {
        const Wanted next = m_queue.front();
        m_queue.pop_front();
        ask(next);
    }
}

void EntryTreeModel::ask(const Wanted& wanted) {
    ++m_running;
    auto done = [this, wanted](Result<protocol::EntryPage> answer) {
        --m_running;
        if (wanted.changes) onChanges(*wanted.folder, answer);
        else onRows(*wanted.folder, std::move(answer));
        askNext();
    };
    if (wanted.changes) sendChanges(*wanted.folder, done);
    else sendRows(*wanted.folder, done);
}

void EntryTreeModel::sendRows(EntryFolder& folder, std::function<void(Result<protocol::EntryPage>)> done) {
    protocol::RequestId id;
    if (m_source.backup) {
        const protocol::BackupEntriesParams params{*m_source.backup, {folder.path}, m_sort, {}, folder.cursor, kPage};
        id = m_source.node->call(protocol::kBackupsEntries, params, m_showing.get(), std::move(done), kFirstLook);
    } else {
        const protocol::LiveEntriesParams params{m_source.server, {folder.path}, m_sort, folder.cursor, kPage};
        id = m_source.node->call(protocol::kLiveEntries, params, m_showing.get(), std::move(done));
    }
    m_ids.insert(id);
}

void EntryTreeModel::sendChanges(EntryFolder& folder, std::function<void(Result<protocol::EntryPage>)> done) {
    const protocol::BackupEntriesParams params{*m_source.backup, {folder.path}, m_sort, m_against, folder.changes.cursor, kPage};
    m_ids.insert(m_source.node->call(protocol::kBackupsEntries, params, m_showing.get(), std::move(done), kFirstLook));
}

void EntryTreeModel::onRows(EntryFolder& folder, Result<protocol::EntryPage> answer) {
    // Views ask for more from inside a change of rows: what is said to them then has to be true already.
    folder.asking = false;
    folder.complete = !answer || !answer->cursor;
    if (!answer) {
        setExtraRow(folder, false, shown(answer.error().message()));
        if (&folder == m_top.get() && folder.rows.empty()) Q_EMIT failed(answer.error());
        return Q_EMIT loadedChanged();
    }
    const bool first = folder.rows.empty();
    folder.cursor = answer->cursor;
    setExtraRow(folder, false, {});
    if (!answer->entries.empty()) {
        const int from = static_cast<int>(folder.rows.size());
        beginInsertRows(indexOf(folder), from, from + static_cast<int>(answer->entries.size()) - 1);
        folder.append(answer->entries);
        endInsertRows();
    }
    fill(folder);
    wantChanges(folder);
    if (first && &folder == m_top.get()) Q_EMIT pageShown();
    Q_EMIT loadedChanged();
}

void EntryTreeModel::onChanges(EntryFolder& folder, const Result<protocol::EntryPage>& answer) {
    folder.changes.asking = false;
    if (!answer) {
        folder.changes.complete = true; // they stay not known
        return;
    }
    folder.takeChanges(*answer);
    fill(folder);
    wantChanges(folder);
    Q_EMIT loadedChanged();
}

void EntryTreeModel::fill(EntryFolder& folder) {
    const auto [from, to] = folder.fillChanges();
    if (from == to) return;
    Q_EMIT dataChanged(createIndex(static_cast<int>(from), Change, &folder),
                       createIndex(static_cast<int>(to) - 1, Change, &folder));
}

// The row below the last one: that more is coming, or why it does not.
void EntryTreeModel::setExtraRow(EntryFolder& folder, bool loading, const QString& trouble) {
    const bool was = folder.hasExtraRow(), is = loading || !trouble.isEmpty();
    const int at = static_cast<int>(folder.rows.size());
    if (is && !was) beginInsertRows(indexOf(folder), at, at);
    if (was && !is) beginRemoveRows(indexOf(folder), at, at);
    folder.loadingRow = loading;
    folder.trouble = trouble;
    if (is && !was) endInsertRows();
    if (was && !is) endRemoveRows();
    if (is && was) Q_EMIT dataChanged(createIndex(at, 0, &folder), createIndex(at, kColumns - 1, &folder));
}

// ---- the tree

EntryFolder* EntryTreeModel::folderOf(const QModelIndex& parent) const {
    if (!parent.isValid()) return m_top.get();
    const auto* folder = static_cast<const EntryFolder*>(parent.internalPointer());
    const auto child = folder->children.find(static_cast<std::size_t>(parent.row()));
    return child == folder->children.end() ? nullptr : child->second.get();
}

QModelIndex EntryTreeModel::indexOf(const EntryFolder& folder) const {
    return folder.parent ? createIndex(static_cast<int>(folder.row), 0, folder.parent) : QModelIndex();
}

QModelIndex EntryTreeModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) return {};
    return createIndex(row, column, folderOf(parent));
}

QModelIndex EntryTreeModel::parent(const QModelIndex& child) const {
    return child.isValid() ? indexOf(*static_cast<const EntryFolder*>(child.internalPointer())) : QModelIndex();
}

int EntryTreeModel::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0) return 0;
    const EntryFolder* folder = folderOf(parent);
    return folder ? static_cast<int>(folder->rows.size()) + (folder->hasExtraRow() ? 1 : 0) : 0;
}

bool EntryTreeModel::hasChildren(const QModelIndex& parent) const {
    if (!parent.isValid()) return rowCount() > 0;
    if (parent.column() > 0) return false;
    const EntryRow* row = rowAt(parent);
    const EntryFolder* folder = folderOf(parent);
    return row && row->kind == EntryKind::Directory && !(folder && folder->complete && rowCount(parent) == 0);
}

bool EntryTreeModel::canFetchMore(const QModelIndex& parent) const {
    if (!m_source.node || parent.column() > 0) return false;
    if (const EntryFolder* folder = folderOf(parent)) return folder->started && !folder->complete && !folder->asking;
    const EntryRow* row = rowAt(parent);
    return row && row->kind == EntryKind::Directory;
}

void EntryTreeModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent)) return;
    EntryFolder* folder = folderOf(parent);
    if (!folder) {
        auto* above = static_cast<EntryFolder*>(parent.internalPointer());
        const auto row = static_cast<std::size_t>(parent.row());
        auto made = std::make_unique<EntryFolder>();
        made->path = above->pathOf(row);
        made->parent = above;
        made->row = row;
        folder = made.get();
        above->children[row] = std::move(made);
    }
    want(*folder, false);
}

const EntryRow* EntryTreeModel::rowAt(const QModelIndex& index) const {
    if (!index.isValid()) return nullptr;
    const auto* folder = static_cast<const EntryFolder*>(index.internalPointer());
    const auto row = static_cast<std::size_t>(index.row());
    return row < folder->rows.size() ? &folder->rows[row] : nullptr;
}

std::string EntryTreeModel::pathAt(const QModelIndex& index) const {
    if (!rowAt(index)) return {};
    return static_cast<const EntryFolder*>(index.internalPointer())->pathOf(static_cast<std::size_t>(index.row()));
}

QModelIndex EntryTreeModel::find(const std::string& path) const {
    EntryFolder* folder = m_top.get();
    while (folder) {
        const std::size_t skip = folder->path.empty() ? 0 : folder->path.size() + 1;
        if (path.size() <= skip || (skip > 0 && (!path.starts_with(folder->path) || path[skip - 1] != '/'))) return {};
        const std::string name = path.substr(skip, path.find('/', skip) - skip);
        const auto found = std::ranges::find(folder->rows, name, &EntryRow::name);
        if (found == folder->rows.end()) return {};
        const auto row = static_cast<std::size_t>(found - folder->rows.begin());
        if (skip + name.size() == path.size()) return createIndex(static_cast<int>(row), 0, folder);
        const auto child = folder->children.find(row);
        folder = child == folder->children.end() ? nullptr : child->second.get();
    }
    return {};
}

} // namespace alula::gui
