// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/cards_model.h"

#include "gui/format/plain_text.h"
#include "gui/format/time_text.h"
#include "gui/models/sync_rows.h"
#include "gui/nodes/node.h"
#include "shared/wording/wording.h"

#include <QtCore/QStringList>

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
int rank(const Card& card) {
    if (card.mark == "failed") return 0;
    if (card.stale) return 1;
    if (card.mark == "completed_with_warnings") return 2;
    return card.mark == "completed" ? 4 : 3;
}

Card cardOf(const protocol::ServerInfo& info, const NodeData& data) {
    static const std::vector<protocol::Problem> none;
    const auto& problems = data.status() ? data.status()->problems : none;
    Card card{info.server, shown(data.serverName(info.server).toStdString()), info.state, markOf(info, problems)};
    card.stale = std::ranges::any_of(problems, [&](const protocol::Problem& problem) {
        return problem.server == info.server && problem.code == "no_good_backup";
    });
    if (info.lastGood) {
        card.lastGood = info.lastGood->completed;
        card.size = info.lastGood->size;
    }
    card.hadGood = hadGood(info);
    card.trend = sizeTrend(info);
    card.outcomes.reserve(info.outcomes.size());
    for (const protocol::Outcome& outcome : info.outcomes) card.outcomes.push_back(markOf(outcome));
    card.outcomesText = outcomesText(info.outcomes);
    return card;
}
} // namespace

struct CardsModel::Rows {
    CardsModel& model;

    void beginRemove(int first, int last) { model.beginRemoveRows({}, first, last); }
    void endRemove() { model.endRemoveRows(); }
    void beginInsert(int first, int last) { model.beginInsertRows({}, first, last); }
    void endInsert() { model.endInsertRows(); }
    void beginMove(int from, int to) { model.beginMoveRows({}, from, from, {}, to); }
    void endMove() { model.endMoveRows(); }
    void changed(int row) { Q_EMIT model.dataChanged(model.index(row), model.index(row)); }
};

void CardsModel::setNode(Node* node) {
    if (node == m_node) return;
    if (m_node) m_node->data().disconnect(this);
    beginResetModel();
    m_cards.clear();
    m_node = node;
    endResetModel();
    if (!node) return;
    connect(&node->data(), &NodeData::serversChanged, this, &CardsModel::update);
    connect(&node->data(), &NodeData::statusChanged, this, &CardsModel::update);
    update();
}

void CardsModel::update() {
    if (!m_node) return;
    std::vector<Card> wanted;
    wanted.reserve(m_node->data().servers().size());
    for (const protocol::ServerInfo& info : m_node->data().servers()) wanted.push_back(cardOf(info, m_node->data()));
    std::ranges::stable_sort(wanted, {}, rank);
    Rows rows{*this};
    syncRows(rows, m_cards, std::move(wanted), &Card::id);
}

const Card* CardsModel::cardAt(const QModelIndex& index) const {
    return index.isValid() ? &m_cards[static_cast<std::size_t>(index.row())] : nullptr;
}

QModelIndex CardsModel::indexOf(const ServerId& server) const {
    const auto it = std::ranges::find(m_cards, server, &Card::id);
    return it == m_cards.end() ? QModelIndex() : index(static_cast<int>(it - m_cards.begin()));
}

int CardsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_cards.size()); }

QString CardsModel::spoken(const Card& card) {
    QStringList parts{card.name, runStateText(card.runState)};
    parts << (card.lastGood ? tr("last good backup %1").arg(agoText(*card.lastGood)) : noGoodText(card.hadGood));
    if (card.stale && card.lastGood) parts << tr("which is too long ago");
    parts << card.outcomesText;
    if (card.size) parts << bytesText(*card.size);
    if (card.trend) parts << tr("size %1").arg(trendText(card.trend));
    return parts.join(u", "_s);
}

QVariant CardsModel::data(const QModelIndex& index, int role) const {
    const Card* card = cardAt(index);
    if (!card) return {};
    switch (role) {
    case Qt::DisplayRole: return card->name;
    case Qt::AccessibleTextRole: return spoken(*card);
    case Qt::ToolTipRole:
        return plainTip(
            card->lastGood ? tr("%1\nLast good backup: %2\n%3").arg(card->name, fullTimeText(*card->lastGood), card->outcomesText)
                           : tr("%1\n%2\n%3", "server, no good backup yet, outcomes")
                                 .arg(card->name, noGoodText(card->hadGood), card->outcomesText));
    case CardRole: return QVariant::fromValue(card);
    default: return {};
    }
}

} // namespace alula::gui
