// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/backup_filter.h"
#include "gui/window/languages.h"
#include "shared/wording/wording.h"

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QXmlStreamReader>
#include <QtTest/QTest>

using namespace alula;
using namespace Qt::StringLiterals;

namespace {
struct Sentence {
    QString context, source;
    QStringList translations; // one, or the plural forms
    bool unfinished = false, plural = false;
};

Sentence readMessage(QXmlStreamReader& xml, const QString& context) {
    Sentence sentence{context, {}, {}, false, xml.attributes().value("numerus"_L1) == "yes"_L1};
    while (xml.readNextStartElement()) {
        if (xml.name() == "source"_L1) sentence.source = xml.readElementText();
        else if (xml.name() == "translation"_L1) {
            sentence.unfinished = xml.attributes().hasAttribute("type"_L1);
            if (!sentence.plural) sentence.translations << xml.readElementText();
            else
                while (xml.readNextStartElement()) sentence.translations << xml.readElementText();
        } else xml.skipCurrentElement();
    }
    return sentence;
}

std::vector<Sentence> sentencesOf(const QString& language) {
    QFile file(QStringLiteral(ALULA_SOURCE_DIR "/resources/translations/alula_%1.ts").arg(language));
    if (!file.open(QIODevice::ReadOnly)) qFatal("no translation file");
    QXmlStreamReader xml(&file);
    std::vector<Sentence> sentences;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == "name"_L1) context = xml.readElementText();
        else if (xml.name() == "message"_L1) sentences.push_back(readMessage(xml, context));
    }
    return sentences;
}

// "alula::gui::Sidebar" of each class with Q_OBJECT, and what Q_DECLARE_TR_FUNCTIONS and translate() name.
QStringList contextsOfTheSources() {
    static const QRegularExpression object(u"class (\\w+)[^;{]*\\{\\s*Q_OBJECT"_s),
        named(u"(?:Q_DECLARE_TR_FUNCTIONS\\(|::translate\\(\")([\\w:]+)"_s);
    QStringList contexts;
    for (const QString& room : {u"/gui"_s, u"/shared/wording"_s}) {
        QDirIterator files(QStringLiteral(ALULA_SOURCE_DIR) + room, {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly)) qFatal("no source");
            const QString text = QString::fromUtf8(file.readAll());
            for (const auto& match : object.globalMatch(text)) contexts << u"alula::gui::"_s + match.captured(1);
            for (const auto& match : named.globalMatch(text)) contexts << match.captured(1);
        }
    }
    return contexts;
}

QStringList placesIn(const QString& text) {
    static const QRegularExpression place(u"%(?:L?[0-9]+|n)"_s);
    QStringList places;
    for (const auto& match : place.globalMatch(text)) places << match.captured();
    places.sort();
    places.removeDuplicates();
    return places;
}
} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySentenceIsThere_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("German") << u"de"_s;
        QTest::newRow("French") << u"fr"_s;
    }
    void everySentenceIsThere() {
        QFETCH(QString, language);
        const auto sentences = sentencesOf(language);
        QVERIFY(sentences.size() > 100);
        QStringList wrong;
        for (const Sentence& each : sentences) {
            if (each.unfinished || each.translations.isEmpty() || each.translations.contains(QString()))
                wrong << u"not translated: "_s + each.context + u": "_s + each.source;
            if (each.plural && each.translations.size() != 2) wrong << u"plural forms: "_s + each.source;
            for (const QString& translation : each.translations) {
                // A singular may leave the number out ("a file").
                auto places = placesIn(translation), wanted = placesIn(each.source);
                if (each.plural) {
                    places.removeAll(u"%n"_s);
                    wanted.removeAll(u"%n"_s);
                }
                if (places != wanted) wrong << u"other places: "_s + each.source + u" -> "_s + translation;
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    // A sentence in a context that no class has is never found.
    void everyContextIsAClass() {
        const QStringList known = contextsOfTheSources();
        QVERIFY(known.contains(u"alula::gui::BackupDetails"_s) && known.contains(u"words"_s));
        QStringList unknown;
        for (const Sentence& each : sentencesOf(u"de"_s)) {
            if (!known.contains(each.context)) unknown << each.context + u": "_s + each.source;
        }
        QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(u'\n')));
    }

    void filterWordsAreUnderstoodInBothLanguages() {
        gui::speak(*qApp, QLocale(QLocale::German, QLocale::Germany));
        const QStringList words = gui::BackupFilter::keywords();
        QVERIFY2(words.contains(u"angeheftet"_s) && words.contains(u"beschädigt"_s), qPrintable(words.join(u' ')));
        for (const QString& word : words + QStringList{u"pinned"_s, u"damaged"_s, u"Angeheftet"_s}) {
            QVERIFY2(!word.contains(u' '), qPrintable(word)); // two words would be two conditions
            QVERIFY2(!gui::BackupFilter(word).needsText(), qPrintable(word));
        }
    }

    void theProgramSpeaksThem() {
        gui::speak(*qApp, QLocale(QLocale::German, QLocale::Germany));
        QVERIFY(QCoreApplication::translate("alula::gui::CommandDialog", "Show &command") != u"Show &command"_s);
        QCOMPARE(bytesText(13'314'398'617ULL), u"12,4 GiB"_s);
        QCOMPARE(countText(41'203), u"41.203"_s);
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "test_translations.moc"
