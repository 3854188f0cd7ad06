// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <variant>
#include <vector>

namespace alula::cli {

struct Column {
    QString title;
    bool right = false; // numbers
};

// What a command has to say, for people. Made of lines, labelled values and tables, in the order they were added.
// Control characters in any text are shown escaped: nothing that comes from elsewhere reaches the terminal as it is.
class Page {
public:
    void line(const QString& text);
    void field(const QString& label, const QString& value);
    void columns(std::vector<Column> columns); // begins a table; without rows only its titles are shown
    void row(const QStringList& cells);        // of the table begun last

    QString toText() const;

private:
    struct Field {
        QString label, value;
    };
    struct Table {
        std::vector<Column> columns;
        std::vector<QStringList> rows;
    };
    using Block = std::variant<QString, Field, Table>;
    std::vector<Block> m_blocks;
};

} // namespace alula::cli
