// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/backup_order.h"
#include "gui/views/number_header.h"

#include <vector>

namespace alula::gui {

// The columns of the list of backups: as wide as what usually stands there, in this font and language. Where there is no room for all
// of them, those that matter least are left out, until the admin arranges them as they want them; then that is what is kept.
class BackupHeader final : public NumberHeader {
    Q_OBJECT

public:
    explicit BackupHeader(QWidget* parent = nullptr);
    void restore(); // as it was left; for when it has its model
    void save();
    void showColumn(BackupColumn column, bool wanted);
    void openMenu(const QPoint& where);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    int widthOf(BackupColumn column) const;
    void arrangeAsUsual();

    bool m_arranging = false;
    std::vector<BackupColumn> m_leftOut; // for want of room
};

} // namespace alula::gui
