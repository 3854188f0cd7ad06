// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/background.h"
#include "gui/models/jobs_model.h"

namespace alula::gui {

// Writes all jobs that fit a filter to a file, a line each: also those that no view has read yet. GUI thread; the file is written by
// another one.
class JobsText final : public QObject {
    Q_OBJECT

public:
    explicit JobsText(QObject* parent = nullptr) : QObject(parent) {}
    void write(Node& node, const JobsFilter& filter,
               const QString& file); // one at a time: a new one takes the place of the old one

Q_SIGNALS:
    void done(int jobs, const QString& trouble); // trouble: "" when the file is there

private:
    void ask(const std::optional<std::string>& cursor);
    void writeFile();

    QPointer<Node> m_node;
    JobsFilter m_filter;
    QString m_file;
    QByteArray m_lines;
    int m_count = 0;
    Latest m_asking;
    Background m_worker;
};

} // namespace alula::gui
