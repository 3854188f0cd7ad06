// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/app/service_manager.h"

#include "shared/base/fd.h"
#include "tests/support/temp_dir.h"

#include <QTest>

#include <array>
#include <cstddef>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>

using namespace alula;

namespace {

// What a supervisor hears.
class Ear {
public:
    explicit Ear(const std::string& name) : m_fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, name.data(), name.size());
        if (name.front() == '@') address.sun_path[0] = '\0';
        const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
        m_bound = ::bind(m_fd.get(), reinterpret_cast<const sockaddr*>(&address), length) == 0;
    }
    bool bound() const { return m_bound; }
    std::string heard() {
        std::array<char, 256> buffer{};
        const auto size = ::recv(m_fd.get(), buffer.data(), buffer.size(), 0);
        return size < 0 ? "nothing" : std::string(buffer.data(), static_cast<std::size_t>(size));
    }

private:
    UniqueFd m_fd;
    bool m_bound = false;
};

} // namespace

class TestServiceManager : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nobodySupervises() { QVERIFY(tellServiceManager("", "READY=1")); }
    void itIsToldThroughItsSocket() {
        const test::TempDir dir;
        Ear ear(dir.path("notify"));
        QVERIFY(ear.bound());
        QVERIFY(tellServiceManager(dir.path("notify"), "READY=1"));
        QCOMPARE(ear.heard(), std::string("READY=1"));
    }
    void alsoThroughAnAbstractOne() {
        const test::TempDir dir; // its name is nobody else's
        Ear ear("@" + dir.path());
        QVERIFY(ear.bound());
        QVERIFY(tellServiceManager("@" + dir.path(), "STOPPING=1"));
        QCOMPARE(ear.heard(), std::string("STOPPING=1"));
    }
    void oneThatIsGoneIsAnError() {
        const test::TempDir dir;
        QCOMPARE(tellServiceManager(dir.path("gone"), "READY=1").error().errnum(), ENOENT);
        QCOMPARE(tellServiceManager("/" + std::string(200, 'x'), "READY=1").error().code(), ErrorCode::InvalidInput);
    }
};

QTEST_APPLESS_MAIN(TestServiceManager)
#include "test_service_manager.moc"
