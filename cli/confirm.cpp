// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/confirm.h"

#include "cli/tr.h"

namespace alula::cli {

std::optional<ExitCode> confirm(Context& context, const Page& plan, const QString& question) {
    context.output.page(plan);
    if (!context.terminal.canAsk()) {
        context.output.note(Cli::tr("Nothing was done: there is no terminal to ask at. Give --yes to do it without a question."));
        return ExitCode::NotConfirmed;
    }
    const auto answer = context.terminal.ask(Cli::tr("%1 [y/N] ").arg(question));
    const QString yes = Cli::tr("yes", "the answer to a question; its first letter is enough");
    if (answer && !answer->isEmpty() && yes.startsWith(*answer, Qt::CaseInsensitive)) return std::nullopt;
    context.output.note(Cli::tr("Nothing was done."));
    return ExitCode::NotConfirmed;
}

} // namespace alula::cli
