// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/power_cut.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <ranges>
#include <set>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace alula::test {

namespace {

constexpr std::size_t kSmallSector = 512;
constexpr std::size_t kLargeSector = 4096;

bool isChange(Call call) { return call != Call::Sync && call != Call::SyncFileSystem && call != Call::Advise; }

bool opensNameless(const Mutation& call) { return call.call == Call::Open && (call.flags & O_TMPFILE) == O_TMPFILE; }

void put(DiskImage::Thing& file, std::size_t offset, std::string_view bytes) {
    if (file.bytes.size() < offset + bytes.size()) file.bytes.resize(offset + bytes.size());
    std::ranges::copy(bytes, file.bytes.begin() + static_cast<std::ptrdiff_t>(offset));
}

} // namespace

std::string_view name(Loss loss) {
    static constexpr std::array<std::string_view, 7> kNames{"nothing", "all", "contents", "blocks", "names", "tail", "any"};
    return kNames.at(static_cast<std::size_t>(loss));
}

PowerCut::PowerCut(const std::string& root, DiskImage before, const std::vector<Mutation>& log)
    : m_root(root), m_before(std::move(before)), m_now(m_before) {
    for (const auto& [id, thing] : m_before.things) m_numbers.push_back({thing.inode, 0, id});
    for (const auto& call : log) {
        Change change = understand(call);
        if (isChange(call.call) && !change.isBytes()) apply(change, m_now);
        m_changes.push_back(std::move(change));
    }
    findBarriers();
}

PowerCut::Name PowerCut::nameOf(const std::string& path) const {
    if (!path.starts_with(m_root + "/")) throw std::runtime_error(path + " is outside of what was recorded");
    Id directory = DiskImage::kRoot;
    std::string_view rest = std::string_view(path).substr(m_root.size() + 1);
    for (;;) {
        const auto slash = rest.find('/');
        if (slash == std::string_view::npos) return {directory, std::string(rest)};
        directory = m_now.things.at(directory).names.at(std::string(rest.substr(0, slash)));
        rest.remove_prefix(slash + 1);
    }
}

// A new thing, as it is right after the call that makes it.
void PowerCut::give(Change& change) {
    const Mutation& call = change.call;
    const mode_t type = call.call == Call::MakeDirectory ? S_IFDIR : call.call == Call::MakeSymlink ? S_IFLNK : S_IFREG;
    change.thing = m_before.things.size() + m_made.size() + DiskImage::kRoot;
    DiskImage::Thing thing;
    thing.mode = type | (call.mode & 07777);
    thing.uid = ::geteuid();
    thing.gid = ::getegid();
    thing.inode = call.inode;
    if (type == S_IFLNK) thing.bytes = call.toPath;
    m_made[change.thing] = m_now.things[change.thing] = std::move(thing);
    m_numbers.push_back({call.inode, m_changes.size() + 1, change.thing});
}

PowerCut::Change PowerCut::understand(const Mutation& call) {
    Change change{call, 0, {}};
    switch (call.call) {
    case Call::Open: {
        if (opensNameless(call)) {
            give(change);
            break;
        }
        const Name opened = nameOf(call.path);
        const auto& names = m_now.things.at(opened.first).names;
        if (const auto there = names.find(opened.second); there != names.end()) {
            change.thing = there->second;
            break;
        }
        change.names = {opened};
        give(change);
        break;
    }
    case Call::MakeDirectory:
    case Call::MakeSymlink:
        change.names = {nameOf(call.path)};
        give(change);
        break;
    case Call::MakeLink:
        change.names = {nameOf(call.toPath)};
        change.thing = thingOf(call.inode, m_changes.size());
        break;
    case Call::Rename: change.names = {nameOf(call.path), nameOf(call.toPath)}; break;
    case Call::Remove: change.names = {nameOf(call.path)}; break;
    default: change.thing = thingOf(call.inode, m_changes.size()); break;
    }
    const bool needsThing = change.names.empty() && call.call != Call::SyncFileSystem;
    if (needsThing && change.thing == 0) throw std::runtime_error("not understood: " + toString(call));
    return change;
}

DiskImage::Id PowerCut::thingOf(std::uint64_t inode, std::size_t cut) const {
    Id found = 0;
    for (const auto& number : m_numbers)
        if (number.inode == inode && number.since <= cut) found = number.thing;
    return found;
}

bool PowerCut::covers(const Change& barrier, const Change& change) {
    if (barrier.call.call == Call::SyncFileSystem) return true;
    if (barrier.call.call != Call::Sync) return false;
    if (change.names.empty()) return change.thing == barrier.thing;
    return std::ranges::any_of(change.names, [&](const Name& name) { return name.first == barrier.thing; });
}

void PowerCut::findBarriers() {
    m_durableFrom.assign(m_changes.size(), kNever);
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        for (std::size_t later = i + 1; later < m_changes.size(); ++later) {
            if (i >= m_changes[later].call.begun || !covers(m_changes[later], m_changes[i])) continue;
            m_durableFrom[i] = later + 1;
            break;
        }
    }
}

