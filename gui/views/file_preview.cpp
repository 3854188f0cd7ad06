// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/file_preview.h"

#include "gui/models/file_bytes.h"
#include "gui/models/worker.h"
#include "gui/views/line_delegate.h"
#include "shared/wording/wording.h"

#include <QtCore/QBuffer>
#include <QtCore/QSettings>
#include <QtGui/QFontDatabase>
#include <QtGui/QImageReader>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds kPause{120}; // while the selection moves nothing is read
constexpr int kImageMiB = 128;                   // that a picture may take when decoded
constexpr qsizetype kLargestImageSide = 2048;    // px, as it is kept
constexpr auto kDifferences = "preview/differences"_L1;

QByteArray bytesOf(const protocol::FilePiece& piece) { return QByteArray::fromBase64(QByteArray::fromStdString(piece.base64)); }

// Any thread.
QImage imageOf(QByteArray bytes) {
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid()) return {};
    if (std::max(size.width(), size.height()) > kLargestImageSide)
        reader.setScaledSize(size.scaled(QSize(kLargestImageSide, kLargestImageSide), Qt::KeepAspectRatio));
    return reader.read();
}
} // namespace

FilePreview::FilePreview(QWidget* parent)
    : QWidget(parent), m_stack(new QStackedWidget), m_message(new QLabel), m_load(new QPushButton), m_view(new QListView),
      m_picture(new QLabel), m_differences(new QCheckBox(tr("&Mark what differs"))), m_note(new QLabel) {
    QImageReader::setAllocationLimit(kImageMiB);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_view->setModel(&m_lines);
    m_view->setItemDelegate(new LineDelegate(this));
    m_view->setUniformItemSizes(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_view->setAccessibleName(tr("Contents of the file"));
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setMinimumSize(1, 1);
    m_picture->setAccessibleName(tr("The picture in the file"));
    auto* message = new QWidget;
    auto* centre = new QVBoxLayout(message);
    centre->addStretch();
    centre->addWidget(m_message);
    centre->addWidget(m_load, 0, Qt::AlignCenter);
    centre->addStretch();
    for (QWidget* each : {message, static_cast<QWidget*>(m_view), static_cast<QWidget*>(m_picture)}) m_stack->addWidget(each);
    m_differences->setChecked(QSettings().value(kDifferences, true).toBool());
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack, 1);
    column->addWidget(m_differences);
    column->addWidget(m_note);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPause);
    connect(&m_soon, &QTimer::timeout, this, [this] { load(false); });
    connect(m_load, &QPushButton::clicked, this, [this] { load(true); });
    connect(m_differences, &QCheckBox::toggled, this, [this](bool on) {
        QSettings().setValue(kDifferences, on);
        showLines();
    });
    say({});
}

void FilePreview::begin() {
    ++m_round;
    m_soon.stop();
    m_question.drop();
    m_newerQuestion.drop();
    m_own.clear();
    m_newer.reset();
    m_newerNote.clear();
    m_image = {};
    m_lines.show({}, false);
    m_load->hide();
    m_differences->hide();
    m_note->clear();
    m_note->hide();
    m_stack->setCurrentIndex(0);
}

void FilePreview::say(const QString& sentence) {
    begin();
    m_file = {};
    m_message->setText(sentence);
}

QString FilePreview::sentence() const { return m_stack->currentIndex() == 0 ? m_message->text() : m_note->text(); }

void FilePreview::show(const PreviewFile& file) {
    if (file == m_file) return;
    begin();
    m_file = file;
    m_message->clear();
    m_soon.start();
}

void FilePreview::load(bool wanted) {
    if (!m_file.node) return;
    if (!m_file.node->isAdmin()) return say(tr("Only administrators of the node may look into files."));
    if (m_file.size > kShownAtOnce && !wanted) {
        m_message->setText(tr("This file has %1.").arg(bytesText(m_file.size)));
        m_load->setText(tr("&Show the first %1").arg(bytesText(protocol::kMostFilePiece)));
        m_load->show();
        return;
    }
    m_load->hide();
    m_message->setText(tr("Loading…"));
    ask(m_question, m_file.side, [this](Result<protocol::FilePiece> answer) { onPiece(std::move(answer)); });
}

void FilePreview::ask(Latest& question, const FileSide& side, std::function<void(Result<protocol::FilePiece>)> done) {
    constexpr std::chrono::minutes kPatience{5}; // a foreign archive may have to be read through
    if (side.backup) {
        question.ask<protocol::BackupReadParams, protocol::FilePiece>(*m_file.node, protocol::kBackupsRead,
                                                                      {*side.backup, {m_file.path}}, std::move(done), kPatience);
    } else {
        question.ask<protocol::LiveReadParams, protocol::FilePiece>(*m_file.node, protocol::kLiveRead,
                                                                    {m_file.server, {m_file.path}}, std::move(done));
    }
}

