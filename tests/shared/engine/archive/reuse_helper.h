// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/shared/engine/archive/create_helper.h"
#include "tests/support/unsynced_files.h"

#include <atomic>
#include <chrono>
#include <ctime>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace alula::test {

// The real names, but a file's times stand still from stopTimes() on: what a coarse clock, a clock that was set back, or a store
// through mmap does to them.
class StoppedTimes final : public NameCalls {
public:
    void stopTimes(const std::string& path) {
        const auto now = m_real.stat(AT_FDCWD, path);
        if (!now) throw std::runtime_error(now.error().toString());
        const std::lock_guard lock(m_mutex);
        m_stopped[now->inode] = {now->mtimeNs, now->ctimeNs};
    }

    Result<UniqueFd> open(int directory, const std::string& name, int flags, mode_t mode, std::uint64_t resolve) override {
        return m_real.open(directory, name, flags, mode, resolve);
    }
    Result<void> makeDirectory(int directory, const std::string& name, mode_t mode) override {
        return m_real.makeDirectory(directory, name, mode);
    }
    Result<void> makeSymlink(const std::string& target, int directory, const std::string& name) override {
        return m_real.makeSymlink(target, directory, name);
    }
    Result<void> makeLink(int fromDirectory, const std::string& fromName, int directory, const std::string& name) override {
        return m_real.makeLink(fromDirectory, fromName, directory, name);
    }
    Result<void> rename(int fromDirectory, const std::string& fromName, int toDirectory, const std::string& toName,
                        unsigned flags) override {
        return m_real.rename(fromDirectory, fromName, toDirectory, toName, flags);
    }
    Result<void> remove(int directory, const std::string& name, bool isDirectory) override {
        return m_real.remove(directory, name, isDirectory);
    }
    Result<FileStat> stat(int directory, const std::string& name) override {
        auto found = m_real.stat(directory, name);
        if (!found) return found;
        const std::lock_guard lock(m_mutex);
        if (const auto stopped = m_stopped.find(found->inode); stopped != m_stopped.end())
            std::tie(found->mtimeNs, found->ctimeNs) = stopped->second;
        return found;
    }
    Result<void> visit(int directory, const std::function<bool(DirectoryEntry)>& each) override {
        return m_real.visit(directory, each);
    }

private:
    NameCalls& m_real = systemFiles().names;
    std::mutex m_mutex;
    std::map<std::uint64_t, std::pair<std::int64_t, std::int64_t>> m_stopped; // guarded by m_mutex: by inode
};

// A workshop that makes backups one after the other, each with the one before it as previous.
class ReuseShop : public Workshop {
public:
    static constexpr std::uint32_t kExt4 = 0xef53, kTmpfs = 0x01021994;
    enum class Age { Settled, Young }; // what the backups think of the files' times: hours old, or of a moment ago
    // The volume is not really synced, unless `contents` are the system's: that waits for all that the machine writes.
    explicit ReuseShop(Age age = Age::Settled, NameCalls& names = systemFiles().names, FileCalls& contents = quickFiles().files,
                       FileSystem archives = systemFiles())
        : Workshop(archives), counted(FileSystem{names, contents, systemFiles().attributes, systemFiles().cache}) {
        const auto real = std::chrono::system_clock::now().time_since_epoch();
        clock.jump(std::chrono::nanoseconds(real) - std::chrono::nanoseconds(clock.now().ns));
        if (age == Age::Settled) clock.jump(std::chrono::hours(2));
        counted.when([this](const CallInfo& call) { return onVolume ? onVolume(call) : 0; });
        counted.shownType = kExt4;
        options.volumeId = 77;
        options.boot = 1;
        options.onPreviousTrouble = [this](const Error& error) { trouble = error; };
    }

