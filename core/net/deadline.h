// Until when a wait on the network may last. Every wait of this room has one;
// the steady clock of the machine is read here and nowhere else in core.
// Plain values, any thread.
#pragma once

#include <chrono>

namespace troth::net {

using Duration = std::chrono::steady_clock::duration;
using Deadline = std::chrono::steady_clock::time_point;

// The deadline that lies `duration` ahead of now.
inline Deadline after(Duration duration) { return std::chrono::steady_clock::now() + duration; }

}  // namespace troth::net
