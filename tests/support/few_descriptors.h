// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"

#include <fcntl.h>
#include <sys/resource.h>

namespace alula::test {

// Lets the program have only so many descriptors more than it has now.
class FewDescriptors {
public:
    explicit FewDescriptors(rlim_t more) {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const UniqueFd next(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        const rlimit few{static_cast<rlim_t>(next.get()) + more, m_before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &few);
    }
    ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    FewDescriptors(const FewDescriptors&) = delete;
    FewDescriptors& operator=(const FewDescriptors&) = delete;

private:
    rlimit m_before{};
};

} // namespace alula::test
