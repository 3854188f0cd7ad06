// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/views/act.h"
#include "gui/views/place.h"

#include <QtWidgets/QWidget>

namespace alula::gui {

// A page of the window. The window keeps one of each kind; it brings a page to a place, asks it what can be done there, and keeps the
// history. A page that is hidden asks the daemon for nothing.
class Page : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;
    // Shows that place: place().page is this page's kind, the scope's node may be null or offline. Called again for each change of scope,
    // and with the place it is at for "refresh".
    virtual void go(const Place& place) = 0;
    virtual Place place() const = 0;   // where it is now, for the history
    virtual QString title() const = 0; // for window title and history: "Survival, 22 Nov 03:00, world"
    // The pane at the right: of what is selected. Owned by the page's window once it was asked for; null: none.
    virtual QWidget* details() { return nullptr; }
    // Of what is selected here. Acts that the page knows nothing of are the window's (scope()-wide): it answers none then.
    virtual std::optional<Possible> possible(Act act) const = 0;
    virtual void act(Act act) = 0; // only when possible

Q_SIGNALS:
    void goTo(const alula::gui::Place& place); // the admin wants to be there
    void wants(alula::gui::Act act);           // a button or key of the page: as if chosen from the menu
    void moved();                              // place() or title() changed by itself (another folder)
    void possibleChanged();                    // selection or data: ask again what can be done
    void said(const QString& sentence);        // for the status line, for some seconds
};

} // namespace alula::gui
