// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/palette.h"

#include "gui/models/fuzzy.h"
#include "gui/window/action_table.h"
#include "gui/window/main_window.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <optional>
#include <vector>

namespace alula::gui {

namespace {

constexpr int kMostShown = 200;

struct Command {
    QString text, hint; // hint: its key, or why it cannot be done
    QPointer<QAction> action;
    std::optional<Place> place;
    bool usable = true;
};

QString plain(QString text) { return text.remove(QLatin1Char('&')).remove(QChar(0x2026)); }

std::vector<Command> commandsOf(MainWindow& window) {
    std::vector<Command> commands;
    for (const ActionRow& row : actionRows()) {
        QAction* action = window.action(row.act);
        const QString hint = action->isEnabled() ? action->shortcut().toString(QKeySequence::NativeText) : action->statusTip();
        commands.push_back({plain(action->text()), hint, action, {}, action->isEnabled()});
    }
    for (QAction* action : window.windowActions()) {
        commands.push_back(
            {plain(action->text()), action->shortcut().toString(QKeySequence::NativeText), action, {}, action->isEnabled()});
    }
    for (const MainWindow::Offer& offer : window.offers()) commands.push_back({offer.text, {}, {}, offer.place, true});
    return commands;
}

class PaletteDialog final : public QDialog {
public:
    explicit PaletteDialog(MainWindow& window)
        : QDialog(&window, Qt::Dialog | Qt::FramelessWindowHint), m_window(window), m_commands(commandsOf(window)),
          m_text(new QLineEdit), m_list(new QListWidget) {
        setAttribute(Qt::WA_DeleteOnClose);
        setWindowTitle(MainWindow::tr("Commands"));
        m_text->setPlaceholderText(MainWindow::tr("Type a command, a server, a date"));
        m_text->setAccessibleName(MainWindow::tr("Command"));
        m_list->setAccessibleName(MainWindow::tr("Commands"));
        m_list->setUniformItemSizes(true);
        m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        auto* column = new QVBoxLayout(this);
        column->addWidget(m_text);
        column->addWidget(m_list);
        connect(m_text, &QLineEdit::textChanged, this, &PaletteDialog::fill);
        connect(m_text, &QLineEdit::returnPressed, this, &PaletteDialog::run);
        connect(m_list, &QListWidget::itemActivated, this, &PaletteDialog::run);
        m_text->installEventFilter(this);
        resize(std::min(620, window.width() - 80), std::min(420, window.height() - 80));
        move(window.mapToGlobal(QPoint((window.width() - width()) / 2, 60)));
        fill();
    }

protected:
    // Up and down move in the list while the letters go into the field.
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (watched == m_text && event->type() == QEvent::KeyPress) {
            const auto* key = static_cast<QKeyEvent*>(event);
            const int step = key->key() == Qt::Key_Down       ? 1
                             : key->key() == Qt::Key_Up       ? -1
                             : key->key() == Qt::Key_PageDown ? 10
                             : key->key() == Qt::Key_PageUp   ? -10
                                                              : 0;
            if (step != 0) {
                m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, std::max(0, m_list->count() - 1)));
                return true;
            }
        }
        return QDialog::eventFilter(watched, event);
    }

private:
    void fill() {
        struct Match {
            int score;
            std::size_t index;
        };
        std::vector<Match> matches;
        for (std::size_t i = 0; i < m_commands.size(); ++i) {
            if (const auto score = fuzzyScore(m_text->text(), m_commands[i].text)) matches.push_back({*score, i});
        }
        std::ranges::stable_sort(matches, [this](const Match& a, const Match& b) {
            const bool usableA = m_commands[a.index].usable, usableB = m_commands[b.index].usable;
            return usableA != usableB ? usableA : a.score > b.score;
        });
        m_list->clear();
        m_shown.clear();
        for (const Match& match : matches) {
            if (m_list->count() == kMostShown) break;
            const Command& command = m_commands[match.index];
            auto* item = new QListWidgetItem(
                command.hint.isEmpty() ? command.text : MainWindow::tr("%1  —  %2").arg(command.text, command.hint), m_list);
            if (command.action) item->setIcon(command.action->icon());
            if (!command.usable) item->setForeground(palette().color(QPalette::Disabled, QPalette::Text));
            m_shown.push_back(match.index);
        }
        m_list->setCurrentRow(0);
    }

    void run() {
        const int row = m_list->currentRow();
        if (row < 0) return;
        const Command command = m_commands[m_shown[static_cast<std::size_t>(row)]];
        if (!command.usable) return;
        MainWindow& window = m_window;
        close();
        if (command.place) window.go(*command.place);
        else if (command.action) command.action->trigger();
    }

    MainWindow& m_window;
    std::vector<Command> m_commands;
    std::vector<std::size_t> m_shown; // indexes of m_commands, a row each
    QLineEdit* m_text;
    QListWidget* m_list;
};

} // namespace

void openPalette(MainWindow& window) { (new PaletteDialog(window))->open(); }

} // namespace alula::gui
