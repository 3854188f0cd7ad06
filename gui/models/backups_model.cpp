// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/backups_model.h"

#include "gui/models/backup_cells.h"
#include "gui/nodes/node_data.h"

#include <algorithm>

namespace alula::gui {

using namespace protocol;

namespace {
constexpr std::chrono::milliseconds kTyping{80};
} // namespace

BackupsModel::BackupsModel(QObject* parent) : QAbstractTableModel(parent) {
    m_filterSoon.setSingleShot(true);
    m_filterSoon.setInterval(kTyping);
    connect(&m_filterSoon, &QTimer::timeout, this, [this] {
        if (m_order.filter == m_wanted) return;
        m_order.filter = m_wanted;
        arrange();
    });
}

void BackupsModel::show(Node* node, const std::optional<ServerId>& server) {
    if (node == m_node && server == m_server && m_ears) return;
    forget();
    m_node = node;
    m_server = server;
    m_ears = std::make_unique<QObject>();
    if (node) {
        connect(node, &Node::backupChanged, m_ears.get(), [this](const BackupChangedEvent& event) { onEvent(event); });
        const auto stale = [this] {
            m_stale = true;
            Q_EMIT becameStale();
        };
        connect(node, &Node::backupsMissed, m_ears.get(), stale);
        connect(node, &Node::cameOnline, m_ears.get(), stale);
        connect(&node->data(), &NodeData::serversChanged, m_ears.get(), [this] { readNames(); });
        readNames();
        refresh();
    }
    Q_EMIT loadingChanged();
    Q_EMIT arrangedAnew();
}

void BackupsModel::forget() {
    m_asking.drop();
    ++m_round;
    ++m_listing;
    beginResetModel();
    m_store = {};
    m_fresh.reset();
    m_view.clear();
    m_rows.clear();
    m_error.reset();
    m_texts = std::make_shared<BackupTexts>();
    m_order.names.clear();
    m_whole = m_loading = m_stale = m_goneMeanwhile = m_arranging = m_arrangeStarted = m_arrangeAgain = false;
    endResetModel();
}

void BackupsModel::readNames() {
    ServerNames names;
    for (const ServerInfo& server : m_node->data().servers())
        names.emplace(server.server, m_node->data().serverName(server.server));
    if (names == m_order.names) return;
    m_order.names = std::move(names);
    m_texts = std::make_shared<BackupTexts>();
    if (rowCount() > 0) {
        constexpr int column = static_cast<int>(BackupColumn::Server);
        Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column));
    }
    if (m_order.column == BackupColumn::Server || !m_order.filter.isEmpty()) arrange();
}

void BackupsModel::refresh() {
    if (!m_node) return;
    m_stale = m_goneMeanwhile = false;
    m_error.reset();
    m_loading = true;
    ++m_listing;
    // The first time rows are seen as they come; later the whole new list takes the place of the old one.
    m_fresh = m_whole ? std::make_unique<BackupStore>() : nullptr;
    if (!m_whole && m_store.count() > 0) m_fresh = std::make_unique<BackupStore>(); // a listing that broke off
    ask({});
    Q_EMIT loadingChanged();
}

void BackupsModel::ask(const std::optional<std::string>& cursor) {
    BackupsListParams params;
    params.server = m_server;
    params.cursor = cursor;
    params.limit = kPage;
    m_asking.ask<BackupsListParams, RawAnswer>(*m_node, raw(kBackupsList), params,
                                               [this](Result<RawAnswer> answer) { take(std::move(answer)); });
}

void BackupsModel::take(Result<RawAnswer> answer) {
    if (!answer) return fail(std::move(answer).error());
    // The next page is on its way while this one is decoded.
    const QJsonValue cursor = answer->json.value(QLatin1StringView("cursor"));
    const bool more = cursor.isString();
    if (more) ask(cursor.toString().toStdString());
    m_worker.run([json = std::move(answer->json)](const std::stop_token&) { return protocol::fromJson<BackupsList>(json); },
                 [this, listing = m_listing, more](Result<BackupsList> page) {
                     if (listing != m_listing || !m_loading) return;
                     keep(std::move(page));
                     if (!more && m_loading) listed();
                 });
}

void BackupsModel::keep(Result<BackupsList> page) {
    if (!page) {
        m_asking.drop();
        return fail(Error(ErrorCode::Protocol, "The daemon's answer cannot be read: " + page.error().message()));
    }
    BackupStore& store = m_fresh ? *m_fresh : m_store;
    for (const BackupInfo& info : page->backups) store.put(info);
    if (m_fresh) return;
    arrange();
    Q_EMIT loadingChanged();
}

void BackupsModel::listed() {
    m_loading = false;
    if (m_goneMeanwhile) {
        m_whole = true;
        return refresh();
    }
    if (!m_fresh) {
        m_whole = true;
        Q_EMIT loadingChanged();
        return arrange();
    }
    // What is seen stays until the new list stands in its order.
    m_worker.run([snapshot = m_fresh->snapshot(), order = m_order,
                  texts = m_texts](const std::stop_token& stop) { return arranged(snapshot, order, *texts, stop); },
                 [this, round = m_round](std::vector<BackupKey> view) {
                     if (round != m_round || !m_fresh || m_loading) return;
                     ++m_round; // keys of the old list mean nothing now
                     beginResetModel();
                     m_store = std::move(*m_fresh);
                     m_fresh.reset();
                     m_view = std::move(view);
                     m_rows.clear();
                     m_whole = true;
                     m_arranging = m_arrangeStarted = m_arrangeAgain = false;
                     endResetModel();
                     Q_EMIT loadingChanged();
                     Q_EMIT arrangedAnew();
                     arrange(); // what changed since
                 });
}

