// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"
#include "shared/base/result.h"

#include <memory>
#include <string>

#include <termios.h>

namespace alula::cli {

// The terminal as one screen, while it lives: no echo, key by key, on the terminal's second page, so that all is as it was
// afterwards. At most one at a time.
class FullScreen {
public:
    struct Size {
        int width = 80, height = 24;
    };
    static bool possible(); // somebody sits at a terminal that shows what is written
    static Result<std::unique_ptr<FullScreen>> open();
    ~FullScreen();
    FullScreen(const FullScreen&) = delete;
    FullScreen& operator=(const FullScreen&) = delete;

    int input() const;                           // readable when a key was pressed, or the terminal is gone
    std::string typed();                         // "": it is gone
    int resized() const { return m_read.get(); } // readable when size() may be another
    void noticeResize() const;                   // empties it
    Size size() const;
    void draw(const std::string& rows); // all of the screen; written when it differs from what is there

private:
    FullScreen(const termios& before, UniqueFd read, UniqueFd write);
    termios m_before;
    UniqueFd m_read, m_write; // of the pipe that the signal handler writes to
    std::string m_drawn;
};

} // namespace alula::cli
