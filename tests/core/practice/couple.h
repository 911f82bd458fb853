// Mara and Jonas write notes, each seeing what they wrote and were told of.
#pragma once

#include <algorithm>
#include <random>
#include <vector>

#include "core/practice/note.h"
#include "tests/core/practice/samples.h"

namespace troth::practice::test {

inline constexpr TimeMs kNow = 1'800'000'000'000;

struct Side {
  PartnerId partner;
  DeviceId device;
  Clock seen = {};
};

class Couple {
 public:
  PairId pair = id_of<PairId>(200);
  Side mara{id_of<PartnerId>(1), id_of<DeviceId>(1)};
  Side jonas{id_of<PartnerId>(2), id_of<DeviceId>(2)};

  // Each an hour after the one before; the hashes are scattered.
  EntryHash write(Side& side, Content content) {
    return write_at(side, kNow + kHourMs * static_cast<TimeMs>(notes.size()), std::move(content));
  }
  EntryHash write_at(Side& side, TimeMs written_ms, Content content) {
    std::mt19937 scatter(static_cast<std::uint32_t>(notes.size() + 1));
    EntryHash entry;
    for (auto& byte : entry.value) byte = static_cast<std::uint8_t>(scatter());
    return write_as(entry, side, written_ms, std::move(content));
  }
  EntryHash write_as(const EntryHash& entry, Side& side, TimeMs written_ms, Content content) {
    const Tick at{side.device, side.seen.seq_of(side.device) + 1};
    notes.push_back({entry, side.partner, at, side.seen, written_ms, std::move(content)});
    side.seen.raise(at);
    return entry;
  }
  static void tell(const Side& from, Side& to) { to.seen.merge(from.seen); }
  void meet() {
    tell(mara, jonas);
    tell(jonas, mara);
  }
  const Note& note(const EntryHash& entry) const {
    return *std::ranges::find(notes, entry, &Note::entry);
  }

  std::vector<Note> notes;
};

// What `derive` makes of the notes in this order and in twenty others is the same.
template <class Derive>
bool same_in_any_order(std::vector<Note> notes, const Derive& derive) {
  const auto expected = derive(notes);
  std::mt19937 random(7);
  for (int i = 0; i < 20; ++i) {
    std::ranges::shuffle(notes, random);
    if (derive(notes) != expected) return false;
  }
  return true;
}

}  // namespace troth::practice::test
