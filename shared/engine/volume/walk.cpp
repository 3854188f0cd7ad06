// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/attribute_reader.h"
#include "shared/engine/volume/beneath.h"
#include "shared/engine/volume/volume.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <unordered_map>

namespace alula {

namespace {
constexpr int kDirectoryFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK;
// Directory handles held at once, however deep the tree is.
constexpr std::size_t kMaxHandles = 32;
// A volume full of sockets must not fill the memory with sentences about them.
constexpr std::size_t kMaxWarnings = 10'000;

struct InodeKey {
    std::uint64_t device, inode;
    bool operator==(const InodeKey&) const = default;
};
struct InodeHash {
    std::size_t operator()(const InodeKey& k) const {
        return static_cast<std::size_t>((k.inode * 0x9e3779b97f4a7c15ULL) ^ k.device);
    }
};

bool sameDirectory(const FileStat& a, const FileStat& b) {
    return a.inode == b.inode && a.device == b.device && a.mountId == b.mountId;
}

// Errors that are ours, not the entry's: going on would make a hollow backup out of every directory.
bool isOurs(const Error& error) { return error.errnum() == EMFILE || error.errnum() == ENFILE || error.errnum() == ENOMEM; }

// EINVAL: readlink of what is no link any more.
WarningKind kindOf(const Error& error) {
    switch (error.errnum()) {
    case ENOENT:
    case ESTALE: return WarningKind::Vanished;
    case ELOOP:
    case ENOTDIR:
    case EXDEV:
    case EINVAL: return WarningKind::Changed;
    default: return WarningKind::Unreadable;
    }
}

const char* skippedTypeName(mode_t mode) {
    switch (mode & S_IFMT) {
    case S_IFIFO: return "a FIFO is not backed up";
    case S_IFSOCK: return "a socket is not backed up";
    case S_IFCHR:
    case S_IFBLK: return "a device is not backed up";
    default: return "a thing of unknown type is not backed up";
    }
}

std::uint32_t diskUnits(const FileStat& stat) {
    constexpr std::uint64_t kBlocksPerUnit = 4096 / 512;
    return static_cast<std::uint32_t>(
        std::min<std::uint64_t>(stat.blocks / kBlocksPerUnit, std::numeric_limits<std::uint32_t>::max()));
}

VolumeTree::Node nodeOf(const FileStat& stat, EntryType type, std::size_t parent) {
    VolumeTree::Node node;
    node.parent = static_cast<std::uint32_t>(parent);
    node.type = type;
    node.mode = stat.mode & 01777;
    node.uid = stat.uid;
    node.gid = stat.gid;
    node.inode = stat.inode;
    node.mtimeNs = stat.mtimeNs;
    node.ctimeNs = stat.ctimeNs;
    if (type == EntryType::File) {
        node.size = stat.size;
        node.sparse = stat.blocks * 512 < stat.size;
        if (stat.links < 2) node.diskUnits = diskUnits(stat);
    }
    return node;
}

// One walk. Lives on the caller's thread. Depth first without recursion: a frame a level, the innermost kMaxHandles with an open
// handle.
class Walker {
public:
    Walker(const Volume& volume, const WalkOptions& options, LoadControl& load, ProgressSink& progress, std::stop_token stop)
        : m_volume(volume), m_names(volume.files().names), m_options(options), m_load(load), m_progress(progress),
          m_stop(std::move(stop)), m_attributes(volume.files().attributes) {}

    Result<Walked> run();

private:
    struct Frame {
        std::size_t node = 0;
        UniqueFd handle;
        FileStat stat; // of the open handle: what a reopened one must be
        std::vector<DirectoryEntry> entries;
        std::size_t next = 0;
        std::size_t pathLength = 0;
    };

