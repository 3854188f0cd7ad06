// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/selected_backups.h"
#include "gui/views/place.h"

#include <QtWidgets/QScrollArea>

class QFormLayout;
class QLabel;

namespace alula::gui {

class SizeChart;

// All that is known of the selected backup; of several, what they are together; of none, of the list.
class BackupDetails final : public QScrollArea {
    Q_OBJECT

public:
    explicit BackupDetails(QWidget* parent = nullptr);
    void show(const BackupsModel& model, const SelectedBackups& selected, const Scope& scope);

private:
    static QString originText(const std::string& origin);
    void clear();
    void add(const QString& title, const QString& value, const QString& toolTip = {});
    void showOne(const BackupsModel& model, const protocol::BackupInfo& backup, const Scope& scope);
    void showSeveral(const BackupSummary& summary);
    void showList(const BackupsModel& model);
    void addSizes(const protocol::BackupInfo& backup);
    void addState(const protocol::BackupInfo& backup);
    void setMark(const protocol::BackupInfo& backup);

    QLabel* m_title;
    QLabel* m_mark;
    QLabel* m_state;
    QLabel* m_trend;
    SizeChart* m_chart;
    QWidget* m_facts = nullptr;
    QFormLayout* m_form = nullptr;
};

} // namespace alula::gui
