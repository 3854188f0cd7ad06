// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>

namespace alula {

// A way to a daemon: bytes out, bytes in, and one end. Lives in the thread of its client. Signals come from the event loop,
// never from inside a call.
class Transport : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void open() = 0;                        // answered by opened() or closed()
    virtual void send(const QByteArray& bytes) = 0; // buffered; nothing happens when not open
    virtual void close() = 0;                       // no closed() follows

Q_SIGNALS:
    void opened();
    void received(const QByteArray& bytes);
    void closed(const alula::Error& why); // could not be opened, or ended; once
};

} // namespace alula
