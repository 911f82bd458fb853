// The interface behind which the ledger's entries are kept: what verification
// needs to ask, and what it writes. The store implements it over its tables
// (and tests over memory); the ledger alone calls the writing half, from
// receive() and place_own() in chain.h, inside a transaction that the caller
// opened. It keeps two heaps: placed entries, whose whole past is there, in the
// order in which they were placed (a causal order); and waiting ones. Every
// call may fail with the storage's own Error. One owner, one thread.
#pragma once

#include <optional>
#include <vector>

#include "core/base/clock.h"
#include "core/ledger/entry.h"

namespace troth::ledger {

// Fixed for ever by an entry and its past.
enum class Standing {
  counts,
  // By an added device that had not seen its confirmation by the other partner:
  // what takes away counts at once but closes nothing, the rest never counts.
  unconfirmed,
};

// What is known of a placed entry besides its own bytes.
struct Place {
  EntryHash hash;
  EntryKind kind{};
  DeviceId device;
  Tick tick;   // its line and seq
  Clock past;  // what it had seen: its device's earlier entries, those of `seen`, their pasts
  TimeMs latest_ms = 0;  // the largest written_at_ms in it and its past
  Standing standing = Standing::counts;
  // Of a readable confirmation that counts: what it confirms. It does so only for a
  // device of the other partner, which is checked where it is used.
  std::optional<CertificateHash> confirms;

  // What an entry that comes right after this one has seen of its line.
  [[nodiscard]] Clock clock() const;
  bool operator==(const Place&) const = default;
};

struct PlacedEntry {
  Entry entry;
  Place place;
};

// A line (core/base/clock.h): a device's own, or a branch of one that forked.
struct Line {
  DeviceId line;
  std::uint64_t first_seq = 1;
  Head head;  // its device, newest seq and hash
  [[nodiscard]] bool is_branch() const { return line != head.device; }
  [[nodiscard]] Tick tick() const { return {line, head.seq}; }
  bool operator==(const Line&) const = default;
};

enum class WaitsFor {
  previous,  // its device's entry before it
  seen,      // an entry that it had seen
  reading,   // a signed entry that takes away, but that cannot be read or placed
};

// An entry that is not placed, with its bytes as they travelled. One that takes
// away is a pause of everything for as long as it is here.
struct WaitingEntry {
  EntryHash hash;
  DeviceId device;
  EntryKind kind{};
  WaitsFor waits_for{};
  std::optional<Head> missing;  // for previous and seen: the entry it waits for
  Bytes bytes;
  bool operator==(const WaitingEntry&) const = default;
};

struct WaitingCount {
  std::size_t giving = 0;
  std::size_t taking_away = 0;
  std::size_t giving_bytes = 0;
  std::size_t taking_away_bytes = 0;
  bool operator==(const WaitingCount&) const = default;
};

class EntryLog {
 public:
  virtual ~EntryLog() = default;

  // Placed entries.
  [[nodiscard]] virtual Result<std::optional<Place>> find(const EntryHash& hash) const = 0;
  [[nodiscard]] virtual Result<std::optional<EntryHash>> find_at(const Tick& tick) const = 0;
  [[nodiscard]] virtual Result<std::optional<Entry>> entry(const EntryHash& hash) const = 0;
  // Every line with its head, ascending by line; at most sizes::kLines.
  [[nodiscard]] virtual Result<std::vector<Line>> lines() const = 0;
  // Where the entries stand that confirm this certificate and count (Place::confirms).
  [[nodiscard]] virtual Result<std::vector<Tick>> confirmations(
      const CertificateHash& certificate) const = 0;
  // The entries outside `clock`, in the order in which they were placed, at most `most`.
  [[nodiscard]] virtual Result<std::vector<PlacedEntry>> beyond(const Clock& clock,
                                                                std::size_t most) const = 0;
  // Keeps an entry whose past is all here; `place` is where verification put it.
  virtual Status append(const Entry& entry, const Place& place) = 0;

  // Waiting entries.
  // How many of this device's entries wait.
  [[nodiscard]] virtual Result<WaitingCount> waiting_of(const DeviceId& device) const = 0;
  // All of them, in the order in which they were held.
  [[nodiscard]] virtual Result<std::vector<WaitingEntry>> waiting() const = 0;
  // Those whose `missing` is that entry, in the order in which they were held.
  [[nodiscard]] virtual Result<std::vector<WaitingEntry>> waiting_for(
      const EntryHash& missing) const = 0;
  // Keeps an entry that waits; one of the same hash is replaced.
  virtual Status hold(const WaitingEntry& waiting) = 0;
  // Forgets a waiting entry, if it is there.
  virtual Status release(const EntryHash& hash) = 0;
};

}  // namespace troth::ledger
