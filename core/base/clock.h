// A vector clock: which entries a set of causal pasts holds, as the highest
// seq of each line. A line is one hash-linked row of one device's entries. An
// honest device has one, named by its device id; where a device's key signed
// two entries at one seq, the branch that arrived later is a line of its own,
// named by its first entry's hash, and starts at that entry's seq. So whether
// an entry lies in another's past is one comparison, forks or not. Line names
// depend on the order of arrival: never hash, sign or show them.
// Plain values, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/ids.h"

namespace troth {

// Where an entry stands: its line, and its seq on it (from 1).
struct Tick {
  DeviceId line;
  std::uint64_t seq = 0;
  auto operator<=>(const Tick&) const = default;
};

class Clock {
 public:
  // True where the entry at `tick` is among those the clock holds.
  [[nodiscard]] bool contains(const Tick& tick) const { return tick.seq <= seq_of(tick.line); }
  // True where every entry that `other` holds is among those this one holds.
  [[nodiscard]] bool contains(const Clock& other) const;
  // The highest seq held of a line; 0 for none.
  [[nodiscard]] std::uint64_t seq_of(const DeviceId& line) const;

  // Holds the line up to `tick` too; never takes away. Seq 0 adds nothing.
  void raise(const Tick& tick);
  // Holds all that `other` holds too.
  void merge(const Clock& other);

  // One tick a line, ascending by line.
  [[nodiscard]] std::span<const Tick> ticks() const { return ticks_; }
  [[nodiscard]] bool empty() const { return ticks_.empty(); }
  bool operator==(const Clock&) const = default;

  // `n u8 | n * (line 32 | seq u64)`, ascending: 81 bytes for two devices.
  // CHECKs that there are at most sizes::kLines.
  [[nodiscard]] Bytes encode() const;
  // Nothing where the bytes are not exactly what encode() gives.
  static std::optional<Clock> decode(ByteView bytes);

 private:
  std::vector<Tick> ticks_;
};

}  // namespace troth
