// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QtCore/QAbstractListModel>
#include <QtCore/QStringList>

#include <functional>
#include <optional>
#include <string>

namespace alula::gui {

// Lines that a daemon gives page by page: the next one is asked for when the view comes to the end. GUI thread.
class PagedListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    struct Page {
        QStringList lines;
        std::optional<std::string> cursor; // none: that was the last
    };
    using Done = std::function<void(Result<Page>)>;
    // Asks for the page behind `cursor`; done is not called when `context` is gone by then.
    using Fetch = std::function<void(const std::optional<std::string>& cursor, QObject* context, Done done)>;

    explicit PagedListModel(Fetch fetch, QObject* parent = nullptr) : QAbstractListModel(parent), m_fetch(std::move(fetch)) {}

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    bool isComplete() const { return m_complete; }

Q_SIGNALS:
    void failed(const alula::Error& why); // what is there stays; asked again when the view comes to the end again

private:
    const Fetch m_fetch;
    QStringList m_lines;
    std::optional<std::string> m_cursor;
    bool m_asking = false, m_complete = false;
};

} // namespace alula::gui
