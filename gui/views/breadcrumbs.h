// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QWidget>

#include <string>
#include <vector>

class QLineEdit;
class QToolButton;

namespace alula::gui {

// Where one is in a tree, a button a folder; F4 or a click beside them makes it a line to type a path in. What does not fit is behind
// a "…" at the left.
class Breadcrumbs final : public QWidget {
    Q_OBJECT

public:
    explicit Breadcrumbs(QWidget* parent = nullptr);
    using QWidget::show;
    void show(const QString& rootText, const std::string& path);
    void edit(); // F4

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const std::string& path);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Crumb {
        QToolButton* button;
        std::string path;
        QString text;
    };

    void addCrumb(const QString& text, const std::string& path);
    void arrange();
    void openHidden();
    void endEdit();

    std::string m_path;
    std::vector<Crumb> m_crumbs;
    std::size_t m_firstShown = 0;
    QToolButton* m_more;
    QLineEdit* m_line;
};

} // namespace alula::gui
