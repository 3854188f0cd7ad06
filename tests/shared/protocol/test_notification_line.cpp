// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/notification_line.h"

#include "shared/protocol/message.h"
#include "shared/protocol/methods.h"

#include <QTest>

using namespace alula;
using namespace alula::protocol;

namespace {

template <class P>
P readBack(const Notification<P>& notification, const QByteArray& line) {
    const auto message = parseMessage(line);
    if (!message || !std::holds_alternative<NotificationMessage>(*message)) return {};
    const auto& told = std::get<NotificationMessage>(*message);
    if (told.method != notification.name) return {};
    return fromJson<P>(told.params).value_or(P{});
}

} // namespace

class TestNotificationLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // What a client reads is the event, with the number that is its own.
    void eachClientGetsItsNumber() {
        JobChangedEvent event;
        event.sequence = 99; // somebody else's
        event.job.job = JobId(Uuid({1, 2, 3}));
        event.job.kind = "create";
        event.job.error = JobError{"io", "a \"sentence\"\nwith {braces}, and \"sequence\":5"};
        const auto line = NotificationLine::make(kJobChanged, event);
        QVERIFY(line);
        for (const std::uint64_t sequence : {std::uint64_t{1}, std::uint64_t{123456789}}) {
            event.sequence = sequence;
            QVERIFY(line->with(sequence).endsWith('\n'));
            QCOMPARE(line->with(sequence).count('\n'), 1);
            QVERIFY(readBack(kJobChanged, line->with(sequence)) == event);
        }
    }
    void anEventOfNothingButItsNumber() {
        const auto line = NotificationLine::make(kSystemChanged, SystemChangedEvent{});
        QVERIFY(line);
        QCOMPARE(readBack(kSystemChanged, line->with(7)).sequence, std::uint64_t{7});
    }
    void oneLongerThanALineIsRefused() {
        JobChangedEvent event;
        event.job.error = JobError{"io", std::string(static_cast<std::size_t>(kMaxLine), 'x')};
        QCOMPARE(NotificationLine::make(kJobChanged, event).error().code(), ErrorCode::InvalidInput);
    }
};

QTEST_APPLESS_MAIN(TestNotificationLine)
#include "test_notification_line.moc"
