// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/paged_list_model.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace alula;
using namespace alula::gui;
using namespace Qt::StringLiterals;
using Page = PagedListModel::Page;

class TestPagedListModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsPageAfterPageOneAtATime() {
        std::vector<std::optional<std::string>> asked;
        PagedListModel::Done done;
        PagedListModel model([&](const std::optional<std::string>& cursor, QObject*, PagedListModel::Done then) {
            asked.push_back(cursor);
            done = std::move(then);
        });
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(asked.size(), std::size_t(1)); // by the tester: one question however often it is asked for
        model.fetchMore({});
        QCOMPARE(asked.size(), std::size_t(1));
        done(Page{{u"a"_s, u"b"_s}, "next"});
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.canFetchMore({}) || asked.size() == 2);
        model.fetchMore({});
        QCOMPARE(asked.size(), std::size_t(2));
        QCOMPARE(asked[1], std::optional<std::string>("next"));
        done(Page{{u"c"_s}, {}});
        QVERIFY(model.isComplete() && !model.canFetchMore({}));
        QCOMPARE(model.index(2, 0).data().toString(), u"c"_s);
    }

    void aPageThatFailedIsAskedForAgain() {
        int asked = 0;
        PagedListModel model([&](const std::optional<std::string>&, QObject*, const PagedListModel::Done& done) {
            if (++asked == 1) done(fail(ErrorCode::Network, "gone"));
            else done(Page{{u"a"_s}, {}});
        });
        QSignalSpy failed(&model, &PagedListModel::failed);
        model.fetchMore({});
        QCOMPARE(failed.size(), 1);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.isComplete());
    }
};

QTEST_APPLESS_MAIN(TestPagedListModel)
#include "test_paged_list_model.moc"
