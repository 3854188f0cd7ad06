// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <sys/mount.h>
#include <unistd.h>

namespace alula::test {

// A file system that answers nothing: FUSE whose server never reads a request, so that every call on it blocks, as on a network
// disk whose server is gone. In a mount namespace of the test's own. The calls that hang fail when it ends.
class HungMount {
public:
    static bool isPossible() {
        const int fd = ::open("/dev/fuse", O_RDWR | O_CLOEXEC);
        if (fd >= 0) ::close(fd);
        return fd >= 0;
    }
    explicit HungMount(std::string path) : m_path(std::move(path)), m_fd(::open("/dev/fuse", O_RDWR | O_CLOEXEC)) {
        std::filesystem::create_directories(m_path);
        const std::string options = "fd=" + std::to_string(m_fd) + ",rootmode=40000,user_id=0,group_id=0";
        if (m_fd < 0 || ::mount("hung", m_path.c_str(), "fuse", MS_NOSUID | MS_NODEV, options.c_str()) != 0)
            throw std::runtime_error("a FUSE file system cannot be mounted");
    }
    ~HungMount() { end(); }
    HungMount(const HungMount&) = delete;
    HungMount& operator=(const HungMount&) = delete;
    void end() {
        if (m_fd < 0) return;
        ::close(m_fd); // whoever waits gets ENOTCONN
        m_fd = -1;
        ::umount2(m_path.c_str(), MNT_DETACH);
    }

private:
    const std::string m_path;
    int m_fd;
};

} // namespace alula::test
