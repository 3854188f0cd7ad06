// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/disk_image.h"
#include "tests/support/recording_files.h"

#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace alula::test {

// What of the changes that no barrier covered is on the disk when the power is back.
enum class Loss : std::uint8_t {
    Nothing,  // all of them are there: as after kill -9
    All,      // none is
    Contents, // names and attributes are there, the bytes are not: files of length 0 (ext4 with delayed allocation)
    Blocks,   // the sizes are there as well, and zeros in the place of the bytes (blocks allocated and never written)
    Names,    // bytes and attributes are there, the names are not
    Tail,     // by the seed: names and attributes up to some point, as a journal has them; of the bytes any sectors
    Any,      // by the seed: any of it (a file system that writes directories out in no order)
};
std::string_view name(Loss loss);

// A recorded run, and every state in which a power cut may have left its disk. The rules, stricter than those of any one file
// system, are POSIX's: fsync of a file makes its bytes and attributes durable, not its name; fsync of a directory the names in it
// (fsync(2): "an explicit fsync() on a file descriptor for the directory is also needed"), not its own; syncfs everything before
// it. Every call is atomic but writes, which are torn in sectors. Of two changes of one name the second implies the first.
// A rename between two directories is durable with either of them, as in all journals.
// As leveldb's FaultInjectionTestEnv drops what was not synced, and as ALICE (Pillai et al., OSDI 2014) reorders the rest.
class PowerCut {
public:
    // `root`: the directory that `before` was read from; nothing outside of it may have been changed.
    PowerCut(const std::string& root, DiskImage before, const std::vector<Mutation>& log);

    // So many calls were recorded: cuts are 0 (nothing was done) to this (it was over).
    std::size_t calls() const { return m_changes.size(); }
    DiskImage at(std::size_t cut, Loss loss, std::uint64_t seed = 0) const;
    // The thing that had this inode number after so many calls; 0: none had.
    DiskImage::Id thingOf(std::uint64_t inode, std::size_t cut) const;

    std::vector<std::size_t> barriers() const; // which of the calls are some
    // As if the program had not made this call (a barrier): what a test of the test needs.
    PowerCut without(std::size_t barrier) const;

private:
    using Id = DiskImage::Id;
    using Name = std::pair<Id, std::string>; // in a directory
    struct Change {
        Mutation call;
        Id thing = 0;            // that is made, changed or synced
        std::vector<Name> names; // that it changes: where from, where to
        bool isBytes() const { return call.call == Call::Write || call.call == Call::CloneRange; }
    };
    struct Numbered { // an inode number, and who has it from a call on
        std::uint64_t inode = 0;
        std::size_t since = 0;
        Id thing = 0;
    };
    using Random = std::mt19937_64;
    static constexpr std::size_t kNever = static_cast<std::size_t>(-1);

    Change understand(const Mutation& call);
    void give(Change& change);
    Name nameOf(const std::string& path) const;
    static bool covers(const Change& barrier, const Change& change);
    void findBarriers();
    std::vector<bool> kept(std::size_t cut, Loss loss, Random& random) const;
    void keepWhatIsImplied(std::vector<bool>& kept) const;
    static void apply(const Change& change, DiskImage& image);
    static void applyBytes(const Change& change, DiskImage::Thing& file, Loss loss, Random& random);

    std::string m_root;
    DiskImage m_before;
    DiskImage m_now;                        // while the log is read
    std::map<Id, DiskImage::Thing> m_made;  // as they came into the world
    std::vector<Numbered> m_numbers;        // in the order of their calls
    std::vector<Change> m_changes;          // one for every call
    std::vector<std::size_t> m_durableFrom; // the least cut that a change survives for certain
};

} // namespace alula::test