    // The next backup of the volume. The times of files move before it returns: what is written from then on has other ones.
    Result<CreateSummary> next() {
        ++m_made;
        options.backup = BackupId(Uuid({2, static_cast<std::uint8_t>(m_made >> 8), static_cast<std::uint8_t>(m_made)}));
        options.previous = reuse ? previous() : nullptr;
        trouble.reset();
        readsBefore = counted.calls(Call::Read);
        auto made = createNow();
        volumeReads = counted.calls(Call::Read) - readsBefore;
        if (made) last = options.backup;
        letFileTimesMove();
        return made;
    }
    Result<CreateSummary> createNow() {
        ALULA_ASSIGN(const Volume volume, Volume::open(counted.files(), volumePath()));
        auto made = createArchive({volume, store, clock, load}, options, {}, progress, stop.get_token());
        if (made) m_lastSha1 = made->sha1;
        return made;
    }
    std::shared_ptr<const PreviousArchive> previous() {
        if (last == BackupId()) return nullptr;
        auto source = store.open(options.server, last);
        if (!source) return nullptr;
        auto opened = PreviousArchive::open(*std::move(source));
        return opened ? *opened : nullptr;
    }
    std::string archiveOf(const BackupId& backup) const {
        return temp.path("backups/" + options.server.toString() + "/" + backup.toString() + ".tar.gz");
    }

    // "" when the last backup is sound and has every file of the volume as it is now.
    std::string wrongWithLast() {
        const auto archive = open();
        if (!archive) return archive.error().toString();
        const auto report = (*archive)->verify({.sha1 = true}, progress, {});
        if (!report) return report.error().toString();
        if (auto damage = damageIn(*report); !damage.empty()) return damage;
        if (*report->sha1 != m_lastSha1) return "its SHA-1 is another one than was told";
        const auto contents = allContents(**archive);
        const auto real = snapshot(volumePath());
        std::size_t count = 0;
        for (const auto& [path, entry] : real) {
            if (entry.type != '-') continue;
            ++count;
            const auto found = contents.find(path);
            if (found == contents.end()) return path + " is not in the archive";
            if (found->second != readFile(volumePath(path))) return path + " is not as it is in the volume";
        }
        return count == contents.size() ? std::string() : "the archive has more files than the volume";
    }
    // The tar stream, and what of the archive is its blocks.
    std::string blocksOfLast() {
        const auto blocks = (*open())->index().blocks();
        return readFile(archivePath()).substr(0, blocks->back().offset + blocks->back().length);
    }

    FaultyFiles counted; // the volume's calls
    std::function<int(const CallInfo&)> onVolume;
    BackupId last;
    bool reuse = true;
    std::optional<Error> trouble;  // with the previous archive of the last backup
    std::uint64_t volumeReads = 0; // calls of the last backup

private:
    // A kernel's time for files goes in steps of a few milliseconds: what is written within one has the same time.
    void letFileTimesMove() const {
        const std::string probe = temp.path("probe");
        writeFile(probe, "");
        const auto ctime = [&] { return systemFiles().names.stat(AT_FDCWD, probe)->ctimeNs; };
        for (const auto before = ctime(); ctime() == before;) writeFile(probe, "");
    }
    std::uint64_t readsBefore = 0;
    unsigned m_made = 0;
    Sha1Digest m_lastSha1{};
};

// Writes into the file as it lies there: same inode, same size.
inline void overwrite(const std::string& path, std::string_view contents) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    const bool good = fd >= 0 && ::pwrite(fd, contents.data(), contents.size(), 0) == static_cast<ssize_t>(contents.size());
    if (fd >= 0) ::close(fd);
    if (!good) throw std::runtime_error("cannot overwrite " + path);
}

// Gives the file the modification time that it had at that moment, as rsync and unzip do.
class KeptTime {
public:
    explicit KeptTime(std::string path) : m_path(std::move(path)), m_time(systemFiles().names.stat(AT_FDCWD, m_path)->mtimeNs) {}
    ~KeptTime() { (void)systemFiles().attributes.setModifiedTime(AT_FDCWD, m_path, m_time); }
    KeptTime(const KeptTime&) = delete;
    KeptTime& operator=(const KeptTime&) = delete;

private:
    const std::string m_path;
    const std::int64_t m_time;
};

} // namespace alula::test
