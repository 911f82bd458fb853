// Whatever the order in which the entries of a ledger arrive, every device ends
// with the same ones, at the same frontier, and sees the same entries in the
// past of each. And nothing but what was signed is ever accepted.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <numeric>
#include <set>

#include "core/ledger/chain.h"
#include "core/ledger/frontier.h"
#include "core/ledger/payload.h"
#include "tests/support/pair.h"

namespace troth::ledger {
namespace {

using test::Pair;
using test::Side;

// A ledger that one to two devices of each partner wrote, with any delay
// between them; where `clone` is set, a copy of Mara's first device writes too.
class History {
 public:
  History(std::uint64_t seed, std::size_t mara_devices, std::size_t jonas_devices, bool clone)
      : pair(seed, mara_devices, jonas_devices) {
    for (const auto& keys : pair.mara.devices) sides_.push_back(pair.side(keys));
    for (const auto& keys : pair.jonas.devices) sides_.push_back(pair.side(keys));
    if (clone) sides_.push_back(pair.side(pair.mara.devices[0]));
  }

  void step() {
    Side& side = sides_[pick(sides_.size())];
    if (pick(3) != 0) hear(side, sides_[pick(sides_.size())]);
    static constexpr std::array kKinds = {EntryKind::propose, EntryKind::accept,
                                          EntryKind::pause,   EntryKind::retract,
                                          EntryKind{33},      EntryKind::confirmed};
    const EntryKind kind = kKinds[pick(kKinds.size())];
    const Partner& confirmed = pick(2) == 0 ? pair.mara : pair.jonas;
    entries.push_back(pair.write(
        side, kind, encode(Confirmed{confirmed.certificate_of(confirmed.devices.size() - 1)}),
        test::kStartMs + static_cast<TimeMs>(pick(1000))));
  }

  // Each entry at least once, some twice, in any order.
  std::vector<Entry> delivery() {
    std::vector<Entry> out = entries;
    for (const Entry& entry : entries) {
      if (pick(4) == 0) out.push_back(entry);
    }
    for (std::size_t i = out.size(); i > 1; --i) std::swap(out[i - 1], out[pick(i)]);
    return out;
  }

  Pair pair;
  std::vector<Entry> entries;

 private:
  using Partner = test::Partner;