void BackupsModel::fail(Error error) {
    m_loading = false;
    m_fresh.reset();
    m_error = std::move(error);
    m_stale = true;
    Q_EMIT loadingChanged();
}

void BackupsModel::onEvent(const BackupChangedEvent& event) {
    if (!event.info) {
        if (m_loading) m_goneMeanwhile = true;
        if (m_fresh) m_fresh->remove(event.backup);
        if (m_store.remove(event.backup)) {
            arrange();
            Q_EMIT loadingChanged();
        }
        return;
    }
    if (!isOurs(*event.info)) return;
    if (m_fresh) m_fresh->put(*event.info);
    const bool known = m_store.find(event.backup).has_value();
    m_store.put(*event.info);
    const int row = known ? rowOf(event.backup) : -1;
    if (row >= 0) Q_EMIT dataChanged(index(row, 0), index(row, kBackupColumns - 1));
    arrange();
    if (!known) Q_EMIT loadingChanged();
}

void BackupsModel::setFilter(const QString& words) {
    m_wanted = words.simplified();
    m_filterSoon.start();
}

void BackupsModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || column >= kBackupColumns) return;
    m_order.column = static_cast<BackupColumn>(column);
    m_order.descending = order == Qt::DescendingOrder;
    arrange();
}

// One at a time: what is wanted meanwhile is done once, afterwards. Not at once: a hundred events may stand in one read.
void BackupsModel::arrange() {
    if (m_arranging) {
        m_arrangeAgain = m_arrangeStarted;
        return;
    }
    m_arranging = true;
    QMetaObject::invokeMethod(
        this,
        [this, round = m_round] {
            if (round == m_round) startArranging();
        },
        Qt::QueuedConnection);
}

void BackupsModel::startArranging() {
    m_arrangeStarted = true;
    m_worker.run([snapshot = m_store.snapshot(), order = m_order,
                  texts = m_texts](const std::stop_token& stop) { return arranged(snapshot, order, *texts, stop); },
                 [this, round = m_round](std::vector<BackupKey> view) {
                     if (round != m_round) return;
                     m_arranging = m_arrangeStarted = false;
                     takeView(std::move(view));
                     if (std::exchange(m_arrangeAgain, false)) arrange();
                 });
}

void BackupsModel::takeView(std::vector<BackupKey> view) {
    if (view != m_view && !changeRows(view)) {
        beginResetModel();
        m_view = std::move(view);
        m_rows.clear();
        endResetModel();
    }
    Q_EMIT arrangedAnew();
}

bool BackupsModel::changeRows(const std::vector<BackupKey>& view) {
    const auto [oldEnd, newEnd] = std::ranges::mismatch(m_view, view);
    const auto first = static_cast<std::size_t>(oldEnd - m_view.begin());
    std::size_t last = 0; // rows at the end that stay
    while (last < std::min(m_view.size(), view.size()) - first &&
           m_view[m_view.size() - 1 - last] == view[view.size() - 1 - last])
        ++last;
    const std::size_t goes = m_view.size() - first - last, comes = view.size() - first - last;
    if (goes > 0 && comes > 0) return false;
    const auto at = static_cast<int>(first);
    if (comes > 0) beginInsertRows({}, at, at + static_cast<int>(comes) - 1);
    else beginRemoveRows({}, at, at + static_cast<int>(goes) - 1);
    m_view = view;
    m_rows.clear();
    if (comes > 0) endInsertRows();
    else endRemoveRows();
    return true;
}

BackupId BackupsModel::idAt(int row) const {
    const BackupKey key = m_view[static_cast<std::size_t>(row)];
    return m_store.columns(key).id[key % BackupSnapshot::kChunk];
}

std::optional<BackupInfo> BackupsModel::find(const BackupId& id) const {
    const auto key = m_store.find(id);
    return key ? std::optional(m_store.at(*key)) : std::nullopt;
}

int BackupsModel::rowOf(const BackupId& id) const {
    const std::vector<int> rows = rowsOf({id});
    return rows.empty() ? -1 : rows.front();
}

std::vector<int> BackupsModel::rowsOf(const std::vector<BackupId>& ids) const {
    if (m_rows.empty() && !m_view.empty()) {
        m_rows.assign(*std::ranges::max_element(m_view) + 1, -1);
        for (std::size_t row = 0; row < m_view.size(); ++row) m_rows[m_view[row]] = static_cast<int>(row);
    }
    std::vector<int> rows;
    for (const BackupId& id : ids) {
        const auto key = m_store.find(id);
        if (key && *key < m_rows.size() && m_rows[*key] >= 0) rows.push_back(m_rows[*key]);
    }
    std::ranges::sort(rows);
    return rows;
}

} // namespace alula::gui
