// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/transmitter.h"

#include "shared/base/bytes.h"
#include "shared/base/log.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <linux/sockios.h>
#include <pthread.h>
#include <span>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

namespace alula {

namespace {
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kTurn = 2_MiB;   // what one fast peer may take before the others have theirs
constexpr Transmitter::Id kWakeId = 0; // in epoll's events; parcels count from 1

bool isLater(int error) { return error == EAGAIN || error == EINTR; }
} // namespace

std::int64_t unconfirmedBytes(int socket) {
    int bytes = 0;
    return ::ioctl(socket, SIOCOUTQ, &bytes) == 0 ? bytes : -1;
}

struct Transmitter::Sending {
    Parcel parcel;
    std::shared_ptr<void> keeper; // of parcel.file
    std::size_t headSent = 0;
    SteadyClock::time_point deadline;
    std::int64_t unconfirmed = -1; // when the deadline was set
};

Transmitter::Transmitter(std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent), m_patience(patience), m_epoll(::epoll_create1(EPOLL_CLOEXEC)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = kWakeId;
    (void)::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, m_wake.get(), &event);
    if (isReady()) m_thread = std::thread([this] { run(); });
}

Transmitter::~Transmitter() {
    {
        const std::lock_guard lock(m_mutex);
        m_ends = true;
    }
    if (!m_thread.joinable()) return;
    wake();
    m_thread.join();
}

void Transmitter::wake() {
    const std::uint64_t one = 1;
    (void)!::write(m_wake.get(), &one, sizeof one);
}

Transmitter::Id Transmitter::send(Parcel parcel, std::shared_ptr<void> keeper, Finished finished) {
    const Id id = ++m_last;
    m_finished.emplace(id, std::move(finished));
    auto sending = std::make_unique<Sending>();
    sending->parcel = std::move(parcel);
    sending->keeper = std::move(keeper);
    {
        const std::lock_guard lock(m_mutex);
        m_added.emplace_back(id, std::move(sending));
    }
    wake();
    return id;
}

void Transmitter::drop(Id id) {
    if (m_finished.erase(id) == 0) return;
    {
        const std::lock_guard lock(m_mutex);
        m_dropped.push_back(id);
    }
    wake();
}

void Transmitter::run() {
    // sendfile(2) has no MSG_NOSIGNAL; the signal of a broken connection goes to the thread that wrote.
    sigset_t pipe;
    ::sigemptyset(&pipe);
    ::sigaddset(&pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    // A stuck peer may be given up a tenth of its time late.
    const auto interval = std::max<std::chrono::milliseconds>(m_patience / 10, std::chrono::milliseconds(10));
    auto nextLook = SteadyClock::now();
    while (m_goesOn) {
        try {
            if (const auto now = SteadyClock::now(); now >= nextLook) {
                giveUpTheStuck();
                nextLook = now + interval;
            }
            turn(m_sending.empty() ? -1 : static_cast<int>(interval.count()));
        } catch (...) { // nothing but want of memory: those under way are broken off, and others may come
            breakOffAll();
        }
    }
    m_sending.clear();
}

void Transmitter::turn(int timeout) {
    std::array<epoll_event, 64> events{};
    const int count = ::epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), timeout);
    for (const auto& event : std::span(events).first(static_cast<std::size_t>(std::max(count, 0)))) {
        if (event.data.u64 == kWakeId) takeOrders();
        else sendSome(event.data.u64);
    }
}

void Transmitter::breakOffAll() {
    log::error("REST: there is no memory left; {} downloads are broken off", m_sending.size());
    while (!m_sending.empty()) end(m_sending.begin()->first, false);
}

void Transmitter::takeOrders() {
    std::uint64_t count = 0;
    (void)!::read(m_wake.get(), &count, sizeof count);
    decltype(m_added) added;
    decltype(m_dropped) dropped;
    {
        const std::lock_guard lock(m_mutex);
        if (m_ends) m_goesOn = false;
        added.swap(m_added);
        dropped.swap(m_dropped);
    }
    for (auto& [id, sending] : added) {
        epoll_event event{};
        event.events = EPOLLOUT;
        event.data.u64 = id;
        const int socket = sending->parcel.socket.get();
        sending->deadline = SteadyClock::now() + m_patience;
        m_sending.emplace(id, std::move(sending));
        if (::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, socket, &event) != 0) end(id, false);
    }
    for (const Id id : dropped) forget(id);
}

void Transmitter::sendSome(Id id) {
    const auto found = m_sending.find(id);
    if (found == m_sending.end()) return;
    Sending& sending = *found->second;
    Parcel& parcel = sending.parcel;
    std::size_t turn = kTurn;
    while (turn > 0 && parcel.length > 0) {
        ssize_t sent = 0;
        if (sending.headSent < parcel.head.size()) {
            // MSG_MORE: head and first bytes share a packet.
            sent = ::send(parcel.socket.get(), parcel.head.data() + sending.headSent, parcel.head.size() - sending.headSent,
                          MSG_NOSIGNAL | MSG_DONTWAIT | MSG_MORE);
            if (sent > 0) sending.headSent += static_cast<std::size_t>(sent);
        } else {
            auto offset = static_cast<off_t>(parcel.offset);
            const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(parcel.length, turn));
            sent = ::sendfile(parcel.socket.get(), parcel.file, &offset, wanted);
            if (sent == 0) return end(id, false); // the file has become shorter
            if (sent > 0) {
                parcel.offset += static_cast<std::uint64_t>(sent);
                parcel.length -= static_cast<std::uint64_t>(sent);
                turn -= static_cast<std::size_t>(sent);
            }
        }
        if (sent < 0 && !isLater(errno)) return end(id, false);
        if (sent < 0) return;
        sending.deadline = SteadyClock::now() + m_patience;
        sending.unconfirmed = -1;
    }
    if (parcel.length == 0) end(id, true);
}

// A socket tells that it has room when a third of its buffer, which may be megabytes, is free. Over a slow line that takes longer
// than our patience, while the peer is all the time taking bytes out of it.
void Transmitter::giveUpTheStuck() {
    const auto now = SteadyClock::now();
    std::vector<Id> stuck;
    for (auto& [id, sending] : m_sending) {
        if (now < sending->deadline) {
            if (sending->unconfirmed < 0) sending->unconfirmed = unconfirmedBytes(sending->parcel.socket.get());
            continue;
        }
        const auto unconfirmed = unconfirmedBytes(sending->parcel.socket.get());
        const bool known = sending->unconfirmed >= 0; // else nobody has looked yet: it gets its time again
        if (unconfirmed < 0 || (known && unconfirmed >= sending->unconfirmed)) {
            stuck.push_back(id);
            continue;
        }
        sending->unconfirmed = unconfirmed;
        sending->deadline = now + m_patience;
    }
    for (const Id id : stuck) end(id, false);
}

// Closing would not be enough for epoll, which knows the connection and not the handle, of which there is another.
void Transmitter::forget(Id id) {
    const auto found = m_sending.find(id);
    if (found == m_sending.end()) return;
    (void)::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, found->second->parcel.socket.get(), nullptr);
    m_sending.erase(found);
}

void Transmitter::end(Id id, bool whole) {
    forget(id);
    QMetaObject::invokeMethod(
        this,
        [this, id, whole] {
            auto waiting = m_finished.extract(id);
            if (waiting) waiting.mapped()(whole);
        },
        Qt::QueuedConnection);
}

} // namespace alula
