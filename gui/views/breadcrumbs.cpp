// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/breadcrumbs.h"

#include "gui/format/plain_text.h"
#include "gui/look/keep_return.h"
#include "shared/wording/wording.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidest = 220; // px of one name

std::string trimmed(std::string path) {
    while (path.ends_with('/')) path.pop_back();
    while (path.starts_with('/')) path.erase(0, 1);
    return path;
}
} // namespace

Breadcrumbs::Breadcrumbs(QWidget* parent) : QWidget(parent), m_more(new QToolButton(this)), m_line(new QLineEdit(this)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_more->setText(u"…"_s);
    m_more->setAutoRaise(true);
    m_more->setAccessibleName(tr("Folders above"));
    m_more->setToolTip(tr("Folders above"));
    m_more->setFocusPolicy(Qt::TabFocus);
    connect(m_more, &QToolButton::clicked, this, &Breadcrumbs::openHidden);
    m_line->hide();
    m_line->setAccessibleName(tr("Path of the folder"));
    m_line->installEventFilter(this);
    keepReturn(m_line);
    connect(m_line, &QLineEdit::returnPressed, this, [this] {
        const std::string path = trimmed(m_line->text().toStdString());
        endEdit();
        Q_EMIT chosen(path);
    });
}

void Breadcrumbs::show(const QString& rootText, const std::string& path) {
    for (const Crumb& crumb : m_crumbs) crumb.button->deleteLater(); // one of them may be what called
    for (const Crumb& crumb : m_crumbs) crumb.button->hide();
    m_crumbs.clear();
    m_path = path;
    addCrumb(rootText, {});
    for (std::size_t from = 0; from < path.size();) {
        const std::size_t slash = std::min(path.find('/', from), path.size());
        addCrumb(shown(path.substr(from, slash - from)), path.substr(0, slash));
        from = slash + 1;
    }
    endEdit();
}

void Breadcrumbs::addCrumb(const QString& text, const std::string& path) {
    auto* button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    const QString label = fontMetrics().elidedText(text, Qt::ElideMiddle, kWidest);
    button->setText(withoutMnemonic(label) + (path == m_path ? QString() : u" ›"_s));
    button->setToolTip(plainTip(text));
    button->setAccessibleName(tr("Go to folder %1").arg(text));
    connect(button, &QToolButton::clicked, this, [this, path] { Q_EMIT chosen(path); });
    m_crumbs.push_back({button, path, text});
}

void Breadcrumbs::arrange() {
    m_line->setGeometry(rect());
    const bool editing = m_line->isVisibleTo(this);
    int room = width();
    m_firstShown = m_crumbs.size();
    while (m_firstShown > 0) {
        const int wanted = m_crumbs[m_firstShown - 1].button->sizeHint().width();
        const int more = m_firstShown > 1 ? m_more->sizeHint().width() : 0;
        if (wanted + more > room && m_firstShown < m_crumbs.size()) break;
        room -= wanted;
        --m_firstShown;
    }
    int x = 0;
    m_more->setVisible(!editing && m_firstShown > 0);
    if (m_firstShown > 0) {
        m_more->setGeometry(0, 0, m_more->sizeHint().width(), height());
        x = m_more->width();
    }
    for (std::size_t i = 0; i < m_crumbs.size(); ++i) {
        QToolButton* button = m_crumbs[i].button;
        button->setVisible(!editing && i >= m_firstShown);
        if (i < m_firstShown) continue;
        button->setGeometry(x, 0, std::min(button->sizeHint().width(), std::max(0, width() - x)), height());
        x += button->width();
    }
}

void Breadcrumbs::openHidden() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (std::size_t i = 0; i < m_firstShown; ++i) {
        menu->addAction(withoutMnemonic(m_crumbs[i].text), this, [this, path = m_crumbs[i].path] { Q_EMIT chosen(path); });
    }
    menu->popup(m_more->mapToGlobal(m_more->rect().bottomLeft()));
}

void Breadcrumbs::edit() {
    m_line->setText(QString::fromStdString(m_path));
    m_line->show();
    arrange();
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void Breadcrumbs::endEdit() {
    m_line->hide();
    arrange();
}

bool Breadcrumbs::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_line && event->type() == QEvent::FocusOut) endEdit();
    if (watched == m_line && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        endEdit();
        if (!m_crumbs.empty()) m_crumbs.back().button->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void Breadcrumbs::resizeEvent(QResizeEvent*) { arrange(); }
void Breadcrumbs::mousePressEvent(QMouseEvent*) { edit(); }

QSize Breadcrumbs::sizeHint() const { return {400, std::max(m_more->sizeHint().height(), m_line->sizeHint().height())}; }
QSize Breadcrumbs::minimumSizeHint() const { return {120, sizeHint().height()}; }

} // namespace alula::gui
