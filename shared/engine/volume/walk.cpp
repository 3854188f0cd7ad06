// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/attribute_reader.h"
#include "shared/engine/volume/directory_look.h"
#include "shared/engine/volume/look_ahead.h"
#include "shared/engine/volume/volume.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <unordered_map>

namespace alula {

namespace {
// Levels that hold a directory handle, and what was seen of its entries, however deep the tree is.
constexpr std::size_t kMaxHandles = 32;
// Names of a directory that is listed ahead.
constexpr std::size_t kMostNamesAhead = 1024;
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

std::size_t joinedLength(std::size_t parent, std::size_t name) { return parent == 0 ? name : parent + 1 + name; }

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
// handle. It alone decides what becomes of an entry; what the kernel says of it may have been asked ahead.
class Walker {
public:
    Walker(const Volume& volume, const WalkOptions& options, LoadControl& load, ProgressSink& progress, std::stop_token stop)
        : m_volume(volume), m_names(volume.files().names), m_options(options), m_load(load), m_progress(progress),
          m_stop(std::move(stop)), m_attributes(volume.files().attributes), m_looker(volume, options, load),
          m_ahead(options.workers, m_stop) {}

    Result<Walked> run();

private:
    using Attributes = Result<std::vector<ExtendedAttribute>>;
    struct Frame {
        std::size_t node = 0;
        std::shared_ptr<const OpenDirectory> directory; // null: its handle was given up
        std::shared_ptr<const NameList> names;
        FileStat stat; // of the open handle: what a reopened one must be
        std::size_t next = 0;
        std::size_t pathLength = 0;
        std::vector<EntryLook> seen; // from seenFrom on
        std::size_t seenFrom = 0;
        std::size_t askedTo = 0; // more windows of entries are asked for up to here
    };

    Result<void> enterRoot();
    Result<void> visit(std::size_t entry);
    Result<void> enterDirectory(std::size_t entry, const std::string& name);
    Result<void> addFile(const std::string& name, EntryLook seen);
    Result<void> addSymlink(const std::string& name, const FileStat& stat);
    Result<void> addUnreadable(const std::string& name, const FileStat& stat, const Error& error);
    Result<std::size_t> add(const VolumeTree::Node& node, std::string_view name);
    Result<void> leaveDirectory();
    Result<void> reopen(Frame& frame, const OpenDirectory* child);
    Result<void> leftOut(const Error& error);
    void keepAttributes(std::size_t node, Attributes attributes);
    void groupLinks(std::size_t node, const FileStat& stat);
    bool isTooLong(std::size_t pathBytes, std::size_t nameBytes) const;
    void warn(WarningKind kind, std::string detail);

    // What the kernel says.
    void push(std::size_t node, DirectoryLook look);
    void giveUpHandle(std::size_t level);
    Result<EntryLook> lookAtEntry(std::size_t entry);
    Result<DirectoryLook> lookInto(std::size_t entry);
    // What was opened ahead must not be why the walk has no handle left.
    template <typename Ask>
    auto withAllRoom(const Ask& ask) {
        auto answer = ask();
        if (!answer && isOurs(answer.error()) && m_ahead.giveUp()) answer = ask();
        return answer;
    }
    void askAhead();
    void askWindowsAhead();

