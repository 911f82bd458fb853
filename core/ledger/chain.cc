#include "core/ledger/chain.h"

#include <algorithm>
#include <deque>
#include <tuple>

#include "core/base/check.h"
#include "core/base/sizes.h"
#include "core/ledger/verify.h"

namespace troth::ledger {
namespace {

// A copy of what stands here, however damaged, is that entry again: it says nothing new.
Result<Verdict> unreadable(ByteView bytes, Error why, const Ledger& ledger, const EntryLog& log) {
  Verdict out;
  if (const auto seen = signed_taking_away(bytes, ledger)) {
    TROTH_ASSIGN(out.place, log.find(seen->hash));
    if (out.place) {
      out.outcome = Outcome::duplicate;
      return out;
    }
    out.waits_for = WaitsFor::reading;
    out.counts_as_pause_of_everything = true;
  }
  out.error = std::move(why);
  return out;
}

// What is held of bytes that are not placed.
WaitingEntry waiting_of(const Verdict& verdict, ByteView bytes) {
  WaitingEntry out;
  if (verdict.entry) {
    const EntryHeader& header = verdict.entry->header();
    out = {verdict.entry->hash(), header.device, header.kind, {}, {}, {}};
  } else {
    const auto seen = glimpse(bytes);
    CHECK(seen);  // only a signed entry that could be told is held unread
    out = {seen->hash, seen->device, seen->kind, {}, {}, {}};
  }
  out.waits_for = verdict.waits_for;
  out.missing = verdict.missing;
  out.bytes = copy_of(bytes);
  return out;
}

// The two kinds are counted apart, so that nothing that gives can crowd out
// what takes away. What has no room is sent again: no frontier confirms it.
Result<bool> has_room(const WaitingEntry& entry, const DeviceChains& chains, const EntryLog& log) {
  const Device* author = chains.find(entry.device);
  CHECK(author != nullptr);  // nothing is held that no device of the two has signed
  const bool takes = takes_away(entry.kind);
  TROTH_ASSIGN(const auto count, log.waiting_of(entry.device));
  std::size_t bytes = entry.bytes.size();
  for (const DeviceChain* chain : {&chains.own, &chains.other}) {
    if (chain->partner() != author->partner) continue;
    for (const Device& device : chain->devices()) {
      TROTH_ASSIGN(const auto held, log.waiting_of(device.id));
      bytes += takes ? held.taking_away_bytes : held.giving_bytes;
    }
  }
  return (takes ? count.taking_away : count.giving) < sizes::kWaitingEntries &&
         bytes <= sizes::kWaitingBytes;
}

// It is held as it would be held again: for the same, or unread as before.
bool still_waits(const Verdict& verdict, const WaitingEntry& waiting) {
  const bool held = verdict.outcome == Outcome::waiting ||
                    (verdict.outcome == Outcome::refused && verdict.counts_as_pause_of_everything);
  return held && verdict.waits_for == waiting.waits_for && verdict.missing == waiting.missing;
}

// Takes what has arrived into the log, one entry and all that it sets free.
class Intake {
 public:
  Intake(const Ledger& ledger, EntryLog& log) : ledger_(ledger), log_(log) {}

  Result<Verdict> take(ByteView bytes) {
    TROTH_ASSIGN(Verdict verdict, verify(bytes, ledger_, log_));
    TROTH_TRY(keep(verdict, bytes));
    return verdict;
  }

  // The entries that what take() placed had held up, and those that these held up.
  Status take_freed(std::vector<Verdict>& verdicts) {
    while (!placed_.empty()) {
      const EntryHash hash = placed_.front();
      placed_.pop_front();
      TROTH_ASSIGN(const auto freed, log_.waiting_for(hash));
      for (const WaitingEntry& waiting : freed) TROTH_TRY(take_again(waiting, verdicts));
    }
    return {};
  }

  Status take_again(const WaitingEntry& waiting, std::vector<Verdict>& verdicts) {
    TROTH_ASSIGN(Verdict verdict, verify(waiting.bytes, ledger_, log_));
    if (still_waits(verdict, waiting)) return {};
    TROTH_TRY(log_.release(waiting.hash));
    TROTH_TRY(keep(verdict, waiting.bytes));
    if (verdict.outcome != Outcome::waiting) verdicts.push_back(std::move(verdict));
    return {};
  }

 private:
  Status keep(Verdict& verdict, ByteView bytes) {
    switch (verdict.outcome) {
      case Outcome::accepted:
      case Outcome::quarantined:
      case Outcome::equivocation:
        TROTH_TRY(log_.append(*verdict.entry, *verdict.place));
        placed_.push_back(verdict.place->hash);
        return log_.release(verdict.place->hash);
      case Outcome::duplicate:
        return {};
      case Outcome::waiting:
        return hold(verdict, bytes);
      case Outcome::refused:
        return verdict.counts_as_pause_of_everything ? hold(verdict, bytes) : Status();
    }
    return {};
  }

  Status hold(Verdict& verdict, ByteView bytes) {
    const WaitingEntry waiting = waiting_of(verdict, bytes);
    TROTH_ASSIGN(const bool room, has_room(waiting, ledger_.chains, log_));
    if (room) return log_.hold(waiting);
    // So many others that take away are held by now that the pause stands without
    // this one; sync brings it again.
    verdict.outcome = Outcome::refused;
    verdict.error = error(Code::entry_too_many_waiting);
    verdict.missing.reset();
    return {};
  }

