// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/time_text.h"

#include "gui/format/tr.h"

#include <QtCore/QLocale>
#include <QtCore/QTimeZone>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kMinute = 60, kHour = 60 * kMinute, kDay = 24 * kHour;

QString dateText(const QDateTime& time, const QDateTime& now) {
    return time.date().year() == now.date().year() ? dayText(time.date()) : dayAndYearText(time.date());
}
} // namespace

QString dayText(const QDate& day) { return QLocale().toString(day, Format::tr("d MMM", "QDate's format of a day of this year")); }

QString dayAndYearText(const QDate& day) { return QLocale().toString(day, Format::tr("d MMM yyyy", "QDate's format of a day")); }

QDateTime localTime(Timestamp time) { return QDateTime::fromMSecsSinceEpoch(time.ns / 1'000'000); }

QString agoText(Timestamp time, const QDateTime& now) {
    const QDateTime then = localTime(time);
    const qint64 seconds = then.secsTo(now);
    if (seconds < -kMinute || seconds >= 7 * kDay) return dateText(then, now); // a clock that was set back: the date says it
    if (seconds < kMinute) return Format::tr("just now");
    if (seconds < kHour) return Format::tr("%1 min ago").arg(seconds / kMinute);
    if (seconds < kDay) return Format::tr("%1 h ago").arg(seconds / kHour);
    return Format::tr("%1 d ago").arg(seconds / kDay);
}

QString agoText(const std::optional<Timestamp>& time, const QDateTime& now) {
    return time ? agoText(*time, now) : Format::tr("not known");
}

QStringList agoSamples() {
    const QDateTime now = QDateTime::currentDateTime();
    QStringList texts;
    for (const qint64 seconds : {qint64(0), 59 * kMinute, 23 * kHour, 6 * kDay}) {
        const Timestamp then{(now.toMSecsSinceEpoch() - seconds * 1'000) * 1'000'000};
        texts << agoText(then, now);
    }
    return texts << dayAndYearText(QDate(now.date().year() - 1, 9, 28));
}

QString shortTimeText(Timestamp time) {
    const QDateTime then = localTime(time);
    return dateText(then, QDateTime::currentDateTime()) + u' ' + QLocale().toString(then.time(), u"HH:mm"_s);
}

QString fullTimeText(Timestamp time) {
    const QDateTime then = localTime(time), utc = then.toUTC();
    const auto clock = [](const QDateTime& at) { return QLocale().toString(at.time(), u"HH:mm:ss"_s); };
    const QString local = dayAndYearText(then.date()) + u' ' + clock(then);
    if (then.offsetFromUtc() == 0) return Format::tr("%1 UTC").arg(local);
    const QString there = then.date() == utc.date() ? clock(utc) : dayText(utc.date()) + u' ' + clock(utc);
    return Format::tr("%1 (%2 UTC)").arg(local, there);
}

QString asOfText(const QDateTime& time) {
    const QDateTime now = QDateTime::currentDateTime();
    const QString clock = QLocale().toString(time.time(), u"HH:mm"_s);
    return time.date() == now.date() ? clock : dateText(time, now) + u' ' + clock;
}

} // namespace alula::gui
