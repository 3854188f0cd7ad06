// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/delete_plan_model.h"

#include "gui/format/plain_text.h"
#include "gui/format/time_text.h"
#include "gui/models/backup_cells.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

namespace alula::gui {

using namespace protocol;

DeletePlanModel::DeletePlanModel(Node& node, Target target, QObject* parent)
    : QAbstractTableModel(parent), m_node(&node), m_target(std::move(target)) {
    // What was asked for when the connection went is not known to have arrived: what is still there is.
    connect(&node, &Node::cameOnline, this, [this] {
        if (m_state == State::Starting) return askAfterLostAnswer(lostText());
        if (m_state == State::Failed || m_state == State::Asking) ask(m_unsure ? lostText() : QString());
    });
}

QString DeletePlanModel::lostText() { return tr("The connection was lost meanwhile. This is what is still there."); }

void DeletePlanModel::askAfterLostAnswer(const QString& word) {
    m_unsure = true;
    ask(word);
}

void DeletePlanModel::set(State state) {
    m_state = state;
    Q_EMIT changed();
}

void DeletePlanModel::send(bool dryRun, const std::optional<std::string>& cursor,
                           std::function<void(Result<DeleteAnswer>)> done) {
    if (!m_node) return;
    const auto fill = [&](auto params) {
        params.dryRun = dryRun;
        params.cursor = cursor;
        if (!dryRun || cursor) params.plan = m_plan->token;
        return params;
    };
    if (m_target.allOf) {
        DeleteAllParams params;
        params.server = *m_target.allOf;
        m_asking.ask<DeleteAllParams, DeleteAnswer>(*m_node, kBackupsDeleteAll, fill(params), std::move(done));
    } else {
        DeleteParams params;
        params.backups = m_target.backups;
        m_asking.ask<DeleteParams, DeleteAnswer>(*m_node, kBackupsDelete, fill(params), std::move(done));
    }
}

void DeletePlanModel::ask(const QString& word) {
    m_word = word;
    m_trouble.reset();
    set(State::Asking);
    send(true, {}, [this](Result<DeleteAnswer> answer) { takePlan(std::move(answer)); });
}

void DeletePlanModel::takePlan(Result<DeleteAnswer> answer) {
    if (answer && !answer->plan) answer = fail(ErrorCode::Protocol, "The daemon answered without a plan.");
    // All that was asked for is gone: the start whose answer was lost did it.
    if (!answer && m_unsure && answer.error().code() == ErrorCode::NotFound) answer = DeleteAnswer{{}, DeletePlan{}};
    if (!answer) {
        m_trouble = std::move(answer).error();
        return set(State::Failed);
    }
    beginResetModel();
    m_plan = std::move(answer->plan);
    m_rows = std::exchange(m_plan->backups, {});
    endResetModel();
    set(State::Ready);
}

bool DeletePlanModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_state == State::Ready && m_plan->cursor && !m_asking.isAsking();
}

void DeletePlanModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent)) return;
    send(true, m_plan->cursor, [this](Result<DeleteAnswer> answer) { takePage(std::move(answer)); });
}

void DeletePlanModel::takePage(Result<DeleteAnswer> answer) {
    if (m_state != State::Ready) return;
    if (!answer && answer.error().code() == ErrorCode::Conflict)
        return ask(tr("What would be deleted has changed: this is the new plan."));
    if (!answer || !answer->plan) {
        m_plan->cursor.reset(); // the count says how many there are
        return;
    }
    m_plan->cursor = answer->plan->cursor;
    const auto& rows = answer->plan->backups;
    if (rows.empty()) return;
    const int from = rowCount();
    beginInsertRows({}, from, from + static_cast<int>(rows.size()) - 1);
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    endInsertRows();
}

void DeletePlanModel::start() {
    if (m_state != State::Ready) return;
    set(State::Starting);
    send(false, {}, [this](Result<DeleteAnswer> answer) { takeStart(std::move(answer)); });
}

void DeletePlanModel::takeStart(Result<DeleteAnswer> answer) {
    if (answer && !answer->job) answer = fail(ErrorCode::Protocol, "The daemon answered without a job.");
    if (answer) {
        set(State::Started);
        Q_EMIT started(*answer->job);
        return;
    }
    const ErrorCode code = answer.error().code();
    if (code == ErrorCode::Conflict)
        return ask(m_unsure ? lostText() : tr("What would be deleted has changed: this is the new plan. Nothing was deleted."));
    if (code == ErrorCode::TimedOut) return askAfterLostAnswer(tr("No answer came in time. This is what is still there."));
    if (code == ErrorCode::Network) {
        m_unsure = true;
        return set(State::Starting); // planned again when the node is back
    }
    m_trouble = std::move(answer).error();
    set(State::Failed);
}

std::vector<ServerId> DeletePlanModel::leftBare() const {
    if (!m_plan) return {};
    // A daemon that does not tell what is left: it may be nothing.
    if (m_plan->lostGood.empty()) return m_plan->lastGoodOf;
    std::vector<ServerId> bare;
    for (const LostGood& lost : m_plan->lostGood) {
        if (!lost.older) bare.push_back(lost.server);
    }
    return bare;
}

std::optional<ServerId> DeletePlanModel::mustBeNamed() const {
    if (m_target.allOf) return m_target.allOf;
    const auto bare = leftBare();
    return bare.size() == 1 ? std::optional(bare.front()) : std::nullopt;
}

bool DeletePlanModel::mustBeCounted() const { return !m_target.allOf && leftBare().size() > 1; }

int DeletePlanModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int DeletePlanModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant DeletePlanModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const BackupInfo& backup = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (column == Column::Size ? Qt::AlignRight : Qt::AlignLeft)));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (column) {
    case Column::When: return tip ? fullTimeText(backup.created) : shortTimeText(backup.created);
    case Column::Server: {
        const QString name = m_node ? m_node->data().serverName(backup.server) : QString();
        return tip ? plainTip(name) : name;
    }
    case Column::Size: return tip ? exactBytesText(backup.size) : bytesText(backup.size);
    case Column::State: return backupStateText(backup);
    case Column::Note: return tip ? plainTip(shown(backup.note)) : shown(backup.note);
    }
    return {};
}

QVariant DeletePlanModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (static_cast<Column>(section)) {
    case Column::When: return tr("When");
    case Column::Server: return tr("Server");
    case Column::Size: return tr("Size");
    case Column::State: return tr("State");
    case Column::Note: return tr("Note");
    }
    return {};
}

} // namespace alula::gui
