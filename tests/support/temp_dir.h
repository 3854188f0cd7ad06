// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace alula::test {

// A directory of its own for one test, removed whole at the end (whatever its depth, names and modes).
// Throws std::runtime_error when it cannot be made.
class TempDir {
public:
    TempDir();
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    const std::string& path() const { return m_path; }
    std::string path(std::string_view below) const { return m_path + "/" + std::string(below); }
    // Makes the directory (and its parents) and returns its whole path.
    std::string makeDirectory(std::string_view below) const;

private:
    std::string m_path;
};

// rm -rf that follows nothing and needs one descriptor, so that a tree of any depth goes. A path that is not there is fine.
void removeTree(const std::string& path);

// Whole-file helpers; they throw std::runtime_error.
std::string readFile(const std::string& path);
void writeFile(const std::string& path, std::string_view contents);
bool exists(const std::string& path); // a dangling symlink exists
bool isRoot();
// Names in an open directory, in byte order, without "." and "..".
std::vector<std::string> namesIn(int directory);

} // namespace alula::test
