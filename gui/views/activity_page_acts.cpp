// SPDX-License-Identifier: GPL-3.0-or-later
// What is selected of the jobs, and what can be done with it.
#include "gui/dialogs/undo_dialog.h"
#include "gui/models/jobs_text.h"
#include "gui/nodes/node_data.h"
#include "gui/views/activity_page.h"
#include "shared/wording/wording.h"

#include <QtCore/QDate>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTableView>

namespace alula::gui {

using namespace protocol;
using namespace Qt::StringLiterals;

void ActivityPage::keepSelection() {
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (!rows.isEmpty()) m_chosen = m_model->at(rows.front().row()).job;
    m_soon.start();
}

void ActivityPage::bringSelectionBack() {
    m_soon.start();
    const int row = m_chosen ? m_model->rowOf(*m_chosen) : -1;
    if (row < 0) return;
    const QModelIndex index = m_model->index(row, 0);
    if (!m_table->selectionModel()->isRowSelected(row))
        m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

// That job, whether the list has it by now or not: an old one may stand pages below.
void ActivityPage::look(const JobId& job) {
    if (m_chosen != job) m_foundByGet.reset();
    m_chosen = job;
    m_table->clearSelection();
    if (!m_place.scope.node || m_model->rowOf(job) >= 0) return;
    m_get.ask<JobParams, JobInfo>(*m_place.scope.node, kJobsGet, {job}, [this](Result<JobInfo> answer) {
        if (!answer) {
            Q_EMIT said(tr("This job is not kept any more: %1").arg(shown(answer.error().message())));
            return;
        }
        m_foundByGet = *std::move(answer);
        m_soon.start();
    });
}

const JobInfo* ActivityPage::selected() const {
    if (!m_chosen) return nullptr;
    const int row = m_model->rowOf(*m_chosen);
    if (row >= 0) return &m_model->at(row);
    return m_foundByGet && m_foundByGet->job == *m_chosen ? &*m_foundByGet : nullptr;
}

Possible ActivityPage::possibleUndo() const {
    const JobInfo* job = selected();
    if (job && job->undoable) return {};
    if (job && job->kind != "restore") return Possible::no(tr("Only a restore can be taken back."));
    return Possible::no(tr("What this restore replaced is not kept any more."));
}

std::optional<Possible> ActivityPage::possible(Act act) const {
    const JobInfo* job = selected();
    const Possible none = Possible::no(tr("Select a job first."));
    switch (act) {
    case Act::Filter: return Possible{};
    case Act::ExportText:
        return m_model->rowCount() > 0 ? Possible{} : Possible::no(tr("There is nothing in the list to write."));
    case Act::CopyId: return job ? Possible{} : none;
    case Act::CancelJob:
        if (!job) return none;
        if (isEnded(job->state)) return Possible::no(tr("This job has ended already."));
        return job->state == "cancelling" ? Possible::no(tr("It is being cancelled.")) : Possible{};
    case Act::Undo:
        if (!job) return std::nullopt;
        return possibleUndo();
    case Act::Open:
        if (!job) return none;
        return job->backup && job->server ? Possible{} : Possible::no(tr("This job is about no single backup."));
    default: return std::nullopt;
    }
}

void ActivityPage::act(Act act) {
    switch (act) {
    case Act::Filter: m_words->setFocus(Qt::ShortcutFocusReason); return m_words->selectAll();
    case Act::ExportText: return chooseFile();
    default: break;
    }
    const JobInfo* job = selected();
    if (!job || !m_place.scope.node) return;
    switch (act) {
    case Act::CopyId:
        QGuiApplication::clipboard()->setText(QString::fromStdString(job->job.toString()));
        Q_EMIT said(tr("The job's id was copied."));
        return;
    case Act::CancelJob: return cancelJob();
    case Act::Undo: return openUndoDialog(*m_place.scope.node, *job, window());
    case Act::Open:
        Q_EMIT goTo({.page = PageKind::Backups, .scope = {m_place.scope.node, job->server}, .backup = job->backup});
        return;
    default: return;
    }
}

void ActivityPage::cancelJob() {
    Q_EMIT said(tr("Cancelling …"));
    m_place.scope.node->call<JobParams, JobInfo>(kJobsCancel, {selected()->job}, this, [this](const Result<JobInfo>& answer) {
        if (!answer) Q_EMIT said(tr("The job goes on: %1").arg(shown(answer.error().message())));
    });
}

void ActivityPage::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Export list as text"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Text (*.txt)"));
    dialog->setDefaultSuffix(u"txt"_s);
    dialog->selectFile(u"alula-jobs-%1.txt"_s.arg(QDate::currentDate().toString(Qt::ISODate)));
    connect(dialog, &QFileDialog::fileSelected, this, &ActivityPage::exportTo);
    dialog->open();
}

void ActivityPage::exportTo(const QString& file) {
    if (m_place.scope.node) m_text->write(*m_place.scope.node, m_model->filter(), file);
}

} // namespace alula::gui
