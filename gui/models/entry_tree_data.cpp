// SPDX-License-Identifier: GPL-3.0-or-later
// What the rows of an EntryTreeModel say.
#include "gui/format/plain_text.h"
#include "gui/format/time_text.h"
#include "gui/models/entry_tree_model.h"
#include "gui/models/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QLocale>

#include <array>
#include <unordered_set>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
struct Flag {
    const char* name;
    const char* text;
};
constexpr std::array<Flag, 6> kFlags = {{
    {"sparse", QT_TRANSLATE_NOOP("models", "has holes, which are kept")},
    {"unstable", QT_TRANSLATE_NOOP("models", "was being written to while it was read")},
    {"cut", QT_TRANSLATE_NOOP("models", "became shorter while it was read: the rest is missing")},
    {"padded", QT_TRANSLATE_NOOP("models", "became shorter while it was read: the rest is zeroes")},
    {"unreadable", QT_TRANSLATE_NOOP("models", "could not be read: its contents are not in this backup")},
    {"vanished", QT_TRANSLATE_NOOP("models", "was gone before it could be read: its contents are not in this backup")},
}};

QStringList flagTexts(const EntryFolder& folder, std::size_t row) {
    QStringList texts;
    const auto flags = folder.flags.find(row);
    if (flags == folder.flags.end()) return texts;
    for (const std::string& name : flags->second) {
        const auto known = std::ranges::find_if(kFlags, [&](const Flag& flag) { return name == flag.name; });
        texts += known == kFlags.end() ? shown(name) : Models::tr(known->text);
    }
    return texts;
}

QString nameText(const EntryFolder& folder, std::size_t row) {
    const QString name = shown(folder.rows[row].name);
    const auto target = folder.targets.find(row);
    return target == folder.targets.end() ? name : name + u" → "_s + shown(target->second);
}

std::string typeName(EntryKind kind) {
    if (kind == EntryKind::Directory) return "directory";
    return kind == EntryKind::Symlink ? "symlink" : "file";
}

bool isKnown(std::uint64_t value) { return value != EntryRow::kUnknown; }

// "region, folder, 3.1 GiB, ~ changed": a row as it is heard.
QString spokenText(const EntryFolder& folder, std::size_t row) {
    const EntryRow& entry = folder.rows[row];
    QStringList words = {nameText(folder, row), entryKindText(entry.kind)};
    if (isKnown(entry.size)) words += bytesText(entry.size);
    if (const QString change = entryChangeText(entry.change); !change.isEmpty()) words += change;
    return words.join(u", "_s);
}
} // namespace

QVariant EntryTreeModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& folder = *static_cast<const EntryFolder*>(index.internalPointer());
    const auto row = static_cast<std::size_t>(index.row());
    if (row >= folder.rows.size()) {
        if (index.column() != Name || (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole))
            return {};
        const QString text = folder.loadingRow ? tr("Loading…") : folder.trouble;
        return role == Qt::ToolTipRole ? plainTip(text) : text;
    }
    switch (role) {
    case Qt::DisplayRole: return displayOf(folder, row, index.column());
    case Qt::ToolTipRole: return toolTipOf(folder, row, index.column());
    case Qt::AccessibleTextRole: return index.column() == Name ? spokenText(folder, row) : displayOf(folder, row, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    default: return valueOf(folder, row, role);
    }
}

QVariant EntryTreeModel::valueOf(const EntryFolder& folder, std::size_t row, int role) const {
    const EntryRow& entry = folder.rows[row];
    switch (role) {
    case PathRole: return QByteArray::fromStdString(folder.pathOf(row));
    case NameRole: return QByteArray::fromStdString(entry.name);
    case KindRole: return static_cast<int>(entry.kind);
    case SizeRole: return isKnown(entry.size) ? QVariant(qulonglong{entry.size}) : QVariant();
    case MtimeRole: return qlonglong{entry.mtimeNs};
    case ModeRole: return entry.mode;
    case ChangeRole: return static_cast<int>(entry.change);
    case FlagsRole: return flagTexts(folder, row);
    default: return {};
    }
}

