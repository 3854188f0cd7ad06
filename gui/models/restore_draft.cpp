// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/restore_draft.h"

#include "gui/format/command_text.h"
#include "gui/models/tr.h"

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
// As the daemon reads it: slashes at the ends do not count.
std::string trimmed(std::string_view path) {
    while (path.starts_with('/')) path.remove_prefix(1);
    while (path.ends_with('/')) path.remove_suffix(1);
    return std::string(path);
}

bool leadsOut(std::string_view path) {
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view part = path.substr(at, end - at);
        if (part.empty() || part == "." || part == "..") return true;
        at = end + 1;
    }
    return false;
}
} // namespace

QString RestoreDraft::lacks() const {
    if (chosen.isEmpty()) return Models::tr("Choose what to restore.");
    if (where == Where::Server && !into) return Models::tr("Choose the server to restore into.");
    if (where != Where::Folder) return {};
    if (trimmed(folder).empty()) return Models::tr("Name the folder to restore into.");
    if (leadsOut(trimmed(folder))) return Models::tr("The folder has to be a path in the server's files, without . or ..");
    return {};
}

protocol::RestoreParams RestoreDraft::params() const {
    protocol::RestoreParams params;
    params.backup = backup;
    if (where == Where::Server) params.server = into;
    params.include = wirePaths(chosen.include());
    params.exclude = wirePaths(chosen.exclude());
    if (where == Where::Folder) params.into = {trimmed(folder)};
    params.truncate = deleteOthers && canDeleteOthers();
    params.stop = stop;
    params.backupFirst = backupFirst;
    return params;
}

QString RestoreDraft::command() const {
    const protocol::RestoreParams given = params();
    QString text = alulactlCommand({u"restore"_s, QString::fromStdString(backup.toString())});
    const auto add = [&text](const QString& option, const std::string& value) {
        text += u' ' + option + u' ' + shellWord(value);
    };
    if (given.server) add(u"--server"_s, given.server->toString());
    // The root among other paths: "/" is how it is written there.
    for (const auto& path : given.include) add(u"--include"_s, path.bytes.empty() ? "/" : path.bytes);
    for (const auto& path : given.exclude) add(u"--exclude"_s, path.bytes);
    if (!given.into.bytes.empty()) add(u"--into"_s, given.into.bytes);
    if (given.truncate) text += " --truncate"_L1;
    if (!given.stop) text += " --no-stop"_L1;
    if (given.backupFirst) text += " --backup-first"_L1;
    return text;
}

} // namespace alula::gui
