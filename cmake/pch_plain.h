// SPDX-License-Identifier: GPL-3.0-or-later
// What nearly every file of the engine includes. Nothing may rely on it: every file includes what it uses.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <spdlog/spdlog.h>
#include <string>
#include <string_view>
#include <thread>
#include <vector>
