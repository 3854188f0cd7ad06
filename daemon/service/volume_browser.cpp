// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/volume_browser.h"

#include "shared/engine/volume/volume.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <optional>
#include <set>
#include <sys/stat.h>

namespace alula {

namespace {

// What openat2 answers to a way through a symlink, or out of the volume.
bool leadsAway(const Error& error) { return error.errnum() == ELOOP || error.errnum() == EXDEV; }

Error worded(Error error, const std::string& path, const char* gone) {
    if (leadsAway(error)) {
        return Error(ErrorCode::InvalidInput, "A symlink lies on the way there; symlinks are not followed.").withPath(path);
    }
    if (error.errnum() == ENOENT || error.errnum() == ENOTDIR) return Error(ErrorCode::NotFound, gone).withPath(path);
    return std::move(error).withPath(path);
}

constexpr char kNoDirectory[] = "The server has no such directory now.";
constexpr char kNoFile[] = "The server has no such file now.";

bool isOwn(const std::string& path) { return path.starts_with(kOwnPrefix); }

std::optional<EntryType> typeOf(const FileStat& stat) {
    if (stat.isRegular()) return EntryType::File;
    if (stat.isDirectory()) return EntryType::Directory;
    if (stat.isSymlink()) return EntryType::Symlink;
    return std::nullopt;
}

enum class SortBy : std::uint8_t { Name, Size, Time };
struct Order {
    SortBy by = SortBy::Name;
    bool descending = false;
};

Result<Order> orderOf(std::string text) {
    Order order;
    order.descending = text.starts_with('-');
    if (order.descending) text.erase(0, 1);
    if (text == "name") return order;
    if (text == "size") order.by = SortBy::Size;
    else if (text == "mtime") order.by = SortBy::Time;
    else return fail(ErrorCode::InvalidInput, "entries are sorted by name, size or mtime, not by '" + text + "'");
    return order;
}

// Where an entry stands in its directory.
struct Place {
    std::int64_t key = 0; // size or time; 0 when sorted by name
    std::string name;
    friend auto operator<=>(const Place&, const Place&) = default;
};

Result<std::optional<Place>> placeOf(const std::string& cursor) {
    if (cursor.empty()) return std::nullopt;
    const auto slash = cursor.find('/'); // no name has one
    const auto key = parseNumber<std::int64_t>(std::string_view(cursor).substr(0, slash));
    if (slash == std::string::npos || !key)
        return fail(ErrorCode::InvalidInput, "'cursor' is not one that an answer gave: begin again without it");
    return Place{*key, cursor.substr(slash + 1)};
}

std::string cursorOf(const Place& place) { return std::to_string(place.key) + "/" + place.name; }

std::int64_t keyOf(const FileStat& stat, SortBy by) {
    if (by == SortBy::Time) return stat.mtimeNs;
    if (!stat.isRegular()) return 0;
    return static_cast<std::int64_t>(std::min<std::uint64_t>(stat.size, std::numeric_limits<std::int64_t>::max()));
}

// The first `limit` places of a directory behind another one, in order.
class FirstPlaces {
public:
    FirstPlaces(Order order, std::optional<Place> after, std::size_t limit)
        : m_before{order.descending}, m_after(std::move(after)), m_limit(limit), m_places(m_before) {}

