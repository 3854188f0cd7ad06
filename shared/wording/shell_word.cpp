// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/wording/shell_word.h"

#include <QtCore/QByteArray>
#include <QtCore/QStringConverter>

#include <algorithm>

namespace alula {

using namespace Qt::StringLiterals;

namespace {
bool isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./:=@%+,").contains(c);
}
bool isText(std::string_view bytes) {
    if (std::ranges::any_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) return false;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    (void)QString(decoder.decode(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size()))));
    return !decoder.hasError();
}
// bash, zsh, ksh and POSIX.1-2024.
QString dollarQuoted(std::string_view bytes) {
    QString text = u"$'"_s;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\'' || c == '\\') text += u'\\' + QChar(QLatin1Char(c));
        else if (byte < 0x20 || byte >= 0x7f) text += u"\\x%1"_s.arg(byte, 2, 16, QLatin1Char('0'));
        else text += QChar(QLatin1Char(c));
    }
    return text + u'\'';
}
} // namespace

QString shellWord(std::string_view bytes) {
    if (!bytes.empty() && std::ranges::all_of(bytes, isPlain))
        return QString::fromLatin1(bytes.data(), static_cast<qsizetype>(bytes.size()));
    if (!isText(bytes)) return dollarQuoted(bytes);
    QString text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    text.replace(u'\'', u"'\\''"_s);
    return u'\'' + text + u'\'';
}

} // namespace alula
