// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/file_bytes.h"

#include <QtCore/QStringConverter>

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kLookedAt = 8192;
constexpr qsizetype kInRow = 16;

bool hasUtf16Mark(const QByteArray& bytes) { return bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff"); }

QString decoded(const QByteArray& bytes) {
    if (hasUtf16Mark(bytes)) return QStringDecoder(QStringDecoder::Utf16)(bytes);
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(bytes); // what is cut off at the end stays in the decoder
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}
} // namespace

bool looksLikeText(const QByteArray& bytes) {
    if (hasUtf16Mark(bytes)) return true;
    const qsizetype looked = std::min(bytes.size(), kLookedAt);
    qsizetype odd = 0;
    for (qsizetype i = 0; i < looked; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte == 0) return false;
        if (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != 0x1b) ++odd; // logs have colours
    }
    return odd * 100 <= looked;
}

QString textOf(const QByteArray& bytes) {
    QString text = decoded(bytes);
    for (QChar& c : text) {
        if (c.unicode() < 0x20 && c != u'\n' && c != u'\r' && c != u'\t') c = QChar(0x2400 + c.unicode()); // ␛
    }
    return text;
}

QStringList hexRows(const QByteArray& bytes) {
    QStringList rows;
    const qsizetype size = std::min(bytes.size(), kHexBytes);
    for (qsizetype from = 0; from < size; from += kInRow) {
        const QByteArray row = bytes.sliced(from, std::min(kInRow, size - from));
        QString shown;
        for (const char c : row) shown += c >= 0x20 && c < 0x7f ? QLatin1Char(c) : QLatin1Char('.');
        rows += QStringLiteral("%1  %2  %3")
                    .arg(from, 8, 16, QLatin1Char('0'))
                    .arg(QString::fromLatin1(row.toHex(' ')), -47)
                    .arg(shown);
    }
    return rows;
}

} // namespace alula::gui
