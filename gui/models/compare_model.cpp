// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/compare_model.h"

#include "gui/format/change_text.h"
#include "gui/format/plain_text.h"
#include "gui/models/entry_folder.h"
#include "shared/wording/wording.h"

#include <QtCore/QStringList>
#include <QtCore/QTimer>

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kAtATime = 2; // requests
constexpr std::int32_t kPage = 500;
constexpr int kLoadingAfter = 100;            // ms
constexpr std::chrono::minutes kPatience{15}; // contents of a large volume are read through

std::string nameOf(const std::string& path) { return path.substr(path.rfind('/') + 1); }

QString sizeText(const std::optional<protocol::EntryFacts>& facts) {
    return facts && facts->type == "file" ? bytesText(facts->size) : QString();
}

QStringList below(const protocol::CompareRow& row) {
    QStringList changes;
    if (!row.below) return changes;
    if (row.below->added > 0) changes += u"added"_s;
    if (row.below->removed > 0) changes += u"removed"_s;
    if (row.below->changed > 0) changes += u"changed"_s;
    return changes;
}
} // namespace

CompareModel::CompareModel(QObject* parent) : QAbstractItemModel(parent) { begin({}); }
CompareModel::~CompareModel() = default;

const std::string& CompareModel::path() const { return m_top->path; }
bool CompareModel::isComplete() const { return m_top->complete; }

void CompareModel::show(const ComparedSides& sides, const std::string& path) {
    m_sides = sides;
    begin(path);
}

void CompareModel::clear() {
    m_sides = {};
    begin({});
}

void CompareModel::begin(std::string path) {
    beginResetModel();
    m_showing = std::make_unique<QObject>();
    for (const protocol::RequestId& id : m_ids) {
        if (m_sides.node) m_sides.node->cancel(id);
    }
    m_ids.clear();
    m_queue.clear();
    m_running = 0;
    m_totals.reset();
    m_asOf.reset();
    m_top = std::make_unique<Folder>();
    m_top->path = std::move(path);
    endResetModel();
    if (m_sides.node) want(*m_top);
}

void CompareModel::want(Folder& folder) {
    folder.asking = true;
    m_queue.push_back(&folder);
    QTimer::singleShot(kLoadingAfter, m_showing.get(), [this, &folder] {
        if (folder.asking) setExtraRow(folder, true, {});
    });
    askNext();
}

void CompareModel::askNext() {
    while (m_running < kAtATime && !m_queue.empty()) {
        Folder* folder = m_queue.front();
        m_queue.pop_front();
        ++m_running;
        protocol::CompareParams params;
        params.from = m_sides.from;
        params.to = m_sides.to;
        params.path = {folder->path};
        params.contents = m_sides.contents && !m_sides.to;
        params.cursor = folder->cursor;
        params.limit = kPage;
        std::function<void(Result<protocol::ComparePage>)> done = [this, folder](const Result<protocol::ComparePage>& answer) {
            --m_running;
            onPage(*folder, answer);
            askNext();
        };
        m_ids.insert(m_sides.node->call(protocol::kBackupsCompare, params, m_showing.get(), std::move(done), kPatience));
    }
}

void CompareModel::onPage(Folder& folder, const Result<protocol::ComparePage>& answer) {
    // Views ask for more from inside a change of rows: what is said to them then has to be true already.
    folder.asking = false;
    folder.complete = !answer || !answer->cursor;
    const bool top = &folder == m_top.get();
    if (!answer) {
        setExtraRow(folder, false, shown(answer.error().message()));
        if (top) Q_EMIT failed(answer.error());
        return Q_EMIT loadedChanged();
    }
    folder.cursor = answer->cursor;
    setExtraRow(folder, false, {});
    if (top) {
        m_totals = answer->totals;
        m_asOf = answer->asOf;
    }
    if (!answer->rows.empty()) {
        const int from = static_cast<int>(folder.rows.size());
        beginInsertRows(indexOf(folder), from, from + static_cast<int>(answer->rows.size()) - 1);
        folder.rows.insert(folder.rows.end(), answer->rows.begin(), answer->rows.end());
        endInsertRows();
    }
    Q_EMIT loadedChanged();
}

void CompareModel::setExtraRow(Folder& folder, bool loading, const QString& trouble) {
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

CompareModel::Folder* CompareModel::folderOf(const QModelIndex& parent) const {
    if (!parent.isValid()) return m_top.get();
    const auto* folder = static_cast<const Folder*>(parent.internalPointer());
    const auto child = folder->children.find(static_cast<std::size_t>(parent.row()));
    return child == folder->children.end() ? nullptr : child->second.get();
}

QModelIndex CompareModel::indexOf(const Folder& folder) const {
    return folder.parent ? createIndex(static_cast<int>(folder.row), 0, folder.parent) : QModelIndex();
}

QModelIndex CompareModel::index(int row, int column, const QModelIndex& parent) const {
    return hasIndex(row, column, parent) ? createIndex(row, column, folderOf(parent)) : QModelIndex();
}

QModelIndex CompareModel::parent(const QModelIndex& child) const {
    return child.isValid() ? indexOf(*static_cast<const Folder*>(child.internalPointer())) : QModelIndex();
}

int CompareModel::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0) return 0;
    const Folder* folder = folderOf(parent);
    return folder ? static_cast<int>(folder->rows.size()) + (folder->hasExtraRow() ? 1 : 0) : 0;
}

