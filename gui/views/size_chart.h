// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/backups.h"

#include <QtCharts/QChartView>

#include <vector>

class QLineSeries;
class QScatterSeries;

namespace alula::gui {

// The size of a server's backups over time, in little: a line, the selected one as a dot; smallest and largest in words below it.
class SizeChart final : public QChartView {
    Q_OBJECT

public:
    explicit SizeChart(QWidget* parent = nullptr);
    // Oldest first; fewer than two are no line: it hides itself.
    void show(const std::vector<protocol::BackupInfo>& backups, const std::optional<BackupId>& selected);

protected:
    void changeEvent(QEvent* event) override;

private:
    void paintAsPalette();

    QLineSeries* m_line;
    QScatterSeries* m_dot;
};

} // namespace alula::gui
