// What a program that notes signals instead of obeying them shares with the pumps
// that it runs: a pump that begins when one is noted already stops at once. A
// handler can reach nothing but globals, and so there is one. The main thread's.
#pragma once

#include <poll.h>

namespace troth::host {

// Readable while a signal is noted; -1 where nobody notes them.
inline int noted_signals = -1;

inline bool a_signal_is_noted() {
  pollfd watched{noted_signals, POLLIN, 0};
  return poll(&watched, 1, 0) > 0;
}

}  // namespace troth::host