QVariant EntryTreeModel::displayOf(const EntryFolder& folder, std::size_t row, int column) const {
    const EntryRow& entry = folder.rows[row];
    switch (column) {
    case Name: return nameText(folder, row);
    case Size: return isKnown(entry.size) ? bytesText(entry.size) : QString();
    case Modified: return agoText(Timestamp{entry.mtimeNs});
    case Mode: return modeText(typeName(entry.kind), entry.mode);
    default: return entryChangeText(entry.change);
    }
}

QVariant EntryTreeModel::toolTipOf(const EntryFolder& folder, std::size_t row, int column) const {
    const EntryRow& entry = folder.rows[row];
    switch (column) {
    case Name: {
        QStringList lines = {shown(folder.pathOf(row))};
        const QStringList flags = flagTexts(folder, row);
        lines += flags;
        return plainTip(lines.join(QLatin1Char('\n')));
    }
    case Size:
        if (!isKnown(entry.size)) return {};
        if (entry.kind == EntryKind::Directory && isKnown(entry.files))
            return tr("%1 bytes in %n file(s)", nullptr, static_cast<int>(std::min<std::uint64_t>(entry.files, INT_MAX)))
                .arg(countText(entry.size));
        return tr("%1 bytes").arg(countText(entry.size));
    case Modified: return fullTimeText(Timestamp{entry.mtimeNs});
    case Mode: return QString(u'0' + QString::number(entry.mode, 8));
    default: return entryChangeText(entry.change);
    }
}

QVariant EntryTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section == Size) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Name");
    case Size: return tr("Size");
    case Modified: return tr("Modified");
    case Mode: return tr("Mode");
    case Change: return tr("Change");
    default: return {};
    }
}

Qt::ItemFlags EntryTreeModel::flags(const QModelIndex& index) const {
    const EntryRow* row = rowAt(index);
    if (!row) return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return row->kind == EntryKind::Directory ? flags : flags | Qt::ItemNeverHasChildren;
}

namespace {
const EntryFolder* folderAt(const QItemSelectionRange& range) {
    return static_cast<const EntryFolder*>(range.topLeft().internalPointer());
}

// Of the selected rows those that are not in a folder that is selected itself.
template <class Visit>
void forEachTopmost(const QItemSelection& selection, Visit visit) {
    std::unordered_set<const EntryFolder*> whole; // folders whose own row is selected
    for (const QItemSelectionRange& range : selection) {
        for (const auto& [row, child] : folderAt(range)->children) {
            if (static_cast<int>(row) >= range.top() && static_cast<int>(row) <= range.bottom()) whole.insert(child.get());
        }
    }
    for (const QItemSelectionRange& range : selection) {
        const EntryFolder* folder = folderAt(range);
        bool covered = range.left() > EntryTreeModel::Name;
        for (const EntryFolder* at = folder; at && !covered; at = at->parent) covered = whole.contains(at);
        const auto end = std::min(static_cast<std::size_t>(range.bottom()) + 1, folder->rows.size());
        for (auto row = static_cast<std::size_t>(range.top()); !covered && row < end; ++row) visit(*folder, row);
    }
}
} // namespace

EntryTotals EntryTreeModel::totalsOf(const QItemSelection& selection) const {
    EntryTotals totals;
    forEachTopmost(selection, [&](const EntryFolder& folder, std::size_t row) {
        const EntryRow& entry = folder.rows[row];
        ++totals.entries;
        if (entry.kind == EntryKind::Symlink) return;
        const bool known = isKnown(entry.size) && (entry.kind == EntryKind::File || isKnown(entry.files));
        totals.known = totals.known && known;
        if (!known) return;
        totals.bytes += entry.size;
        totals.files += entry.kind == EntryKind::File ? 1 : entry.files;
    });
    return totals;
}

std::vector<std::string> EntryTreeModel::pathsOf(const QItemSelection& selection) const {
    std::vector<std::string> paths;
    forEachTopmost(selection, [&](const EntryFolder& folder, std::size_t row) { paths.push_back(folder.pathOf(row)); });
    return paths;
}

} // namespace alula::gui