void FilePreview::onPiece(Result<protocol::FilePiece> answer) {
    if (!answer) {
        m_message->setText(tr("The file cannot be shown: %1").arg(shown(answer.error().message())));
        return;
    }
    m_size = answer->size;
    if (m_size == 0) return m_message->setText(tr("This file is empty."));
    inWorker(
        this,
        [piece = *std::move(answer)] {
            const QByteArray bytes = bytesOf(piece);
            Content content;
            content.isText = looksLikeText(bytes);
            if (content.isText) content.lines = linesOf(textOf(bytes));
            else if (static_cast<std::uint64_t>(bytes.size()) == piece.size) content.image = imageOf(bytes);
            if (!content.isText && content.image.isNull()) content.hex = hexRows(bytes);
            return std::pair(std::move(content), static_cast<std::uint64_t>(bytes.size()));
        },
        [this, round = m_round](std::pair<Content, std::uint64_t> made) {
            if (round != m_round) return;
            m_read = made.second;
            showContent(std::move(made.first));
        });
}

void FilePreview::showContent(Content content) {
    if (!content.image.isNull()) {
        m_image = content.image;
        m_stack->setCurrentWidget(m_picture);
        m_note->setText(tr("%1 × %2 pixels", "width, height").arg(m_image.width()).arg(m_image.height()));
        m_note->show();
        return fitImage();
    }
    if (!content.isText) {
        std::vector<TextLine> rows;
        for (const QString& row : content.hex) rows.push_back({row});
        m_lines.show(std::move(rows), false);
        m_stack->setCurrentWidget(m_view);
        const auto read = std::min<std::uint64_t>(m_read, kHexBytes);
        m_note->setText(read < m_size ? tr("First %1 of %2.").arg(bytesText(read), bytesText(m_size)) : tr("No text."));
        m_note->show();
        return;
    }
    m_own = std::move(content.lines);
    m_differences->setVisible(m_file.newer.has_value());
    showLines();
    if (m_file.newer) ask(m_newerQuestion, *m_file.newer, [this](const Result<protocol::FilePiece>& answer) { onNewer(answer); });
}

void FilePreview::onNewer(const Result<protocol::FilePiece>& answer) {
    const bool isLive = !m_file.newer->backup;
    if (!answer) {
        const bool gone = answer.error().code() == ErrorCode::NotFound;
        if (gone)
            m_newerNote =
                isLive ? tr("The server does not have this file now.") : tr("The newer backup does not have this file.");
        else m_newerNote = tr("Not compared: %1").arg(shown(answer.error().message()));
        return showLines();
    }
    inWorker(
        this, [piece = *answer] { return linesOf(textOf(bytesOf(piece))); },
        [this, round = m_round](std::vector<QString> lines) {
            if (round != m_round) return;
            m_newer = std::move(lines);
            showLines();
        });
}

QString FilePreview::pieceText() const {
    return m_read < m_size ? tr("First %1 of %2.").arg(bytesText(m_read), bytesText(m_size)) : QString();
}

void FilePreview::showLines() {
    if (m_own.empty()) return;
    m_stack->setCurrentWidget(m_view);
    const auto tell = [this](const QString& what) {
        QStringList sentences = {pieceText(), what};
        sentences.removeAll(QString());
        m_note->setText(sentences.join(u' '));
        m_note->setVisible(!sentences.isEmpty());
        updateWidths();
    };
    if (!m_newer || !m_differences->isChecked()) {
        std::vector<TextLine> lines;
        for (const QString& line : m_own) lines.push_back({line});
        m_lines.show(std::move(lines), false);
        return tell(m_newerNote);
    }
    inWorker(
        this, [own = m_own, newer = *m_newer] { return diffLines(own, newer); },
        [this, tell, round = m_round](LineDiff diff) {
            if (round != m_round || !m_differences->isChecked()) return;
            const int added = diff.added, removed = diff.removed;
            m_lines.show(std::move(diff.lines), true);
            const QString since = m_file.newer->backup ? tr("in the newer backup") : tr("on the server since");
            if (added + removed == 0)
                return tell(m_file.newer->backup ? tr("The same in both backups.") : tr("The same as on the server now."));
            //: "3 lines added, 2 lines removed on the server since."
            tell(tr("%1, %2 %3.").arg(tr("%Ln line(s) added", nullptr, added), tr("%Ln removed", nullptr, removed), since));
        });
}

void FilePreview::updateWidths() {
    static_cast<LineDelegate*>(m_view->itemDelegate())->setLongest(static_cast<int>(m_lines.longest()));
    m_view->doItemsLayout();
}

void FilePreview::fitImage() {
    if (m_image.isNull()) return;
    const QSize room = m_picture->size() * devicePixelRatioF();
    const bool larger = m_image.width() > room.width() || m_image.height() > room.height();
    QPixmap pixmap = QPixmap::fromImage(larger ? m_image.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation) : m_image);
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    m_picture->setPixmap(pixmap);
}

void FilePreview::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitImage();
}

} // namespace alula::gui