std::vector<std::size_t> PowerCut::barriers() const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < m_changes.size(); ++i)
        if (m_changes[i].call.isBarrier()) found.push_back(i);
    return found;
}

PowerCut PowerCut::without(std::size_t barrier) const {
    PowerCut weaker(*this);
    weaker.m_changes.at(barrier).call.call = Call::Advise; // something that does nothing
    weaker.findBarriers();
    return weaker;
}

std::vector<bool> PowerCut::kept(std::size_t cut, Loss loss, Random& random) const {
    std::vector<bool> kept(cut);
    const std::size_t journalEnd = loss == Loss::Tail ? random() % (cut + 1) : 0;
    for (std::size_t i = 0; i < cut; ++i) {
        const Change& change = m_changes[i];
        bool keep = false;
        switch (loss) {
        case Loss::Nothing: keep = true; break;
        case Loss::All: keep = false; break;
        case Loss::Contents:
        case Loss::Blocks: keep = !change.isBytes(); break;
        case Loss::Names: keep = change.names.empty(); break;
        case Loss::Tail: keep = i < journalEnd; break;
        case Loss::Any: keep = random() % 2 == 0; break;
        }
        kept[i] = keep || m_durableFrom[i] <= cut;
    }
    keepWhatIsImplied(kept);
    return kept;
}

void PowerCut::keepWhatIsImplied(std::vector<bool>& kept) const {
    std::set<Name> later;
    for (std::size_t i = kept.size(); i-- > 0;) {
        const auto& names = m_changes[i].names;
        if (std::ranges::any_of(names, [&](const Name& name) { return later.contains(name); })) kept[i] = true;
        if (kept[i]) later.insert(names.begin(), names.end());
    }
}

void PowerCut::apply(const Change& change, DiskImage& image) {
    const Mutation& call = change.call;
    const auto namesOf = [&](std::size_t which) -> auto& { return image.things.at(change.names[which].first).names; };
    switch (call.call) {
    case Call::Open:
        if ((call.flags & O_TRUNC) != 0) image.things.at(change.thing).bytes.clear();
        [[fallthrough]];
    case Call::MakeDirectory:
    case Call::MakeSymlink:
    case Call::MakeLink:
        if (!change.names.empty()) namesOf(0)[change.names[0].second] = change.thing;
        break;
    case Call::Remove: namesOf(0).erase(change.names[0].second); break;
    case Call::Rename: {
        const Id moved = namesOf(0).at(change.names[0].second);
        if ((call.flags & RENAME_EXCHANGE) != 0) namesOf(0)[change.names[0].second] = namesOf(1).at(change.names[1].second);
        else namesOf(0).erase(change.names[0].second);
        namesOf(1)[change.names[1].second] = moved;
        break;
    }
    case Call::Truncate: image.things.at(change.thing).bytes.resize(call.size); break;
    case Call::SetOwner:
        image.things.at(change.thing).uid = call.uid;
        image.things.at(change.thing).gid = call.gid;
        break;
    case Call::SetMode: {
        auto& mode = image.things.at(change.thing).mode;
        mode = (mode & S_IFMT) | (call.mode & 07777);
        break;
    }
    case Call::SetModifiedTime: image.things.at(change.thing).mtimeNs = call.mtimeNs; break;
    case Call::SetAttribute:
        if (call.toPath.starts_with("user.")) image.things.at(change.thing).attributes[call.toPath] = call.data;
        break;
    default: break;
    }
}

// What is on the disk of a write that nobody waited for.
void PowerCut::applyBytes(const Change& change, DiskImage::Thing& file, Loss loss, Random& random) {
    const std::string_view bytes = change.call.data;
    const std::size_t end = change.call.offset + bytes.size();
    const bool sizeIsKept = loss == Loss::Blocks || random() % 2 == 0;
    if (sizeIsKept && file.bytes.size() < end) file.bytes.resize(end);
    if (loss == Loss::Blocks) return;
    const std::size_t sector = random() % 2 == 0 ? kSmallSector : kLargeSector;
    for (std::size_t at = change.call.offset; at < end;) {
        const std::size_t next = std::min(end, (at / sector + 1) * sector);
        if (random() % 2 == 0) put(file, at, bytes.substr(at - change.call.offset, next - at));
        at = next;
    }
}

DiskImage PowerCut::at(std::size_t cut, Loss loss, std::uint64_t seed) const {
    Random random(seed * m_changes.size() + cut);
    const auto kept = this->kept(cut, loss, random);
    DiskImage image = m_before;
    for (const auto& [id, thing] : m_made) image.things[id] = thing; // those without a name are nowhere to be seen
    for (std::size_t i = 0; i < cut; ++i) {
        const Change& change = m_changes[i];
        const bool isTorn = loss == Loss::Blocks || loss == Loss::Tail || loss == Loss::Any;
        if (!change.isBytes()) {
            if (kept[i]) apply(change, image);
        } else if (m_durableFrom[i] <= cut || loss == Loss::Nothing || loss == Loss::Names) {
            put(image.things.at(change.thing), change.call.offset, change.call.data);
        } else if (isTorn) {
            applyBytes(change, image.things.at(change.thing), loss, random);
        }
    }
    return image;
}

} // namespace alula::test