    const Volume& m_volume;
    NameCalls& m_names;
    const WalkOptions& m_options;
    LoadControl& m_load;
    ProgressSink& m_progress;
    std::stop_token m_stop;
    AttributeReader m_attributes;
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
    DirectoryLooker m_looker;
    LookAhead m_ahead; // its threads use what stands above
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

bool Walker::isTooLong(std::size_t pathBytes, std::size_t nameBytes) const {
    return pathBytes > m_options.maxPathBytes || nameBytes > kMaxNameBytes;
}

Result<std::size_t> Walker::add(const VolumeTree::Node& node, std::string_view name) {
    if (m_result.tree.full(name.size())) return fail(ErrorCode::Unsupported, "the volume has more than four billion entries");
    return m_result.tree.add(node, name);
}

void Walker::keepAttributes(std::size_t node, Attributes attributes) {
    const Result<void> taken = attributes ? m_attributes.take(*attributes) : Result<void>();
    if (!taken) attributes = fail(taken.error());
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

Result<void> Walker::addFile(const std::string& name, EntryLook seen) {
    const FileStat& stat = *seen.stat;
    if (stat.size > m_options.maxContentBytes - m_result.tree.totalBytes()) {
        warn(WarningKind::Unreadable, "it says that it has " + std::to_string(stat.size) +
                                          " bytes, which would take the backup over the limit of " +
                                          std::to_string(m_options.maxContentBytes) + "; it is not part of the backup");
        return {};
    }
    ALULA_ASSIGN(const std::size_t node, add(nodeOf(stat, EntryType::File, m_frames.back().node), name));
    groupLinks(node, stat);
    keepAttributes(node, std::move(seen.attributes));
    ++m_progress.filesDone;
    return {};
}

Result<void> Walker::addSymlink(const std::string& name, const FileStat& stat) {
    auto target = m_volume.files().attributes.readLink(m_frames.back().directory->handle.get(), name);
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

Result<void> Walker::enterDirectory(std::size_t entry, const std::string& name) {
    ALULA_ASSIGN(DirectoryLook look, lookInto(entry));
    if (!look.stat) return leftOut(look.stat.error());
    if (!look.opened) return addUnreadable(name, *look.stat, look.opened.error());
    if (m_looker.isOtherMount(*look.stat)) { // mounted since it was looked at
        warn(WarningKind::OtherFileSystem, "another file system is mounted here; it is not part of the backup");
        return {};
    }
    ALULA_ASSIGN(const std::size_t node, add(nodeOf(*look.stat, EntryType::Directory, m_frames.back().node), name));
    keepAttributes(node, std::move(look.attributes));
    if (!look.listed) return leftOut(look.listed.error());
    push(node, std::move(look));
    if (m_frames.size() > kMaxHandles) giveUpHandle(m_frames.size() - 1 - kMaxHandles);
    m_progress.setPath(m_path);
    return {};
}

void Walker::push(std::size_t node, DirectoryLook look) {
    Frame& frame = m_frames.emplace_back();
    frame.node = node;
    frame.directory = *std::move(look.opened);
    frame.names = frame.directory->names;
    frame.stat = *look.stat;
    frame.pathLength = m_path.size();
    frame.seen = std::move(look.entries);
    askAhead();
}

void Walker::giveUpHandle(std::size_t level) {
    Frame& frame = m_frames[level];
    m_ahead.drop(level);
    frame.directory.reset();
    frame.seen = {};
    frame.askedTo = 0;
}

// Up again. A level whose handle was given up is reached from its child by ".."; that may be another directory by now if the
// child was moved, so it must be the same inode, else the way from the root is tried.
Result<void> Walker::leaveDirectory() {
    const auto child = std::move(m_frames.back().directory);
    m_frames.pop_back();
    m_ahead.drop(m_frames.size());
    if (m_frames.empty()) return {};
    Frame& frame = m_frames.back();
    m_path.resize(frame.pathLength);
    if (frame.directory) return {};
    return reopen(frame, child.get());
}

Result<void> Walker::reopen(Frame& frame, const OpenDirectory* child) {
    const auto take = [&](Result<UniqueFd> opened) -> Result<bool> {
        if (!opened) return isOurs(opened.error()) ? Result<bool>(fail(std::move(opened).error())) : Result<bool>(false);
        const auto stat = m_names.stat(opened->get(), {});
        if (!stat || !sameDirectory(*stat, frame.stat)) return false;
        frame.directory = std::make_shared<const OpenDirectory>(*std::move(opened), m_path, frame.names);
        return true;
    };
    if (child) {
        ALULA_ASSIGN(const bool done,
                     withAllRoom([&] { return take(m_names.open(child->handle.get(), "..", kDirectoryFlags, 0, 0)); }));
        if (done) return {};
    }
    ALULA_ASSIGN(const bool done, withAllRoom([&] { return take(m_volume.openDirectory(m_path)); }));
    if (done) return {};
    if (frame.next < frame.names->size())
        warn(WarningKind::Changed, "the directory was moved while it was read; the rest of it is left out");
    frame.next = frame.names->size();
    return {};
}

Result<DirectoryLook> Walker::lookInto(std::size_t entry) {
    if (auto look = m_ahead.take(m_frames.size() - 1, entry)) return std::get<DirectoryLook>(*std::move(look));
    return withAllRoom(
        [&] { return m_looker.look(*m_frames.back().directory, entry, std::numeric_limits<std::size_t>::max(), m_stop); });
}

Result<EntryLook> Walker::lookAtEntry(std::size_t entry) {
    Frame& frame = m_frames.back();
    if (entry < frame.seenFrom || entry - frame.seenFrom >= frame.seen.size()) {
        if (auto look = m_ahead.take(m_frames.size() - 1, entry)) {
            frame.seen = std::get<std::vector<EntryLook>>(*std::move(look));
        } else {
            ALULA_ASSIGN(frame.seen, withAllRoom([&] { return m_looker.lookAtEntries(*frame.directory, entry, m_stop); }));
        }
        frame.seenFrom = entry;
        askAhead();
    }
    return std::move(frame.seen[entry - frame.seenFrom]);
}

// For what the walk will ask of the entries that were just seen, but for the first of them, to which it comes at once.
void Walker::askAhead() {
    if (!m_ahead.active()) return;
    Frame& frame = m_frames.back();
    for (std::size_t i = 1; i < frame.seen.size(); ++i) {
        const EntryLook& seen = frame.seen[i];
        const std::size_t entry = frame.seenFrom + i;
        const std::size_t nameBytes = (*frame.names)[entry].size();
        if (!seen.stat || !seen.stat->isDirectory() || seen.ignored || m_looker.isOtherMount(*seen.stat) ||
            isTooLong(joinedLength(frame.pathLength, nameBytes), nameBytes))
            continue;
        m_ahead.ask(m_frames.size() - 1, entry, [&looker = m_looker, directory = frame.directory, entry](std::stop_token stop) {
            return looker.look(*directory, entry, kMostNamesAhead, std::move(stop)).transform([](DirectoryLook look) {
                return LookAhead::Look(std::move(look));
            });
        });
    }
    askWindowsAhead();
}

void Walker::askWindowsAhead() {
    Frame& frame = m_frames.back();
    std::size_t from = m_looker.windowAfter(frame.seenFrom);
    for (std::size_t i = 0; i < m_ahead.mostOfLevel() && from < frame.names->size(); ++i, from = m_looker.windowAfter(from)) {
        if (from < frame.askedTo) continue;
        frame.askedTo = m_looker.windowAfter(from);
        m_ahead.ask(m_frames.size() - 1, from, [&looker = m_looker, directory = frame.directory, from](std::stop_token stop) {
            return looker.lookAtEntries(*directory, from, std::move(stop)).transform([](std::vector<EntryLook> entries) {
                return LookAhead::Look(std::move(entries));
            });
        });
    }
}

Result<void> Walker::visit(std::size_t entry) {
    ALULA_TRY(m_load.checkpoint(m_stop));
    const std::string name((*m_frames.back().names)[entry]);
    if (!m_path.empty()) m_path += '/';
    m_path += name;
    if (isTooLong(m_path.size(), name.size())) {
        warn(WarningKind::Unreadable,
             "the path is too long (" + std::to_string(m_path.size()) + " bytes) to be restored anywhere");
        return {};
    }
    ALULA_ASSIGN(EntryLook seen, lookAtEntry(entry));
    if (!seen.stat) return leftOut(seen.stat.error());
    const FileStat& stat = *seen.stat;
    if (seen.ignored) return {};
    if (m_looker.isOtherMount(stat)) {
        warn(WarningKind::OtherFileSystem, "another file system is mounted here; it is not part of the backup");
        return {};
    }
    if (stat.isDirectory()) return enterDirectory(entry, name);
    if (stat.isRegular()) return addFile(name, std::move(seen));
    if (stat.isSymlink()) return addSymlink(name, stat);
    warn(WarningKind::SkippedType, skippedTypeName(stat.mode));
    return {};
}

Result<void> Walker::enterRoot() {
    ALULA_TRY(m_load.checkpoint(m_stop));
    ALULA_ASSIGN(DirectoryLook root, m_looker.lookAtRoot(m_stop));
    ALULA_TRY(add(nodeOf(*root.stat, EntryType::Directory, 0), {}));
    keepAttributes(0, std::move(root.attributes));
    ALULA_TRY(root.listed);
    push(0, std::move(root));
    return {};
}

Result<Walked> Walker::run() {
    m_progress.begin(Phase::Scanning, 0, 0);
    ALULA_TRY(enterRoot());
    while (!m_frames.empty()) {
        Frame& frame = m_frames.back();
        if (frame.next == frame.names->size()) {
            ALULA_TRY(leaveDirectory());
            continue;
        }
        const std::size_t pathLength = frame.pathLength;
        const std::size_t depth = m_frames.size();
        ALULA_TRY(visit(frame.next++));
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
