// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QTreeView>

#include <vector>

namespace alula::gui {

// A tree whose model reads its rows a page at a time: asks for the next page two screens before the end of a folder is seen. Columns
// are kept in the settings under its name.
class PagedTree : public QTreeView {
    Q_OBJECT

public:
    explicit PagedTree(const QString& settingsName, QWidget* parent = nullptr);
    void setModel(QAbstractItemModel* model) override;
    void setWidths(const std::vector<int>& widths); // of the first columns, for the first time
    void restoreColumns();                          // once the model is there
    void wantMore();                                // rows came, or the view moved

Q_SIGNALS:
    void allWanted(); // Ctrl+A
    void selectionMoved();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

private:
    const QString m_settingsName;
};

} // namespace alula::gui
