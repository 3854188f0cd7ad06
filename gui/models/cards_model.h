// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/format/server_text.h"
#include "gui/nodes/node_data.h"

#include <QtCore/QAbstractListModel>
#include <QtCore/QMetaType>
#include <QtCore/QPointer>

#include <optional>
#include <vector>

namespace alula::gui {

// What a card of the Overview shows of a server.
struct Card {
    ServerId id;
    QString name;
    std::string runState; // "running" …
    Mark mark;
    bool stale = false; // the daemon misses a good backup
    std::optional<Timestamp> lastGood = {};
    bool hadGood = false;                   // some day
    std::optional<std::uint64_t> size = {}; // of that one's archive
    std::optional<double> trend = {};       // percent
    std::vector<Mark> outcomes = {};        // oldest first
    QString outcomesText = {};
    friend bool operator==(const Card&, const Card&) = default;
};

// The servers of a node as cards, the worst first, then by name. GUI thread.
class CardsModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { CardRole = Qt::UserRole }; // const Card*: valid until the model changes

    using QAbstractListModel::QAbstractListModel;
    void setNode(Node* node); // null: none
    const Card* cardAt(const QModelIndex& index) const;
    QModelIndex indexOf(const ServerId& server) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Rows;
    void update();
    static QString spoken(const Card& card);

    QPointer<Node> m_node;
    std::vector<Card> m_cards;
};

} // namespace alula::gui
Q_DECLARE_METATYPE(const alula::gui::Card*)