  const Ledger& ledger_;
  EntryLog& log_;
  std::deque<EntryHash> placed_;
};

struct Seen {
  Head head;
  Place place;
};

// One line of each other device that has moved beyond `known`: its own first,
// and a branch once its own is known.
Result<std::vector<Seen>> moved_lines(const DeviceId& device, const Clock& known,
                                      const EntryLog& log) {
  TROTH_ASSIGN(auto lines, log.lines());
  std::ranges::sort(lines, {}, [](const Line& it) {
    return std::tuple(it.head.device, it.is_branch(), it.line);
  });
  std::vector<Seen> out;
  for (const Line& line : lines) {
    if (line.head.device == device || known.contains(line.tick())) continue;
    if (!out.empty() && out.back().head.device == line.head.device) continue;
    TROTH_ASSIGN(auto place, log.find(line.head.hash));
    if (!place) return refuse(Code::ledger_damaged);
    out.push_back({line.head, std::move(*place)});
  }
  return out;
}

// Of more than an entry may name, those that none of the others had seen.
std::vector<Head> named(const std::vector<Seen>& moved) {
  std::vector<Head> out;
  const bool too_many = moved.size() > sizes::kSeenDevices;
  for (const Seen& seen : moved) {
    const bool covered = std::ranges::any_of(
        moved, [&](const Seen& other) { return other.place.past.contains(seen.place.tick); });
    if (!too_many || !covered) out.push_back(seen.head);
  }
  if (out.size() > sizes::kSeenDevices) out.resize(sizes::kSeenDevices);
  return out;
}

}  // namespace

Result<Verdict> verify(ByteView bytes, const Ledger& ledger, const EntryLog& log) {
  const auto entry = decode_entry(bytes);
  if (!entry) return unreadable(bytes, entry.error(), ledger, log);
  return Examination(*entry, ledger, log).run();
}

Result<std::vector<Verdict>> receive(ByteView bytes, const Ledger& ledger, EntryLog& log) {
  Intake intake(ledger, log);
  TROTH_ASSIGN(Verdict first, intake.take(bytes));
  std::vector<Verdict> out;
  out.push_back(std::move(first));
  TROTH_TRY(intake.take_freed(out));
  return out;
}

Result<std::vector<Verdict>> receive_waiting(const Ledger& ledger, EntryLog& log) {
  Intake intake(ledger, log);
  std::vector<Verdict> out;
  TROTH_ASSIGN(const auto all, log.waiting());
  for (const WaitingEntry& waiting : all) {
    TROTH_ASSIGN(const auto placed, log.find(waiting.hash));
    if (placed) {  // by an earlier one of these; what is placed waits for nothing
      TROTH_TRY(log.release(waiting.hash));
      continue;
    }
    TROTH_TRY(intake.take_again(waiting, out));
    TROTH_TRY(intake.take_freed(out));
  }
  return out;
}

Result<Entry> sign_next(const NewEntry& entry, const DeviceId& device,
                        const crypto::SigningKey& key, const Ledger& ledger, const EntryLog& log,
                        crypto::Random& random) {
  TROTH_ASSIGN(const auto lines, log.lines());
  const auto own = std::ranges::find(lines, device, &Line::line);
  EntryHeader header;
  Clock known;
  header.seq = 1;
  if (own != lines.end()) {
    TROTH_ASSIGN(const auto last, log.find(own->head.hash));
    if (!last) return refuse(Code::ledger_damaged);
    known = last->clock();
    header.seq = own->head.seq + 1;
    header.previous = own->head.hash;
  }
  TROTH_ASSIGN(const auto moved, moved_lines(device, known, log));
  header.kind = entry.kind;
  header.pair = ledger.pair;
  header.device = device;
  header.written_at_ms = entry.written_at_ms;
  header.seen = named(moved);
  return sign_entry(key, std::move(header), entry.payload, random);
}

Result<Place> place_own(const Entry& entry, const Ledger& ledger, EntryLog& log) {
  TROTH_ASSIGN(Verdict verdict, Examination(entry, ledger, log).run());
  if (verdict.error) return std::unexpected(*verdict.error);
  CHECK(verdict.outcome == Outcome::accepted || verdict.outcome == Outcome::quarantined);
  TROTH_TRY(log.append(entry, *verdict.place));
  return *verdict.place;
}

Result<std::optional<std::uint64_t>> forked_from(const DeviceId& device, const EntryLog& log) {
  TROTH_ASSIGN(const auto lines, log.lines());
  std::optional<std::uint64_t> out;
  for (const Line& line : lines) {
    if (line.head.device != device || !line.is_branch()) continue;
    out = std::min(out.value_or(line.first_seq), line.first_seq);
  }
  return out;
}

Result<bool> is_beyond_cut(const Place& place, const DeviceChains& chains, const EntryLog& log) {
  const Device* device = chains.find(place.device);
  if (device != nullptr && device->revocation && place.tick.seq > device->revocation->cut.seq) {
    return true;
  }
  TROTH_ASSIGN(const auto fork, forked_from(place.device, log));
  return fork && place.tick.seq >= *fork;
}

}  // namespace troth::ledger
