// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QAbstractItemModel>

#include <algorithm>
#include <iterator>
#include <set>
#include <vector>

namespace alula::gui {

// Makes the rows of a model the wanted ones with as little as views need to know: what went, came, moved or changed, so that selection
// and scroll position stay. `Model` gives beginRemove(first, last), endRemove(), beginInsert(first, last), endInsert(),
// beginMove(from, to) (to: the row before which it will stand), endMove() and changed(row). `key`: a member of Row, unique in the list.
template <class Model, class Row, class Key>
void syncRows(Model& model, std::vector<Row>& rows, std::vector<Row> wanted, Key Row::* key) {
    std::set<Key> stays;
    for (const Row& row : wanted) stays.insert(row.*key);
    for (int end = static_cast<int>(rows.size()); end > 0;) {
        if (stays.contains(rows[static_cast<std::size_t>(end - 1)].*key)) {
            --end;
            continue;
        }
        int first = end - 1;
        while (first > 0 && !stays.contains(rows[static_cast<std::size_t>(first - 1)].*key)) --first;
        model.beginRemove(first, end - 1);
        rows.erase(rows.begin() + first, rows.begin() + end);
        model.endRemove();
        end = first;
    }
    std::set<Key> known;
    for (const Row& row : rows) known.insert(row.*key);
    for (std::size_t at = 0; at < wanted.size();) {
        if (at < rows.size() && rows[at].*key == wanted[at].*key) {
            if (!(rows[at] == wanted[at])) {
                rows[at] = std::move(wanted[at]);
                model.changed(static_cast<int>(at));
            }
            ++at;
            continue;
        }
        if (known.contains(wanted[at].*key)) {
            const auto it = std::ranges::find(rows.begin() + static_cast<std::ptrdiff_t>(at), rows.end(), wanted[at].*key, key);
            model.beginMove(static_cast<int>(it - rows.begin()), static_cast<int>(at));
            std::rotate(rows.begin() + static_cast<std::ptrdiff_t>(at), it, it + 1);
            model.endMove();
            continue; // and is compared now
        }
        std::size_t end = at + 1;
        while (end < wanted.size() && !known.contains(wanted[end].*key)) ++end;
        model.beginInsert(static_cast<int>(at), static_cast<int>(end - 1));
        const auto from = wanted.begin() + static_cast<std::ptrdiff_t>(at);
        const auto to = wanted.begin() + static_cast<std::ptrdiff_t>(end);
        rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(at), std::make_move_iterator(from), std::make_move_iterator(to));
        model.endInsert();
        at = end;
    }
}

} // namespace alula::gui
