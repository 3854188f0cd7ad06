// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/page.h"
#include "shared/base/result.h"
#include "shared/protocol/jobs.h"

#include <QtCore/QJsonObject>
#include <QtCore/QString>

namespace alula::cli {

// How a command speaks: one implementation for people, one for programs. Answers go to the standard output, all else to the
// standard error. Used by one thread at a time.
class Output {
public:
    virtual ~Output() = default;
    virtual void show(const QJsonObject& json, const Page& page) = 0;    // the command's answer
    virtual void item(const QJsonObject& json, const QString& line) = 0; // one of many: events, entries of an archive
    virtual void note(const QString& sentence) = 0;                      // what goes on; never the answer
    virtual void page(const Page& page) = 0;                             // a note of several lines: a plan before its question
    virtual void error(const Error& error) = 0;
    virtual void progress(const protocol::JobProgress& progress) = 0; // as often as it comes
    virtual void endProgress() = 0;
};

} // namespace alula::cli
