// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/lines_model.h"
#include "gui/nodes/latest.h"

#include <QtCore/QTimer>
#include <QtGui/QImage>
#include <QtWidgets/QWidget>

#include <optional>
#include <string>

class QCheckBox;
class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;

namespace alula::gui {

// One file of a backup, or (none) of the volume as it is now.
struct FileSide {
    std::optional<BackupId> backup = {};
    friend bool operator==(const FileSide&, const FileSide&) = default;
};

// A file to look into, and the newer one that it is compared with.
struct PreviewFile {
    QPointer<Node> node = {};
    ServerId server = {};
    std::string path = {};
    std::uint64_t size = 0; // as the listing says it
    FileSide side = {};
    std::optional<FileSide> newer = {};
    friend bool operator==(const PreviewFile&, const PreviewFile&) = default;
};

// What lies in a file: text with what differs from another version, a picture, or bytes. Only the beginning of large files is read.
// Decoding and comparing run in another thread.
class FilePreview final : public QWidget {
    Q_OBJECT

public:
    static constexpr std::uint64_t kShownAtOnce = 2 * 1024 * 1024; // larger files wait for the button

    explicit FilePreview(QWidget* parent = nullptr);
    using QWidget::show;
    void show(const PreviewFile& file); // the same again: nothing
    void say(const QString& sentence);  // instead of a file
    QString sentence() const;           // below the contents, or instead of them
    const LinesModel& lines() const { return m_lines; }

private:
    struct Content {
        bool isText = false;
        std::vector<QString> lines;
        QImage image;
        QStringList hex;
    };

    void begin();
    void load(bool wanted);
    void ask(Latest& question, const FileSide& side, std::function<void(Result<protocol::FilePiece>)> done);
    void onPiece(Result<protocol::FilePiece> answer);
    void onNewer(const Result<protocol::FilePiece>& answer);
    void showContent(Content content);
    void showLines();
    void updateWidths();
    QString pieceText() const;
    void resizeEvent(QResizeEvent* event) override;
    void fitImage();

    PreviewFile m_file;
    Latest m_question, m_newerQuestion;
    QTimer m_soon;
    std::uint64_t m_round = 0; // of the file: what a worker made for another one is dropped
    std::uint64_t m_read = 0, m_size = 0;
    std::vector<QString> m_own;
    std::optional<std::vector<QString>> m_newer;
    QString m_newerNote; // why there is no comparison
    QImage m_image;
    LinesModel m_lines;
    QStackedWidget* m_stack;
    QLabel* m_message;
    QPushButton* m_load;
    QListView* m_view;
    QLabel* m_picture;
    QCheckBox* m_differences;
    QLabel* m_note;
};

} // namespace alula::gui
