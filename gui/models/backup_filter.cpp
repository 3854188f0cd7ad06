// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/backup_filter.h"

#include "gui/format/time_text.h"
#include "gui/models/tr.h"

#include <QtCore/QDate>
#include <QtCore/QLocale>
#include <QtCore/QStringList>

#include <algorithm>
#include <array>
#include <ctime>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
bool has(const BackupColumns& c, std::size_t row, unsigned flag) { return (c.flags[row] & flag) != 0; }

constexpr std::array<BackupFilter::Keyword, 19> kKeywords = {{
    {QT_TRANSLATE_NOOP("models", "pinned"), [](const BackupColumns& c, std::size_t row) { return has(c, row, kPinned); }},
    {QT_TRANSLATE_NOOP("models", "good"),
     [](const BackupColumns& c, std::size_t row) { return *c.state[row] == "completed" && !has(c, row, kMissing | kDamaged); }},
    {QT_TRANSLATE_NOOP("models", "warn"), [](const BackupColumns& c, std::size_t row) { return c.warnings[row] > 0; }},
    {QT_TRANSLATE_NOOP("models", "warnings"), [](const BackupColumns& c, std::size_t row) { return c.warnings[row] > 0; }},
    {QT_TRANSLATE_NOOP("models", "failed"),
     [](const BackupColumns& c, std::size_t row) { return has(c, row, kMissing | kDamaged); }},
    {QT_TRANSLATE_NOOP("models", "damaged"), [](const BackupColumns& c, std::size_t row) { return has(c, row, kDamaged); }},
    {QT_TRANSLATE_NOOP("models", "missing"), [](const BackupColumns& c, std::size_t row) { return has(c, row, kMissing); }},
    {QT_TRANSLATE_NOOP("models", "making"), [](const BackupColumns& c, std::size_t row) { return *c.state[row] != "completed"; }},
    {QT_TRANSLATE_NOOP("models", "verified"),
     [](const BackupColumns& c, std::size_t row) { return c.verified[row] != BackupColumns::kNever; }},
    {QT_TRANSLATE_NOOP("models", "unverified"),
     [](const BackupColumns& c, std::size_t row) { return c.verified[row] == BackupColumns::kNever; }},
    {QT_TRANSLATE_NOOP("models", "noted"), [](const BackupColumns& c, std::size_t row) { return !c.note[row].empty(); }},
    {QT_TRANSLATE_NOOP("models", "foreign"), [](const BackupColumns& c, std::size_t row) { return has(c, row, kForeign); }},
    {"s3", [](const BackupColumns& c, std::size_t row) { return *c.adapter[row] == "s3"; }},
    {"wings", [](const BackupColumns& c, std::size_t row) { return *c.adapter[row] == "wings"; }},
    {QT_TRANSLATE_NOOP("models", "panel"), [](const BackupColumns& c, std::size_t row) { return *c.origin[row] == "panel"; }},
    {QT_TRANSLATE_NOOP("models", "console"), [](const BackupColumns& c, std::size_t row) { return *c.origin[row] == "console"; }},
    {"cli", [](const BackupColumns& c, std::size_t row) { return *c.origin[row] == "cli"; }},
    {QT_TRANSLATE_NOOP("models", "adopted"), [](const BackupColumns& c, std::size_t row) { return *c.origin[row] == "adopted"; }},
    {QT_TRANSLATE_NOOP("models", "imported"),
     [](const BackupColumns& c, std::size_t row) { return *c.origin[row] == "imported"; }},
}};

BackupFilter::Test keyword(const QString& word) {
    for (const auto& each : kKeywords) {
        if (word == QLatin1StringView(each.word) || word == Models::tr(each.word).toLower()) return each.test;
    }
    return nullptr;
}

// A day's texts are made once: QLocale takes microseconds a date, and there may be 100,000.
class Days {
public:
    void append(std::string& to, std::int64_t ns) {
        const auto seconds = static_cast<std::time_t>(ns / 1'000'000'000);
        std::tm local{};
        ::localtime_r(&seconds, &local);
        const int day = local.tm_year * 400 + local.tm_yday;
        if (day != m_day) {
            const QDate date(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
            m_day = day;
            m_shown = dayText(date).toLower().toStdString();
            m_iso = date.toString(Qt::ISODate).toStdString();
        }
        std::array<char, 8> clock{};
        const std::size_t length = std::strftime(clock.data(), clock.size(), "%H:%M", &local);
        const std::string_view time(clock.data(), length);
        to.append(m_shown).append(" ").append(time).append("\n").append(m_iso).append(" ").append(time);
    }

private:
    int m_day = -1;
    std::string m_shown, m_iso;
};
} // namespace

BackupMark markOf(const BackupColumns& columns, std::size_t row) {
    if (has(columns, row, kMissing | kDamaged)) return BackupMark::Bad;
    if (*columns.state[row] != "completed") return BackupMark::Making;
    return columns.warnings[row] > 0 ? BackupMark::Warnings : BackupMark::Good;
}

const std::vector<std::string>& BackupTexts::of(const std::shared_ptr<const BackupColumns>& columns, const ServerNames& names) {
    Made& made = m_made[columns.get()];
    if (!made.columns) {
        made.columns = columns;
        made.texts.resize(columns->count());
        std::map<ServerId, std::string> lowered;
        for (const auto& [server, name] : names) lowered.emplace(server, name.toLower().toStdString());
        Days days;
        for (std::size_t row = 0; row < columns->count(); ++row) {
            std::string& text = made.texts[row];
            if (!columns->note[row].empty()) text = QString::fromStdString(columns->note[row]).toLower().toStdString();
            text.append("\n").append(columns->id[row].toString()).append("\n");
            const auto name = lowered.find(columns->server[row]);
            if (name != lowered.end()) text.append(name->second).append("\n");
            days.append(text, columns->created[row]);
        }
    }
    return made.texts;
}

void BackupTexts::trim(std::size_t chunks) {
    if (m_made.size() > 2 * chunks + 8) clear();
}

BackupFilter::BackupFilter(const QString& words) {
    for (QString part : words.toLower().split(u' ', Qt::SkipEmptyParts)) {
        Word word;
        if (part.startsWith(u'-') && part.size() > 1) {
            word.wanted = false;
            part.removeFirst();
        }
        word.test = keyword(part);
        word.text = part.toStdString();
        m_words.push_back(std::move(word));
    }
}

bool BackupFilter::needsText() const {
    return std::ranges::any_of(m_words, [](const Word& word) { return !word.test; });
}

bool BackupFilter::fits(const BackupColumns& columns, std::size_t row, const std::string* text) const {
    return std::ranges::all_of(m_words, [&](const Word& word) {
        const bool found = word.test ? word.test(columns, row) : text && text->contains(word.text);
        return found == word.wanted;
    });
}

QStringList BackupFilter::keywords() {
    QStringList words;
    for (const auto& each : kKeywords) words << Models::tr(each.word);
    return words;
}

} // namespace alula::gui
