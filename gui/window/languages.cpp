// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/languages.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLibraryInfo>
#include <QtCore/QTranslator>

// Outside of any namespace, as the macro wants it.
static void loadTranslations() { Q_INIT_RESOURCE(translations); }

namespace alula::gui {

using namespace Qt::StringLiterals;

void speak(QCoreApplication& app, const QLocale& locale) {
    loadTranslations();
    QLocale::setDefault(locale);
    const auto install = [&](const QString& file, const QString& folder) {
        auto* translator = new QTranslator(&app);
        if (translator->load(locale, file, u"_"_s, folder)) QCoreApplication::installTranslator(translator);
    };
    install(u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(u"alula"_s, u":/i18n"_s); // last: asked first
}

} // namespace alula::gui
