// Who waits for what: sessions by the mailbox that they subscribed to, or by
// the rendezvous that they wait at. A session enters before the store is asked,
// so that nothing falls between, and is woken once too often rather than once
// too little. One owner, the io thread; no I/O.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "core/base/bytes.h"

namespace troth::relay {

class Subscribers {
 public:
  void add(ByteView name, std::uint64_t session) {
    by_name_[copy_of(name)].insert(session);
    by_session_[session].insert(copy_of(name));
  }
  void remove(std::uint64_t session) {
    for (const Bytes& name : by_session_[session]) {
      const auto found = by_name_.find(name);
      found->second.erase(session);
      if (found->second.empty()) by_name_.erase(found);
    }
    by_session_.erase(session);
  }
  // A copy, since waking a session may change who waits.
  [[nodiscard]] std::vector<std::uint64_t> of(ByteView name) const {
    const auto found = by_name_.find(copy_of(name));
    if (found == by_name_.end()) return {};
    return {found->second.begin(), found->second.end()};
  }
  [[nodiscard]] bool is_empty() const { return by_name_.empty() && by_session_.empty(); }

 private:
  std::map<Bytes, std::set<std::uint64_t>> by_name_;
  std::map<std::uint64_t, std::set<Bytes>> by_session_;
};

}  // namespace troth::relay
