// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/backup_header.h"

#include "gui/format/time_text.h"
#include "gui/models/backup_cells.h"
#include "shared/wording/wording.h"

#include <QtCore/QScopedValueRollback>
#include <QtCore/QSettings>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStyle>

#include <algorithm>
#include <array>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr auto kColumnsKey = "backups/columns"_L1, kOwnKey = "backups/columns_own"_L1;
constexpr std::array kHiddenAtFirst = {BackupColumn::Logical, BackupColumn::Adapter, BackupColumn::Checksum};
constexpr std::array kGivenUp = {BackupColumn::Took, BackupColumn::Files, BackupColumn::New}; // the first one first

// The longest of what usually stands there.
QStringList samples(BackupColumn column) {
    protocol::BackupInfo backup;
    backup.state = "completed";
    const auto state = [&] { return cellText(backup, BackupColumn::State, {}); };
    switch (column) {
    case BackupColumn::When: return agoSamples();
    case BackupColumn::Verified: return agoSamples() + QStringList{cellText(backup, column, {})};
    case BackupColumn::Server: return {u"Survival world"_s};
    case BackupColumn::Files: return {countText(1'234'567)};
    case BackupColumn::Took: return {durationText(59 * 60'000 + 59'000)};
    case BackupColumn::State: {
        QStringList texts{state()};
        backup.warnings = 88;
        texts << state();
        backup.damaged = true;
        texts << state();
        backup.missing = true;
        return texts << state();
    }
    case BackupColumn::Checksum: return {u"0123456789ab"_s};
    case BackupColumn::Note: return {u"before the big update 2"_s};
    case BackupColumn::Kept: return {}; // a pin
    default: return {u"1023.9 MiB"_s};
    }
}
} // namespace

BackupHeader::BackupHeader(QWidget* parent) : NumberHeader(parent) {
    setSectionsClickable(true);
    setSectionsMovable(true);
    setStretchLastSection(true);
    setMinimumSectionSize(2 * fontMetrics().height());
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QWidget::customContextMenuRequested, this, &BackupHeader::openMenu);
}

int BackupHeader::widthOf(BackupColumn column) const {
    const QStyle& look = *style();
    const QFontMetrics metrics = fontMetrics();
    const int arrow = look.pixelMetric(QStyle::PM_HeaderMarkSize, nullptr, this);
    const int margins = 2 * look.pixelMetric(QStyle::PM_HeaderMargin, nullptr, this);
    // Half a letter for what keepNumberApart() adds, and a line at the edge.
    const int more = margins + metrics.height() / 2 + 2;
    int widest = metrics.horizontalAdvance(columnTitle(column)) + arrow;
    const bool marked = column == BackupColumn::When;
    const int mark = marked ? look.pixelMetric(QStyle::PM_SmallIconSize, nullptr, this) + margins : 0;
    for (const QString& text : samples(column)) widest = std::max(widest, metrics.horizontalAdvance(text) + mark);
    return widest + more;
}

void BackupHeader::arrangeAsUsual() {
    for (int i = 0; i < kBackupColumns; ++i) resizeSection(i, widthOf(static_cast<BackupColumn>(i)));
}

void BackupHeader::restore() {
    const QScopedValueRollback arranging(m_arranging, true);
    for (const BackupColumn column : kHiddenAtFirst) setSectionHidden(static_cast<int>(column), true);
    setSortIndicator(static_cast<int>(BackupColumn::When), Qt::DescendingOrder);
    const QSettings settings;
    setByHand(settings.value(kOwnKey).toBool());
    restoreState(settings.value(kColumnsKey).toByteArray());
    if (!isByHand()) arrangeAsUsual(); // the font or the language may be another
}

void BackupHeader::save() {
    const QScopedValueRollback arranging(m_arranging, true);
    if (!isByHand())
        for (const BackupColumn column : m_leftOut) setSectionHidden(static_cast<int>(column), false);
    QSettings settings;
    settings.setValue(kColumnsKey, saveState());
    settings.setValue(kOwnKey, isByHand());
    if (!isByHand())
        for (const BackupColumn column : m_leftOut) setSectionHidden(static_cast<int>(column), true);
}

void BackupHeader::showColumn(BackupColumn column, bool wanted) {
    std::erase(m_leftOut, column);
    setSectionHidden(static_cast<int>(column), !wanted);
    fit();
}

void BackupHeader::openMenu(const QPoint& where) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < kBackupColumns; ++i) {
        const auto column = static_cast<BackupColumn>(i);
        if (column == BackupColumn::When) continue; // a row without it says nothing
        QAction* action = menu->addAction(columnTitle(column));
        action->setCheckable(true);
        action->setChecked(!isSectionHidden(i));
        connect(action, &QAction::toggled, this, [this, column](bool wanted) {
            setByHand(true);
            showColumn(column, wanted);
            save();
        });
    }
    menu->popup(mapToGlobal(where));
}

void BackupHeader::resizeEvent(QResizeEvent* event) {
    NumberHeader::resizeEvent(event);
    fit();
}

void BackupHeader::fit() {
    if (isByHand() || m_arranging || count() == 0) return;
    const QScopedValueRollback arranging(m_arranging, true);
    const auto isThere = [this](BackupColumn column) {
        return !isSectionHidden(static_cast<int>(column)) || std::ranges::find(m_leftOut, column) != m_leftOut.end();
    };
    int wanted = 0;
    for (int i = 0; i < kBackupColumns; ++i)
        if (const auto column = static_cast<BackupColumn>(i); isThere(column)) wanted += widthOf(column);
    std::vector<BackupColumn> out;
    for (const BackupColumn column : kGivenUp) {
        if (wanted <= width() || !isThere(column) || sortIndicatorSection() == static_cast<int>(column)) continue;
        wanted -= widthOf(column);
        out.push_back(column);
    }
    if (out == m_leftOut) return;
    for (const BackupColumn column : m_leftOut) setSectionHidden(static_cast<int>(column), false);
    for (const BackupColumn column : out) setSectionHidden(static_cast<int>(column), true);
    m_leftOut = std::move(out);
}

} // namespace alula::gui