    Result<void> visit(const std::string& name);
    Result<void> enterDirectory(const std::string& name);
    Result<void> addFile(const std::string& name, const FileStat& stat);
    Result<void> addSymlink(const std::string& name, const FileStat& stat);
    Result<void> addUnreadable(const std::string& name, const FileStat& stat, const Error& error);
    Result<std::size_t> add(const VolumeTree::Node& node, std::string_view name);
    Result<void> readEntries(Frame& frame);
    Result<void> leaveDirectory();
    Result<void> reopen(Frame& frame, const UniqueFd& child);
    Result<void> leftOut(const Error& error);
    void readAttributes(std::size_t node, int directory, const std::string& name);
    void groupLinks(std::size_t node, const FileStat& stat);
    bool isOtherMount(const FileStat& stat) const;
    void warn(WarningKind kind, std::string detail);

    const Volume& m_volume;
    NameCalls& m_names;
    const WalkOptions& m_options;
    LoadControl& m_load;
    ProgressSink& m_progress;
    std::stop_token m_stop;
    AttributeReader m_attributes;
    FileStat m_root;
    std::vector<Frame> m_frames;
    std::string m_path; // of what is being looked at
    Walked m_result;
    std::size_t m_unsaidWarnings = 0;
    struct LinkedFile {
        std::size_t first = 0;   // node
        std::uint32_t names = 0; // seen so far
    };
    std::unordered_map<InodeKey, LinkedFile, InodeHash> m_firstOfInode; // files with several links
    std::uint32_t m_linkGroups = 0;
    std::uint64_t m_targetBytes = 0; // of all symlinks' targets
};

void Walker::warn(WarningKind kind, std::string detail) {
    if (m_result.warnings.size() < kMaxWarnings) m_result.warnings.push_back({kind, m_path, std::move(detail)});
    else ++m_unsaidWarnings;
}

// What could not be looked at: a warning, unless the trouble is our own.
Result<void> Walker::leftOut(const Error& error) {
    if (isOurs(error)) return fail(error);
    switch (const auto kind = kindOf(error); kind) {
    case WarningKind::Vanished: warn(kind, "it vanished while the volume was read"); break;
    case WarningKind::Changed: warn(kind, "it became another thing while the volume was read"); break;
    default: warn(kind, error.message());
    }
    return {};
}

bool Walker::isOtherMount(const FileStat& stat) const {
    if (m_options.crossFileSystems) return false;
    // Devices are compared for directories only: overlayfs shows files with the device of their layer.
    return stat.mountId != m_root.mountId || (stat.isDirectory() && stat.device != m_root.device);
}

Result<std::size_t> Walker::add(const VolumeTree::Node& node, std::string_view name) {
    if (m_result.tree.full(name.size())) return fail(ErrorCode::Unsupported, "the volume has more than four billion entries");
    return m_result.tree.add(node, name);
}

void Walker::readAttributes(std::size_t node, int directory, const std::string& name) {
    if (!m_options.readAttributes) return;
    auto attributes = m_attributes.read(directory, name);
    if (!attributes) {
        if (attributes.error().errnum() != ENOENT)
            warn(WarningKind::NotApplied, "extended attributes left out: " + attributes.error().message());
        return;
    }
    if (!attributes->empty()) m_result.tree.setAttributes(node, *std::move(attributes));
}

void Walker::groupLinks(std::size_t node, const FileStat& stat) {
    if (stat.links < 2) return;
    const auto [known, isFirst] = m_firstOfInode.try_emplace({stat.device, stat.inode}, LinkedFile{node});
    auto& [first, names] = known->second;
    if (++names == stat.links) m_result.tree.setDiskUnits(first, diskUnits(stat));
    if (isFirst) return;
    std::uint32_t group = m_result.tree.node(first).linkGroup;
    if (group == 0) {
        group = ++m_linkGroups;
        m_result.tree.setLinkGroup(first, group);
    }
    m_result.tree.setLinkGroup(node, group);
}

Result<void> Walker::addFile(const std::string& name, const FileStat& stat) {
    if (stat.size > m_options.maxContentBytes - m_result.tree.totalBytes()) {
        warn(WarningKind::Unreadable, "it says that it has " + std::to_string(stat.size) +
                                          " bytes, which would take the backup over the limit of " +
                                          std::to_string(m_options.maxContentBytes) + "; it is not part of the backup");
        return {};
    }
    ALULA_ASSIGN(const std::size_t node, add(nodeOf(stat, EntryType::File, m_frames.back().node), name));
    groupLinks(node, stat);
    readAttributes(node, m_frames.back().handle.get(), name);
    ++m_progress.filesDone;
    return {};
}

Result<void> Walker::addSymlink(const std::string& name, const FileStat& stat) {
    auto target = m_volume.files().attributes.readLink(m_frames.back().handle.get(), name);
    if (!target) return leftOut(target.error());
    if (target->size() > m_options.maxTargetBytes - m_targetBytes) {
        warn(WarningKind::Unreadable, "more than " + std::to_string(m_options.maxTargetBytes) +
                                          " bytes of symlinks' targets in one volume; it is not part of the backup");
        return {};
    }
    m_targetBytes += target->size();
    ALULA_ASSIGN(const std::size_t node, add(nodeOf(stat, EntryType::Symlink, m_frames.back().node), name));
    m_result.tree.setLinkTarget(node, *std::move(target));
    return {};
}

// The directory itself is kept, so that a restore brings it back, if empty.
Result<void> Walker::addUnreadable(const std::string& name, const FileStat& stat, const Error& error) {
    ALULA_TRY(leftOut(error));
    if (kindOf(error) == WarningKind::Unreadable) ALULA_TRY(add(nodeOf(stat, EntryType::Directory, m_frames.back().node), name));
    return {};
}

Result<void> Walker::readEntries(Frame& frame) {
    auto entries = m_names.list(frame.handle.get());
    if (!entries) return fail(std::move(entries).error());
    frame.entries = *std::move(entries);
    if (frame.node == 0) std::erase_if(frame.entries, [](const DirectoryEntry& e) { return e.name.starts_with(kOwnPrefix); });
    std::ranges::sort(frame.entries, {}, &DirectoryEntry::name);
    // A directory that changes while it is listed may tell a name twice.
    const auto [begin, end] = std::ranges::unique(frame.entries, {}, &DirectoryEntry::name);
    frame.entries.erase(begin, end);
    return {};
}

Result<void> Walker::enterDirectory(const std::string& name) {
    auto opened = m_names.open(m_frames.back().handle.get(), name, kDirectoryFlags, 0, kBeneath);
    auto stat = opened ? m_names.stat(opened->get(), {}) : m_names.stat(m_frames.back().handle.get(), name);
    if (!stat) return leftOut(stat.error());
    if (!opened) return addUnreadable(name, *stat, opened.error());
    if (isOtherMount(*stat)) { // mounted since it was looked at
        warn(WarningKind::OtherFileSystem, "another file system is mounted here; it is not part of the backup");
        return {};
    }
    ALULA_ASSIGN(const std::size_t node, add(nodeOf(*stat, EntryType::Directory, m_frames.back().node), name));
    readAttributes(node, opened->get(), {});
    Frame frame;
    frame.node = node;
    frame.handle = *std::move(opened);
    frame.stat = *stat;
    frame.pathLength = m_path.size();
    if (auto read = readEntries(frame); !read) return leftOut(read.error());
    m_frames.push_back(std::move(frame));
    if (m_frames.size() > kMaxHandles) m_frames[m_frames.size() - 1 - kMaxHandles].handle.reset();
    m_progress.setPath(m_path);
    return {};
}

// Up again. A level whose handle was given up is reached from its child by ".."; that may be another directory by now if the
// child was moved, so it must be the same inode, else the way from the root is tried.
Result<void> Walker::leaveDirectory() {
    const UniqueFd child = std::move(m_frames.back().handle);
    m_frames.pop_back();
    if (m_frames.empty()) return {};
    Frame& frame = m_frames.back();
    m_path.resize(frame.pathLength);
    if (frame.handle) return {};
    return reopen(frame, child);
}

Result<void> Walker::reopen(Frame& frame, const UniqueFd& child) {
    const auto take = [&](Result<UniqueFd> opened) -> Result<bool> {
        if (!opened) return isOurs(opened.error()) ? Result<bool>(fail(std::move(opened).error())) : Result<bool>(false);
        const auto stat = m_names.stat(opened->get(), {});
        if (!stat || !sameDirectory(*stat, frame.stat)) return false;
        frame.handle = *std::move(opened);
        return true;
    };
    if (child) {
        ALULA_ASSIGN(const bool done, take(m_names.open(child.get(), "..", kDirectoryFlags, 0, 0)));
        if (done) return {};
    }
    ALULA_ASSIGN(const bool done, take(m_volume.openDirectory(m_path)));
    if (done) return {};
    if (frame.next < frame.entries.size())
        warn(WarningKind::Changed, "the directory was moved while it was read; the rest of it is left out");
    frame.entries.clear();
    frame.next = 0;
    return {};
}

Result<void> Walker::visit(const std::string& name) {
    ALULA_TRY(m_load.checkpoint(m_stop));
    if (!m_path.empty()) m_path += '/';
    m_path += name;
    if (m_path.size() > m_options.maxPathBytes || name.size() > kMaxNameBytes) {
        warn(WarningKind::Unreadable,
             "the path is too long (" + std::to_string(m_path.size()) + " bytes) to be restored anywhere");
        return {};
    }
    const auto stat = m_names.stat(m_frames.back().handle.get(), name);
    if (!stat) return leftOut(stat.error());
    if (m_options.ignore.match(m_path, stat->isDirectory()) == IgnoreRules::Match::Ignored) return {};
    if (isOtherMount(*stat)) {
        warn(WarningKind::OtherFileSystem, "another file system is mounted here; it is not part of the backup");
        return {};
    }
    if (stat->isDirectory()) return enterDirectory(name);
    if (stat->isRegular()) return addFile(name, *stat);
    if (stat->isSymlink()) return addSymlink(name, *stat);
    warn(WarningKind::SkippedType, skippedTypeName(stat->mode));
    return {};
}

Result<Walked> Walker::run() {
    m_progress.begin(Phase::Scanning, 0, 0);
    ALULA_TRY(m_load.checkpoint(m_stop));
    Frame root;
    ALULA_ASSIGN(root.handle, m_volume.openDirectory({}));
    ALULA_ASSIGN(m_root, m_names.stat(root.handle.get(), {}));
    root.stat = m_root;
    ALULA_TRY(add(nodeOf(m_root, EntryType::Directory, 0), {}));
    readAttributes(0, root.handle.get(), {});
    ALULA_TRY(readEntries(root));
    m_frames.push_back(std::move(root));
    while (!m_frames.empty()) {
        Frame& frame = m_frames.back();
        if (frame.next == frame.entries.size()) {
            ALULA_TRY(leaveDirectory());
            continue;
        }
        const std::string name = std::move(frame.entries[frame.next++].name);
        const std::size_t pathLength = frame.pathLength;
        const std::size_t depth = m_frames.size();
        ALULA_TRY(visit(name));
        if (m_frames.size() == depth) m_path.resize(pathLength);
    }
    if (m_unsaidWarnings > 0) {
        m_path.clear();
        m_result.warnings.push_back({WarningKind::SkippedType, {}, "and " + std::to_string(m_unsaidWarnings) + " more warnings"});
    }
    return std::move(m_result);
}
} // namespace

Result<Walked> walk(const Volume& volume, const WalkOptions& options, LoadControl& load, ProgressSink& progress,
                    std::stop_token stop) {
    auto walked = Walker(volume, options, load, progress, std::move(stop)).run();
    if (!walked) return fail(std::move(walked).error().withContext("reading the volume"));
    return walked;
}

} // namespace alula
