// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/entry_folder.h"
#include "gui/nodes/latest.h"
#include "gui/views/file_preview.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>
#include <string>

class QLabel;
class QPushButton;

namespace alula::gui {

class VersionLine;

// One entry of a backup (or of the live volume) that Details is about.
struct DetailedEntry {
    QPointer<Node> node = {};
    ServerId server = {};
    std::optional<BackupId> backup = {};   // none: the live volume
    std::optional<FileSide> newer = {};    // what its text is compared with
    std::optional<Timestamp> created = {}; // of the backup
    std::string path = {};
    EntryRow row = {};
    QStringList flags = {};
    QString whyClosed = {}; // its contents cannot be had: why
};

// The pane at the right of the browser: what the selected entry is, what lies in it, and its versions in all backups.
class EntryDetails final : public QWidget {
    Q_OBJECT

public:
    explicit EntryDetails(QWidget* parent = nullptr);
    using QWidget::show;
    void show(const DetailedEntry& entry);
    void say(const QString& sentence); // nothing, or several: no entry
    void focusVersions();              // once they are there
    FilePreview& preview() { return *m_preview; }
    VersionLine& versions() { return *m_line; }

Q_SIGNALS:
    void restoreWanted(const alula::BackupId& backup, const std::string& path);
    void compareWanted(const alula::BackupId& backup, const std::string& path); // with the live volume
    void versionsKnown();

private:
    QWidget* makeVersions();
    void askVersions();
    void onVersions(const Result<protocol::VersionsList>& answer);
    void updateVersion();
    void showPreview(const std::optional<BackupId>& backup, std::uint64_t size);
    void previewVersion();

    DetailedEntry m_entry;
    Latest m_question;
    QTimer m_soon;
    bool m_focusWanted = false;
    QLabel* m_name;
    QLabel* m_facts;
    FilePreview* m_preview;
    QWidget* m_versions = nullptr;
    VersionLine* m_line = nullptr;
    QLabel* m_version = nullptr;
    QPushButton *m_restore = nullptr, *m_look = nullptr, *m_compare = nullptr;
};

} // namespace alula::gui
