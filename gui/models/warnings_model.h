// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/latest.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QPointer>

#include <map>
#include <optional>
#include <vector>

namespace alula::gui {

// The warnings of a job, gathered by what they say or by the folder of the file that they are about, the largest heap first. Read a
// page after the other until all are there, 20,000 at most: the log has the rest. GUI thread.
class WarningsModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum class By : std::uint8_t { Text, Folder };
    static constexpr std::size_t kMost = 20'000;

    explicit WarningsModel(QObject* parent = nullptr) : QAbstractItemModel(parent) {}

    void show(Node* node, const std::optional<JobId>& job); // reads them; none: nothing
    void gather(By by);
    std::size_t count() const { return m_lines.size(); }
    bool isWhole() const { return m_whole; }
    const std::optional<Error>& error() const { return m_error; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void read(); // some came, or could not be read

private:
    struct Heap {
        std::string key;
        std::vector<std::size_t> lines; // of m_lines
    };
    void ask(const std::optional<std::string>& cursor);
    void gatherAgain();
    std::string keyOf(const protocol::JobLogLine& line) const;

    QPointer<Node> m_node;
    std::optional<JobId> m_job;
    By m_by = By::Text;
    std::vector<protocol::JobLogLine> m_lines;
    std::vector<Heap> m_heaps;
    bool m_whole = false;
    std::optional<Error> m_error;
    Latest m_asking;
};

} // namespace alula::gui
