// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/backup_store.h"

#include <QtCore/QString>

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace alula::gui {

using ServerNames = std::map<ServerId, QString>;

// How a backup is, worst first.
enum class BackupMark : std::uint8_t { Bad, Warnings, Making, Good };
BackupMark markOf(const BackupColumns& columns, std::size_t row);

// What the words of a filter look through, letter case aside: note, id, server's name, when (date and time as shown, and ISO). Made
// once for a piece of the store and kept while it stays as it is. One thread at a time.
class BackupTexts {
public:
    const std::vector<std::string>& of(const std::shared_ptr<const BackupColumns>& columns, const ServerNames& names);
    void clear() { m_made.clear(); }
    void trim(std::size_t chunks); // forgets what was made of pieces that are no more

private:
    struct Made {
        std::shared_ptr<const BackupColumns> columns; // keeps the address from being another's
        std::vector<std::string> texts;
    };
    std::unordered_map<const BackupColumns*, Made> m_made;
};

// Words, all of which have to fit: a keyword (pinned, warn, damaged …), in English or translated, or a piece of the row's text. "-" in
// front: has not to fit.
class BackupFilter {
public:
    explicit BackupFilter(const QString& words);
    bool isEmpty() const { return m_words.empty(); }
    bool needsText() const; // some word is no keyword
    bool fits(const BackupColumns& columns, std::size_t row,
              const std::string* text) const; // text: may be null unless needsText()

    using Test = bool (*)(const BackupColumns& columns, std::size_t row);
    struct Keyword {
        const char* word; // translatable
        Test test;
    };
    static QStringList keywords(); // as the admin may write them, for the tool tip

private:
    struct Word {
        Test test = nullptr; // null: text
        std::string text;    // lower case, UTF-8
        bool wanted = true;
    };
    std::vector<Word> m_words;
};

} // namespace alula::gui