  std::size_t pick(std::size_t bound) { return pair.random.below(bound); }
  // `side` receives the beginning of what `other` has, as far as the network brought it.
  void hear(Side& side, const Side& other) {
    if (&side == &other) return;
    const std::size_t heard = pick(other.log.placed().size() + 1);
    for (std::size_t i = 0; i < heard; ++i) pair.give(side, other.log.placed()[i].entry);
  }
  std::vector<Side> sides_;
};

// What must not depend on the order of arrival.
struct Known {
  std::map<EntryHash, Standing> standings;
  std::map<EntryHash, std::set<EntryHash>> pasts;
  std::map<EntryHash, TimeMs> latest;
  Frontier frontier;
  std::map<DeviceId, std::optional<std::uint64_t>> forks;
  bool operator==(const Known&) const = default;
};

Known known_by(const Side& side, const Pair& pair) {
  Known out;
  for (const auto& [entry, place] : side.log.placed()) {
    out.standings[place.hash] = place.standing;
    out.latest[place.hash] = place.latest_ms;
    for (const auto& other : side.log.placed()) {
      if (place.past.contains(other.place.tick)) out.pasts[place.hash].insert(other.place.hash);
    }
    out.forks[place.device] = *forked_from(place.device, side.log);
  }
  out.frontier = *frontier_of(side.log, pair.chains);
  return out;
}

// The past by its definition: previous, seen, and their pasts.
std::map<EntryHash, std::set<EntryHash>> defined_pasts(const Side& side) {
  std::map<EntryHash, std::set<EntryHash>> out;
  for (const auto& [entry, place] : side.log.placed()) {
    std::set<EntryHash> past;
    const auto join = [&](const EntryHash& hash) {
      past.insert(hash);
      past.insert(out[hash].begin(), out[hash].end());
    };
    if (entry.header().previous) join(*entry.header().previous);
    for (const Head& head : entry.header().seen) join(head.hash);
    out[entry.hash()] = past;
  }
  std::erase_if(out, [](const auto& it) { return it.second.empty(); });
  return out;
}

History any_history() {
  History out(*rc::gen::arbitrary<std::uint64_t>(), *rc::gen::inRange<std::size_t>(1, 3),
              *rc::gen::inRange<std::size_t>(1, 3), *rc::gen::arbitrary<bool>());
  const int steps = *rc::gen::inRange(1, 25);
  for (int i = 0; i < steps; ++i) out.step();
  return out;
}

RC_GTEST_PROP(Convergence, AnyOrderOfArrivalEndsInTheSameLedger, ()) {
  History history = any_history();
  Side one = history.pair.side(history.pair.mara.devices[0]);
  Side two = history.pair.side(history.pair.jonas.devices[0]);
  for (const Entry& entry : history.delivery()) history.pair.give(one, entry);
  for (const Entry& entry : history.delivery()) history.pair.give(two, entry);
  RC_ASSERT(one.log.placed().size() == history.entries.size());
  RC_ASSERT(one.log.waiting()->empty());
  RC_ASSERT(two.log.waiting()->empty());
  const Known known = known_by(one, history.pair);
  RC_ASSERT(known == known_by(two, history.pair));
  RC_ASSERT(known.pasts == defined_pasts(one));
  RC_ASSERT(compare(known.frontier, two.log, history.pair.chains)->is_level());
}

RC_GTEST_PROP(Convergence, EachVerdictComesAfterAllThatItsEntryHadSeen, ()) {
  History history = any_history();
  Side side = history.pair.side(history.pair.jonas.devices[0]);
  std::set<EntryHash> placed;
  for (const Entry& entry : history.delivery()) {
    for (const Verdict& verdict : history.pair.give(side, entry)) {
      if (!verdict.place || verdict.outcome == Outcome::duplicate) continue;
      const EntryHeader& header = verdict.entry->header();
      RC_ASSERT(!header.previous || placed.contains(*header.previous));
      for (const Head& head : header.seen) RC_ASSERT(placed.contains(head.hash));
      placed.insert(verdict.entry->hash());
    }
  }
}

RC_GTEST_PROP(Convergence, SendingWhatAFrontierLacksLevelsIt, ()) {
  History history = any_history();
  Side full = history.pair.side(history.pair.mara.devices[0]);
  Side behind = history.pair.side(history.pair.jonas.devices[0]);
  for (const Entry& entry : history.delivery()) history.pair.give(full, entry);
  for (const Entry& entry : history.delivery()) {
    if (*rc::gen::arbitrary<bool>()) history.pair.give(behind, entry);
  }
  const Frontier theirs = *frontier_of(behind.log, history.pair.chains);
  const Difference difference = *compare(theirs, full.log, history.pair.chains);
  RC_ASSERT(difference.we_lack.empty());
  RC_ASSERT(difference.they_lack_entries ==
            (behind.log.placed().size() < full.log.placed().size()));
  const auto lacking = *full.log.beyond(difference.they_hold, 1000);
  for (const auto& [entry, place] : lacking) {
    history.pair.give(behind, entry);
  }
  RC_ASSERT(known_by(behind, history.pair) == known_by(full, history.pair));
}

bool was_placed(const Verdict& verdict) {
  return verdict.outcome != Outcome::refused && verdict.outcome != Outcome::waiting;
}

TEST(FlippedBits, NoneIsEverAcceptedNorWaitsAsWhatItIsNot) {
  Pair pair(8);
  Side mara = pair.side(pair.mara.devices[0]);
  Side jonas = pair.side(pair.jonas.devices[0]);
  pair.give(mara, pair.write(jonas, EntryKind::paired));
  for (const EntryKind kind : {EntryKind::propose, EntryKind::limit}) {
    const Entry entry = pair.write(mara, kind);
    const Bytes bytes = entry.encode();
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      Bytes flipped = bytes;
      flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
      const Verdict verdict = *verify(flipped, pair.ledger(), jonas.log);
      ASSERT_FALSE(was_placed(verdict)) << bit;
      // Only the payload or the salt of a whole signed header can be held as a pause.
      ASSERT_TRUE(!verdict.counts_as_pause_of_everything || takes_away(kind)) << bit;
    }
    ASSERT_TRUE(was_placed(pair.give(jonas, entry).front()));
  }
}

RC_GTEST_PROP(Noise, NeverPlacesOrHoldsAnything, (const std::vector<std::uint8_t>& noise)) {
  Pair pair(9);
  Side jonas = pair.side(pair.jonas.devices[0]);
  const Verdict verdict = pair.give(jonas, noise).front();
  RC_ASSERT(verdict.outcome == Outcome::refused);
  RC_ASSERT(!verdict.counts_as_pause_of_everything);
  RC_ASSERT(jonas.log.waiting()->empty());
}

}  // namespace
}  // namespace troth::ledger
