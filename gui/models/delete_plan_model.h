// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/latest.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QPointer>

#include <optional>
#include <vector>

namespace alula::gui {

// What a deletion would delete, as the daemon plans it: the backups as rows (a page after the other), the rest as plan(). And the
// deletion by that plan: what changed meanwhile leads to a new plan, never to a deletion that nobody saw. GUI thread.
class DeletePlanModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class State : std::uint8_t { Asking, Ready, Failed, Starting, Started };
    enum class Column : std::uint8_t { When, Server, Size, State, Note };
    static constexpr int kColumns = static_cast<int>(Column::Note) + 1;

    struct Target {
        std::vector<BackupId> backups;
        std::optional<ServerId> allOf; // in place of them
    };

    DeletePlanModel(Node& node, Target target, QObject* parent = nullptr);

    void ask(const QString& word = {}); // again; word: why, for the admin
    void start();                       // only when Ready

    State state() const { return m_state; }
    const Target& target() const { return m_target; }
    const std::optional<protocol::DeletePlan>& plan() const { return m_plan; } // without its rows
    const std::optional<Error>& trouble() const { return m_trouble; }
    // A start whose answer was lost: it may have deleted.
    bool isUnsure() const { return m_unsure; }
    const QString& word() const { return m_word; }
    const std::vector<protocol::BackupInfo>& backups() const { return m_rows; } // those that were read
    // The server whose name has to be typed: all of its backups go, or it is left without a good one. The only one; when there are
    // more, mustBeCounted().
    std::optional<ServerId> mustBeNamed() const;
    bool mustBeCounted() const; // several servers are left without a good one: the number of backups has to be typed

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void changed();
    void started(const alula::JobId& job);

private:
    void send(bool dryRun, const std::optional<std::string>& cursor, std::function<void(Result<protocol::DeleteAnswer>)> done);
    void takePlan(Result<protocol::DeleteAnswer> answer);
    void takePage(Result<protocol::DeleteAnswer> answer);
    void takeStart(Result<protocol::DeleteAnswer> answer);
    void set(State state);
    static QString lostText();
    void askAfterLostAnswer(const QString& word);
    std::vector<ServerId> leftBare() const; // servers without a good backup afterwards

    const QPointer<Node> m_node;
    const Target m_target;
    State m_state = State::Asking;
    std::optional<protocol::DeletePlan> m_plan;
    std::vector<protocol::BackupInfo> m_rows;
    std::optional<Error> m_trouble;
    QString m_word;
    bool m_unsure = false;
    Latest m_asking;
};

} // namespace alula::gui