bool CompareModel::isFolder(const protocol::CompareRow& row) {
    return (row.before && row.before->type == "directory") || (row.after && row.after->type == "directory");
}

bool CompareModel::hasChildren(const QModelIndex& parent) const {
    if (!parent.isValid()) return rowCount() > 0;
    if (parent.column() > 0) return false;
    const protocol::CompareRow* row = rowAt(parent);
    const Folder* folder = folderOf(parent);
    return row && isFolder(*row) && !(folder && folder->complete && rowCount(parent) == 0);
}

bool CompareModel::canFetchMore(const QModelIndex& parent) const {
    if (!m_sides.node || parent.column() > 0) return false;
    if (const Folder* folder = folderOf(parent)) return !folder->complete && !folder->asking;
    const protocol::CompareRow* row = rowAt(parent);
    return row && isFolder(*row);
}

void CompareModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent)) return;
    Folder* folder = folderOf(parent);
    if (!folder) {
        auto* above = static_cast<Folder*>(parent.internalPointer());
        const auto row = static_cast<std::size_t>(parent.row());
        auto made = std::make_unique<Folder>();
        made->path = above->rows[row].path.bytes;
        made->parent = above;
        made->row = row;
        folder = made.get();
        above->children[row] = std::move(made);
    }
    want(*folder);
}

const protocol::CompareRow* CompareModel::rowAt(const QModelIndex& index) const {
    if (!index.isValid()) return nullptr;
    const auto* folder = static_cast<const Folder*>(index.internalPointer());
    const auto row = static_cast<std::size_t>(index.row());
    return row < folder->rows.size() ? &folder->rows[row] : nullptr;
}

QModelIndex CompareModel::find(const std::string& path) const {
    Folder* folder = m_top.get();
    while (folder) {
        Folder* next = nullptr;
        for (std::size_t row = 0; row < folder->rows.size() && !next; ++row) {
            const std::string& here = folder->rows[row].path.bytes;
            if (here == path) return createIndex(static_cast<int>(row), 0, folder);
            const auto child = folder->children.find(row);
            if (child != folder->children.end() && path.starts_with(here + '/')) next = child->second.get();
        }
        folder = next;
    }
    return {};
}

QVariant CompareModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& folder = *static_cast<const Folder*>(index.internalPointer());
    const protocol::CompareRow* row = rowAt(index);
    if (!row) {
        if (index.column() != Name || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
        const QString text = folder.loadingRow ? tr("Loading…") : folder.trouble;
        return role == Qt::ToolTipRole ? plainTip(text) : text;
    }
    const QString name = shown(nameOf(row->path.bytes));
    const protocol::EntryFacts facts = row->before ? *row->before : row->after.value_or(protocol::EntryFacts());
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Name: return QString(changeMark(row->change) + u' ' + name);
        case Change: return changeText(*row);
        case Before: return row->below && isFolder(*row) ? bytesText(row->below->bytesBefore) : sizeText(row->before);
        case After: return row->below && isFolder(*row) ? bytesText(row->below->bytesAfter) : sizeText(row->after);
        default: return differencesText(row->differences);
        }
    case Qt::AccessibleTextRole:
        if (index.column() == Name)
            return tr("%1, %2, %3", "name, folder, what changed")
                .arg(name, entryKindText(entryKindOf(facts.type)), changeText(*row));
        return data(index, Qt::DisplayRole);
    case Qt::ToolTipRole:
        if (index.column() == Before && row->before) return tr("%1 bytes").arg(countText(row->before->size));
        if (index.column() == After && row->after) return tr("%1 bytes").arg(countText(row->after->size));
        return plainTip(shown(row->path.bytes));
    case Qt::TextAlignmentRole: {
        const bool number = index.column() == Before || index.column() == After;
        return QVariant((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case KindRole: return static_cast<int>(entryKindOf(facts.type));
    case PathRole: return QByteArray::fromStdString(row->path.bytes);
    case ChangeRole: return QString::fromStdString(row->change);
    case BelowRole: return below(*row);
    default: return {};
    }
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && (section == Before || section == After))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Name");
    case Change: return tr("Change");
    case Before: return tr("Before");
    case After: return tr("After");
    case Differs: return tr("What differs");
    default: return {};
    }
}

Qt::ItemFlags CompareModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    const protocol::CompareRow* row = rowAt(index);
    if (!row) return Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return isFolder(*row) ? flags : flags | Qt::ItemNeverHasChildren;
}

} // namespace alula::gui
