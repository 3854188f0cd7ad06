// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/entry_details.h"

#include "gui/format/plain_text.h"
#include "gui/format/time_text.h"
#include "gui/look/keep_return.h"
#include "gui/views/version_line.h"
#include "shared/wording/wording.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds kPause{250}; // while the selection moves nobody is asked

std::string nameOf(const std::string& path) { return path.substr(path.rfind('/') + 1); }
} // namespace

EntryDetails::EntryDetails(QWidget* parent)
    : QWidget(parent), m_name(new QLabel), m_facts(new QLabel), m_preview(new FilePreview) {
    QFont bold = font();
    bold.setBold(true);
    m_name->setFont(bold);
    for (QLabel* label : {m_name, m_facts}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_name);
    column->addWidget(m_facts);
    column->addWidget(m_preview, 1);
    column->addWidget(makeVersions());
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPause);
    connect(&m_soon, &QTimer::timeout, this, &EntryDetails::askVersions);
    say({});
}

QWidget* EntryDetails::makeVersions() {
    m_versions = new QWidget;
    auto* column = new QVBoxLayout(m_versions);
    column->setContentsMargins(0, 0, 0, 0);
    m_line = new VersionLine;
    keepReturn(m_line);
    auto* heading = new QLabel(tr("V&ersions"));
    heading->setBuddy(m_line);
    m_version = new QLabel;
    m_version->setTextFormat(Qt::PlainText);
    m_version->setWordWrap(true);
    m_version->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_restore = new QPushButton(tr("Restore &this version…"));
    m_look = new QPushButton(tr("Previe&w"));
    m_compare = new QPushButton(tr("Compare with li&ve"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_look);
    buttons->addWidget(m_compare);
    column->addWidget(heading);
    column->addWidget(m_line);
    column->addWidget(m_version);
    column->addWidget(m_restore);
    column->addLayout(buttons);
    connect(m_line, &VersionLine::currentChanged, this, &EntryDetails::updateVersion);
    connect(m_line, &VersionLine::chosen, this, &EntryDetails::previewVersion);
    connect(m_look, &QPushButton::clicked, this, &EntryDetails::previewVersion);
    connect(m_restore, &QPushButton::clicked, this, [this] {
        if (const auto* version = m_line->version()) Q_EMIT restoreWanted(version->last, m_entry.path);
    });
    connect(m_compare, &QPushButton::clicked, this, [this] {
        if (const auto* version = m_line->version()) Q_EMIT compareWanted(version->last, m_entry.path);
    });
    return m_versions;
}

void EntryDetails::say(const QString& sentence) {
    m_soon.stop();
    m_question.drop();
    m_focusWanted = false;
    m_entry = {};
    m_name->clear();
    m_facts->clear();
    m_preview->say(sentence.isEmpty() ? tr("Choose a file to look into it.") : sentence);
    m_versions->hide();
}

void EntryDetails::show(const DetailedEntry& entry) {
    const bool other = entry.path != m_entry.path || entry.backup != m_entry.backup || entry.server != m_entry.server ||
                       entry.created != m_entry.created;
    m_entry = entry;
    m_name->setText(shown(nameOf(entry.path)));
    m_name->setToolTip(plainTip(shown(entry.path)));
    QStringList facts = {entryKindText(entry.row.kind)};
    if (entry.row.size != EntryRow::kUnknown)
        facts += entry.row.size < 1024 ? bytesText(entry.row.size) // exact already
                                       : tr("%1 (%2 bytes)").arg(bytesText(entry.row.size), countText(entry.row.size));
    QStringList lines = {facts.join(u", "_s), tr("modified %1").arg(fullTimeText(Timestamp{entry.row.mtimeNs}))};
    lines += entry.flags;
    m_facts->setText(lines.join(u'\n'));
    if (!entry.whyClosed.isEmpty()) m_preview->say(entry.whyClosed);
    else if (entry.row.kind == EntryKind::File) showPreview(entry.backup, entry.row.size);
    else
        m_preview->say(entry.row.kind == EntryKind::Directory ? tr("Enter opens this folder.")
                                                              : tr("A symbolic link has no contents."));
    if (!other) return;
    m_versions->hide();
    m_line->clear();
    m_question.drop();
    m_soon.start();
}

void EntryDetails::showPreview(const std::optional<BackupId>& backup, std::uint64_t size) {
    const bool asSelected = backup == m_entry.backup;
    const std::optional<FileSide> live = backup ? std::optional<FileSide>(FileSide{}) : std::nullopt;
    m_preview->show({m_entry.node, m_entry.server, m_entry.path, size, {backup}, asSelected ? m_entry.newer : live});
}

void EntryDetails::askVersions() {
    if (!m_entry.node || !m_entry.node->isOnline() || m_entry.path.empty()) return;
    m_question.ask<protocol::VersionsParams, protocol::VersionsList>(
        *m_entry.node, protocol::kBackupsVersions, {m_entry.server, {m_entry.path}},
        [this](const Result<protocol::VersionsList>& answer) { onVersions(answer); }, std::chrono::minutes(2));
}

void EntryDetails::onVersions(const Result<protocol::VersionsList>& answer) {
    m_versions->show();
    if (!answer) {
        m_line->clear();
        m_version->setText(tr("The versions are not known: %1").arg(shown(answer.error().message())));
        for (QPushButton* button : {m_restore, m_look, m_compare}) button->setEnabled(false);
        return;
    }
    // The one that is looked at, else the newest that is there.
    int current = static_cast<int>(answer->versions.size()) - 1;
    for (int i = 0; m_entry.created && i < static_cast<int>(answer->versions.size()); ++i) {
        const auto& run = answer->versions[static_cast<std::size_t>(i)];
        if (run.firstCreated <= *m_entry.created && *m_entry.created <= run.lastCreated) current = i;
    }
    m_line->show(*answer, current);
    updateVersion();
    if (m_focusWanted) m_line->setFocus(Qt::ShortcutFocusReason);
    m_focusWanted = false;
    Q_EMIT versionsKnown();
}

void EntryDetails::updateVersion() {
    m_version->setText(m_line->currentText());
    const auto* version = m_line->version();
    const bool there = version && version->present;
    const bool may = m_entry.node && m_entry.node->isAdmin();
    const QString why = may ? QString() : tr("You may read here, and change nothing.");
    m_restore->setEnabled(there && may);
    m_restore->setToolTip(why);
    m_look->setEnabled((there || m_line->isLive()) && may && m_entry.row.kind == EntryKind::File);
    m_compare->setEnabled(there);
}

void EntryDetails::previewVersion() {
    if (m_entry.row.kind != EntryKind::File || !m_look->isEnabled()) return;
    const auto* version = m_line->version();
    showPreview(version ? std::optional(version->last) : std::nullopt, version ? version->size : 0);
}

void EntryDetails::focusVersions() {
    if (m_versions->isVisibleTo(this) && m_line->stops() > 0) return m_line->setFocus(Qt::ShortcutFocusReason);
    m_focusWanted = true;
}

} // namespace alula::gui
