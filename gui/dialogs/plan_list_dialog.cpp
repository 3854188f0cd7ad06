// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/plan_list_dialog.h"

#include "gui/dialogs/tr.h"
#include "gui/format/plain_text.h"
#include "gui/models/paged_list_model.h"
#include "shared/wording/wording.h"

#include <QtCore/QPointer>
#include <QtWidgets/QDialog>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace protocol;

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::minutes kPlanTimeout{10}; // as for the plan itself
constexpr QSize kSize(560, 420);

PagedListModel::Page pageOf(const RestorePlan& plan) {
    QStringList lines;
    for (const WirePath& path : plan.paths) lines << shown(path.bytes);
    return {lines, plan.cursor};
}

PagedListModel::Fetch fetcher(Node& node, RestoreParams params) {
    return [node = QPointer<Node>(&node), params = std::move(params)](const std::optional<std::string>& cursor, QObject* context,
                                                                      PagedListModel::Done done) {
        if (!node) return;
        RestoreParams asked = params;
        asked.plan.reset();
        asked.cursor = cursor;
        node->call<RestoreParams, RestoreAnswer>(
            kBackupsRestore, asked, context,
            [done = std::move(done), token = params.plan](const Result<RestoreAnswer>& answer) {
                if (!answer) return done(std::unexpected(answer.error()));
                if (!answer->plan) return done(fail(ErrorCode::Protocol, "The daemon answered without a plan."));
                if (token && answer->plan->token != *token)
                    return done(fail(ErrorCode::Conflict,
                                     Dialogs::tr("The files have changed: close this list and see the new plan.").toStdString()));
                done(pageOf(*answer->plan));
            },
            kPlanTimeout);
    };
}
} // namespace

void openPlanList(Node& node, const RestoreParams& params, const std::string& list, const QString& title, QWidget* parent) {
    auto* dialog = new QDialog(parent);
    dialog->setObjectName("planList"_L1);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->setWindowTitle(title);
    RestoreParams asked = params;
    asked.dryRun = true;
    asked.list = list;
    auto* model = new PagedListModel(fetcher(node, std::move(asked)), dialog);
    auto* view = new QListView;
    view->setModel(model);
    view->setUniformItemSizes(true);
    view->setTextElideMode(Qt::ElideMiddle);
    auto* heading = new QLabel(title);
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    heading->setBuddy(view);
    view->setAccessibleName(title);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(heading);
    column->addWidget(view, 1);
    column->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    QObject::connect(model, &PagedListModel::failed, heading, [heading](const Error& why) {
        heading->setText(
            withoutMnemonic(Dialogs::tr("The list could not be read. Nothing was changed. %1").arg(shown(why.message()))));
    });
    dialog->resize(kSize);
    dialog->open();
    model->fetchMore({});
}

} // namespace alula::gui