    void offer(Place place) {
        if (m_after && !m_before(*m_after, place)) return;
        if (m_places.size() < m_limit) {
            m_places.insert(std::move(place));
            return;
        }
        m_more = true;
        const auto last = std::prev(m_places.end());
        if (!m_before(place, *last)) return;
        if (m_places.insert(std::move(place)).second) m_places.erase(last); // a changing directory may tell a name twice
    }
    const auto& places() const { return m_places; }
    bool more() const { return m_more; }

private:
    struct Before {
        bool descending = false;
        bool operator()(const Place& a, const Place& b) const { return descending ? b < a : a < b; }
    };
    const Before m_before;
    const std::optional<Place> m_after;
    const std::size_t m_limit;
    std::set<Place, Before> m_places;
    bool m_more = false;
};

Result<FirstPlaces> firstPlaces(const Volume& volume, int directory, const VolumeListRequest& request, std::stop_token stop) {
    ALULA_ASSIGN(const Order order, orderOf(request.sort));
    ALULA_ASSIGN(auto after, placeOf(request.cursor));
    FirstPlaces first(order, std::move(after), std::max<std::size_t>(request.limit, 1));
    NameCalls& names = volume.files().names;
    ALULA_TRY(names.visit(directory, [&](DirectoryEntry entry) {
        if (stop.stop_requested()) return false;
        if (request.path.empty() && isOwn(entry.name)) return true;
        Place place{0, std::move(entry.name)};
        if (order.by != SortBy::Name) {
            const auto stat = names.stat(directory, place.name);
            if (!stat) return true; // gone since
            place.key = keyOf(*stat, order.by);
        }
        first.offer(std::move(place));
        return true;
    }));
    if (stop.stop_requested()) return fail(cancelled());
    return first;
}

// None: it is gone by now, or nothing that a backup would hold.
std::optional<VolumeEntry> look(const Volume& volume, int directory, const Place& place) {
    const auto stat = volume.files().names.stat(directory, place.name);
    const auto type = stat ? typeOf(*stat) : std::nullopt;
    if (!type) return std::nullopt;
    VolumeEntry entry;
    entry.name = place.name;
    entry.sortKey = place.key;
    entry.info = {.type = *type,
                  .mode = stat->mode & 01777,
                  .uid = stat->uid,
                  .gid = stat->gid,
                  .size = *type == EntryType::File ? stat->size : 0,
                  .mtimeNs = stat->mtimeNs,
                  .ctimeNs = stat->ctimeNs,
                  .inode = stat->inode};
    if (*type != EntryType::Symlink) return entry;
    auto target = volume.files().attributes.readLink(directory, place.name);
    if (!target) return std::nullopt;
    entry.linkTarget = *std::move(target);
    return entry;
}

Result<void> requireRegular(const FileStat& stat, const std::string& path) {
    if (stat.isRegular()) return {};
    const char* what = stat.isDirectory() ? "This is a directory; only files have contents to read."
                       : stat.isSymlink() ? "This is a symlink; it has no contents of its own, and is not followed."
                                          : "This is no regular file; only those have contents to read.";
    return fail(Error(ErrorCode::InvalidInput, what).withPath(path));
}

} // namespace

std::string VolumeBrowser::cursorAfter(const VolumeEntry& entry) { return cursorOf({entry.sortKey, entry.name}); }

Result<Volume> VolumeBrowser::open(const ServerId& server) {
    ALULA_TRY(m_servers.find(server));
    auto volume = Volume::open(m_node.files, m_node.volumePath(server));
    if (!volume && volume.error().code() == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound, "This server has no files on this node: its folder is not there.");
    return volume;
}

Result<VolumePage> VolumeBrowser::entries(const VolumeListRequest& request, std::stop_token stop) {
    ALULA_ASSIGN(const Volume volume, open(request.server));
    const auto handle = isOwn(request.path) ? failErrno(ENOENT, "opening") : volume.openDirectory(request.path);
    if (!handle) return fail(worded(handle.error(), request.path, kNoDirectory));
    ALULA_ASSIGN(const FirstPlaces first, firstPlaces(volume, handle->get(), request, std::move(stop)));
    VolumePage page;
    for (const Place& place : first.places()) {
        if (auto entry = look(volume, handle->get(), place)) page.entries.push_back(*std::move(entry));
    }
    if (first.more()) page.next = cursorOf(*first.places().rbegin());
    return page;
}

Result<FileBytes> VolumeBrowser::read(const ServerId& server, const std::string& path, const FileRange& range) {
    ALULA_ASSIGN(const Volume volume, open(server));
    // Looked at before it is opened: opening a device may do something to it.
    const auto before = isOwn(path) ? failErrno(ENOENT, "looking at") : volume.stat(path);
    if (!before) return fail(worded(before.error(), path, kNoFile));
    ALULA_TRY(requireRegular(*before, path));
    const auto file = volume.openFile(path);
    if (!file) return fail(worded(file.error(), path, kNoFile));
    ALULA_ASSIGN(const FileStat stat, volume.files().names.stat(file->get(), {}));
    ALULA_TRY(requireRegular(stat, path));
    FileBytes piece{stat.size, stat.mtimeNs, {}};
    if (range.offset >= stat.size) return piece;
    piece.bytes.resize(std::min(range.length, stat.size - range.offset));
    const MutableByteSpan into(reinterpret_cast<std::uint8_t*>(piece.bytes.data()), piece.bytes.size());
    ALULA_ASSIGN(const std::size_t got, readFully(volume.files().files, file->get(), into, range.offset));
    if (got < piece.bytes.size()) piece.size = range.offset + got; // it shrank meanwhile
    piece.bytes.resize(got);
    return piece;
}

} // namespace alula
