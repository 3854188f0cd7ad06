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
    return QLocale().toString(time.date(), time.date().year() == now.date().year() ? u"d MMM"_s : u"d MMM yyyy"_s);
}
} // namespace

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
    return texts << QLocale().toString(QDate(now.date().year() - 1, 9, 28), u"d MMM yyyy"_s);
}

QString shortTimeText(Timestamp time) {
    const QDateTime then = localTime(time);
    return dateText(then, QDateTime::currentDateTime()) + u' ' + QLocale().toString(then.time(), u"HH:mm"_s);
}

QString fullTimeText(Timestamp time) {
    const QDateTime then = localTime(time);
    return Format::tr("%1 (%2 UTC)")
        .arg(QLocale().toString(then, u"yyyy-MM-dd HH:mm:ss"_s), QLocale().toString(then.toUTC(), u"yyyy-MM-dd HH:mm:ss"_s));
}

} // namespace alula::gui
