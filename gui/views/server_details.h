// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/views/act.h"
#include "gui/views/place.h"

#include <QtWidgets/QWidget>

class QFormLayout;
class QLabel;
class QPushButton;

namespace alula::gui {

class ElidedLabel;
class OutcomeDots;

// All that is known of one server, with the buttons for it.
class ServerDetails final : public QWidget {
    Q_OBJECT

public:
    explicit ServerDetails(QWidget* parent = nullptr);
    void setServer(Node* node, const std::optional<ServerId>& server); // none: "Choose a server"

Q_SIGNALS:
    void wants(alula::gui::Act act);
    void goTo(const alula::gui::Place& place);

private:
    QLabel* addRow(const QString& label);
    void refresh();
    void showInfo(const protocol::ServerInfo& info);
    void updateButtons(const protocol::ServerInfo& info);

    Scope m_scope;
    ElidedLabel* m_name;
    QLabel* m_hint;
    QWidget* m_body;
    QFormLayout* m_form;
    OutcomeDots* m_dots;
    QLabel *m_state, *m_good, *m_size, *m_backups, *m_contents, *m_limit, *m_panel, *m_id;
    QPushButton *m_backUp, *m_restore, *m_show;
};

} // namespace alula::gui
