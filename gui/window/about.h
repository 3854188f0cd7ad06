// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace alula::gui {

void showAbout(QWidget* parent);
void openManual(); // F1: the user's guide, installed or on the web

} // namespace alula::gui
