// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/metadata.h"

#include <cerrno>
#include <format>

namespace alula {

namespace {

constexpr mode_t kKeptModeBits = 01777; // permissions and sticky, never set-id
constexpr mode_t kAllModeBits = 07777;

bool isAllowedAttribute(std::string_view name) {
    return name.starts_with("user.") || name == "system.posix_acl_access" || name == "system.posix_acl_default";
}

} // namespace

Result<void> MetadataWriter::orWarn(Result<void> done, const std::string& path, const char* what) {
    if (done || done.error().code() != ErrorCode::PermissionDenied) return done;
    m_warnings.add(WarningKind::NotApplied, path, std::format("{} could not be set: {}", what, done.error().message()));
    return {};
}

Result<void> MetadataWriter::setOwner(int directory, const std::string& name, const std::string& path, Owner owner) {
    if (m_ownerRefused) return {};
    auto done = m_files.attributes.setOwner(directory, name, owner.uid, owner.gid);
    if (done || done.error().code() != ErrorCode::PermissionDenied) return done;
    if (!m_ownerRefused.exchange(true)) {
        m_warnings.add(
            WarningKind::NotApplied, path,
            std::format("the owner could not be set to {}:{}, here and everywhere else: Alula has to run as root for that",
                        owner.uid, owner.gid));
    }
    return {};
}

Result<void> MetadataWriter::setAttributes(int fd, const std::string& path, const std::vector<ExtendedAttribute>& attributes) {
    for (const auto& attribute : attributes) {
        if (!isAllowedAttribute(attribute.name)) {
            m_warnings.add(WarningKind::NotApplied, path,
                           std::format("attribute {} is not one a server may have", attribute.name));
            continue;
        }
        const auto done = m_files.attributes.setAttribute(fd, attribute.name, attribute.value);
        if (done) continue;
        if (done.error().errnum() == EIO) return done;
        // Not supported here, too large for this file system (ENOSPC, E2BIG), not permitted …
        m_warnings.add(WarningKind::NotApplied, path,
                       std::format("attribute {} could not be set: {}", attribute.name, done.error().message()));
    }
    return {};
}

// The owner first: chown(2) clears bits of the mode. Attributes before the mode, which may forbid writing them; the time last.
Result<void> MetadataWriter::apply(int fd, const std::string& path, const Metadata& metadata) {
    ALULA_TRY(setOwner(fd, "", path, metadata.owner));
    ALULA_TRY(setAttributes(fd, path, metadata.attributes));
    ALULA_TRY(orWarn(m_files.attributes.setMode(fd, metadata.mode & kKeptModeBits), path, "the mode"));
    return orWarn(m_files.attributes.setModifiedTime(fd, "", metadata.mtimeNs), path, "the time");
}

Result<void> MetadataWriter::applyToNew(int fd, const std::string& path, const Metadata& metadata) {
    if (!metadata.attributes.empty()) return apply(fd, path, metadata); // an ACL has a say in the mode
    ALULA_ASSIGN(const auto made, m_files.names.stat(fd, ""));
    if (made.uid != metadata.owner.uid || made.gid != metadata.owner.gid) ALULA_TRY(setOwner(fd, "", path, metadata.owner));
    const mode_t mode = metadata.mode & kKeptModeBits;
    if ((made.mode & kAllModeBits) != mode) ALULA_TRY(orWarn(m_files.attributes.setMode(fd, mode), path, "the mode"));
    return orWarn(m_files.attributes.setModifiedTime(fd, "", metadata.mtimeNs), path, "the time");
}

Result<void> MetadataWriter::applyToSymlink(int parent, const std::string& path, const Metadata& metadata) {
    const std::string name(nameOf(path));
    ALULA_TRY(setOwner(parent, name, path, metadata.owner));
    return orWarn(m_files.attributes.setModifiedTime(parent, name, metadata.mtimeNs), path, "the time");
}

} // namespace alula
