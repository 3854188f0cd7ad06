// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/undoable_restores.h"
#include "gui/views/place.h"

#include <QtWidgets/QWidget>

namespace alula::gui {

class Banner;

// "Survival was restored to 21 Nov 03:00. Undo until 15:02. [Undo] [Keep]": of the scope's server, or of all of its node. Hidden when
// there is nothing to undo. It may stand above any page.
class UndoBanner final : public QWidget {
    Q_OBJECT

public:
    explicit UndoBanner(QWidget* parent = nullptr);
    void setScope(const Scope& scope);
    // The newest restore of the scope that can be undone; null: none.
    const UndoableRestores::Restore* newest() const;
    void askToUndo(const protocol::JobInfo& restore); // says what it does, then does it

Q_SIGNALS:
    void said(const QString& sentence); // how it went, for the status line
    void changed();

private:
    void refresh();
    void undo(const JobId& restore, const QString& server);

    Scope m_scope;
    UndoableRestores m_restores;
    Banner* m_banner;
};

} // namespace alula::gui
