// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"

#include <QObject>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace alula {

// Bytes that a peer has not confirmed yet (TCP) or not read (Unix): what moves while a slow one still takes something. -1: unknown.
std::int64_t unconfirmedBytes(int socket);

// Sends pieces of files over sockets, all on one thread of its own, by sendfile(2) without waiting for any of them: the bytes go
// from the page cache to the socket and are never ours, a slow peer costs a few words. For sockets that speak plain text: TCP, Unix.
// Thread: the listener's.
class Transmitter final : public QObject {
    Q_OBJECT

public:
    struct Parcel {
        UniqueFd socket;  // a handle of its own to a socket that does not block, and that nobody else writes to meanwhile
        std::string head; // sent first
        int file = -1;    // kept open by the keeper given with it
        std::uint64_t offset = 0;
        std::uint64_t length = 0;
    };
    using Finished = std::function<void(bool whole)>;
    using Id = std::uint64_t;

    // A peer that takes nothing for `patience` is given up.
    explicit Transmitter(std::chrono::milliseconds patience, QObject* parent = nullptr);
    ~Transmitter() override; // breaks off what is under way, whose Finished is not called

    bool isReady() const { return m_epoll && m_wake; } // false: no descriptors were left; nothing may be sent

    // `finished` is called from the event loop, never from within send(). `keeper` is let go when the file is not needed any more.
    Id send(Parcel parcel, std::shared_ptr<void> keeper, Finished finished);
    void drop(Id id); // its Finished is not called any more; the socket's handle is closed soon

private:
    struct Sending;
    void run();
    void turn(int timeout);
    void breakOffAll();
    void takeOrders();
    void sendSome(Id id);
    void giveUpTheStuck();
    void forget(Id id);
    void end(Id id, bool whole);
    void wake();

    const std::chrono::milliseconds m_patience;
    const UniqueFd m_epoll, m_wake;    // m_wake: an eventfd, readable when there is an order
    std::map<Id, Finished> m_finished; // of the listener's thread
    Id m_last = 0;                     // of the listener's thread

    std::mutex m_mutex;
    // Guarded by m_mutex: orders to the thread.
    std::vector<std::pair<Id, std::unique_ptr<Sending>>> m_added;
    std::vector<Id> m_dropped;
    bool m_ends = false;

    // Of the thread.
    std::map<Id, std::unique_ptr<Sending>> m_sending;
    bool m_goesOn = true;
    std::thread m_thread;
};

} // namespace alula
