// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/file_system.h"
#include "tests/support/temp_dir.h"

#include <QProcess>

#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <sched.h>
#include <string>
#include <sys/mount.h>

namespace alula::test {

// A real XFS, which lets files share space, in a file of the temporary directory, seen by the thread that makes it and by those it begins.
// While it is there, new TempDirs lie on it.
class SharedSpaceDisk {
public:
    // nullptr where it cannot be had; `why` says what is missing.
    static std::unique_ptr<SharedSpaceDisk> make(std::string& why) {
        std::unique_ptr<SharedSpaceDisk> disk(new SharedSpaceDisk);
        why = disk->mountIt();
        return why.empty() ? std::move(disk) : nullptr;
    }
    ~SharedSpaceDisk() {
        if (!m_mounted) return;
        if (m_before.isNull()) qunsetenv("TMPDIR");
        else qputenv("TMPDIR", m_before);
        ::umount2(m_point.c_str(), MNT_DETACH);
    }
    SharedSpaceDisk(const SharedSpaceDisk&) = delete;
    SharedSpaceDisk& operator=(const SharedSpaceDisk&) = delete;
    const std::string& path() const { return m_point; }
    std::int64_t freeBytes() const {
        const UniqueFd root(::open(m_point.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        (void)systemFiles().files.syncFileSystem(root.get());
        return static_cast<std::int64_t>(systemFiles().files.space(root.get())->available);
    }

private:
    SharedSpaceDisk() = default;
    std::string mountIt() {
        constexpr std::uintmax_t kSize = 640U << 20; // the least that mkfs.xfs makes is 300 MiB
        if (!isRoot() || ::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
            return "mounting is not allowed here";
        const std::string image = m_temp.path("disk");
        writeFile(image, "");
        std::filesystem::resize_file(image, kSize);
        if (!runs("mkfs.xfs", {"-q", image.c_str()})) return "mkfs.xfs is not installed";
        m_point = m_temp.makeDirectory("mounted");
        if (!runs("mount", {"-o", "loop", image.c_str(), m_point.c_str()})) return "an XFS in a file cannot be mounted here";
        m_mounted = true;
        m_before = qgetenv("TMPDIR");
        qputenv("TMPDIR", m_point.c_str());
        return {};
    }
    static bool runs(const char* program, const std::vector<const char*>& arguments) {
        QStringList list;
        for (const char* argument : arguments) list << QString::fromLocal8Bit(argument);
        return QProcess::execute(QString::fromLatin1(program), list) == 0;
    }

    const TempDir m_temp;
    std::string m_point;
    QByteArray m_before; // TMPDIR
    bool m_mounted = false;
};

} // namespace alula::test
