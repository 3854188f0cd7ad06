// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/views/page.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace alula::gui {

class Exchange;
class JobPanel;

// An archive of the admin's own computer becomes a backup of a server: chosen or dropped here, sent, looked at there. It goes on while
// another page is shown.
class ImportPage final : public Page {
    Q_OBJECT

public:
    explicit ImportPage(QWidget* parent = nullptr);
    ~ImportPage() override;
    void go(const Place& place) override;
    Place place() const override { return m_place; }
    QString title() const override { return tr("Import an archive"); }
    std::optional<Possible> possible(Act act) const override;
    void act(Act act) override;
    void setFile(const QString& file); // as if chosen

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeForm();
    QWidget* makeFileRow();
    void attach(Node* node); // the exchange is that node's
    void fillServers();
    void chooseFile();
    void start();
    void showOutcome();
    void offerNext();
    void refresh();
    std::optional<ServerId> server() const;

    Place m_place;
    std::optional<ServerId> m_choice;       // whom to import for; it may not be listed (yet, or any more)
    std::optional<ServerId> m_importedInto; // by the import that runs or ran
    QStackedWidget* m_stack;
    QLabel* m_why;
    QLabel* m_kind;
    QLineEdit* m_file;
    QComboBox* m_servers;
    QLineEdit* m_note;
    QPushButton* m_import;
    QPointer<Node> m_node;
    QWidget* m_running = nullptr; // the job panel and what belongs to it, of m_node
    JobPanel* m_job = nullptr;
    Exchange* m_exchange = nullptr;
};

} // namespace alula::gui
