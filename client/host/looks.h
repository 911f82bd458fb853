// When one who has made way looks whether the others are done: soon, and then
// less and less often. A plain value.
#pragma once

#include <algorithm>
#include <chrono>

namespace troth::host {

class Looks {
 public:
  // How long to leave them alone before the next look.
  std::chrono::milliseconds next() {
    const auto now = next_;
    next_ = std::min(2 * next_, kLongest);
    return now;
  }

 private:
  static constexpr std::chrono::milliseconds kFirst{50};
  static constexpr std::chrono::milliseconds kLongest{1000};
  std::chrono::milliseconds next_ = kFirst;
};

}  // namespace troth::host
