// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/entry_tree_model.h"
#include "gui/models/tick_tree_model.h"
#include "gui/nodes/latest.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>

class QCheckBox;
class QLabel;
class QTreeView;

namespace alula::gui {

// What of a backup is chosen: its tree with ticks, everything in one tick, and the totals as the daemon counts them. Space ticks, Ctrl+A
// ticks everything.
class TickTree final : public QWidget {
    Q_OBJECT

public:
    explicit TickTree(QWidget* parent = nullptr);

    void show(Node& node, const protocol::BackupInfo& backup, const SelectionRules& rules);
    using QWidget::show;
    const SelectionRules& rules() const { return m_ticks.rules(); }
    const std::optional<protocol::EntryCount>& totals() const { return m_totals; } // none: not counted yet

Q_SIGNALS:
    void rulesChanged();

private:
    void onRules();
    void onOnline();
    void count();
    void showTotals(const Result<protocol::EntryCount>& counted);

    QPointer<Node> m_node;
    protocol::BackupInfo m_backup;
    EntryTreeModel m_entries;
    TickTreeModel m_ticks;
    std::optional<protocol::EntryCount> m_totals;
    QTimer m_soon; // many ticks, one question
    Latest m_question;
    QCheckBox* m_everything;
    QTreeView* m_view;
    QLabel* m_sum;
};

} // namespace alula::gui
