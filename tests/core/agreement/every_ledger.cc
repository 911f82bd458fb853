// The walk. A state is a ledger: acts, who signed each, and what each names as
// seen. From each state, each device signs each act that the scope still leaves
// it, once for every view that it may name: all between its last one and all
// there is. So every delay of a delivery is there, and every lie about one. A
// state is named by its devices' newest hashes and expanded once; a step to it
// is checked every time, and must find there what the first one found. The
// engine is copied along: each step adds one act to a copy. Two things are left
// out: what follows an acceptance that is not sound (it is what follows an act
// of practice), and as the last act a proposal that counters nothing.
#include "tests/core/agreement/every_ledger.h"

#include <algorithm>
#include <cstring>
#include <sstream>

#include "core/base/check.h"
#include "tests/core/agreement/every_ledger_acts.h"

namespace troth::agreement {
namespace {

std::uint64_t word(ByteView bytes, std::size_t at) {
  std::uint64_t out = 0;
  std::memcpy(&out, bytes.data() + at, sizeof(out));
  return out;
}

std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

// Of so many ledgers one is compared, by its name: with itself in another order
// of arrival (as is every ledger that a second step reaches), with the naive.
constexpr std::uint64_t kOneInOrder = 4;
constexpr std::uint64_t kOneInNaive = 256;

// A ledger's name: its devices' newest entries, whose hashes hold all the rest.
struct Key {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  bool operator==(const Key&) const = default;
};
struct KeyHash {
  std::size_t operator()(const Key& key) const { return key.low; }
};

Key key_of(const Ledger& ledger, const Seen& newest) {
  Key key;
  for (const Entry& entry : ledger) {
    if (entry.seq != newest[entry.device]) continue;
    key.high ^= word(entry.act.entry.view(), 0);
    key.low ^= word(entry.act.entry.view(), 8);
  }
  return key;
}

// Everything that the rules say, whatever the order of the entries.
std::uint64_t fingerprint_of(const Ledger& ledger, const Outcome& outcome) {
  std::uint64_t out = word(outcome.digest.view(), 0);
  for (std::size_t e = 0; e < ledger.size(); ++e) {
    std::uint64_t said = 0;
    for (const Mask mask :
         {outcome.sound, outcome.is_void, outcome.effective, outcome.known, outcome.lifted[0],
          outcome.lifted[1], outcome.voids[0], outcome.voids[1]})
      said = said << 1 | (mask >> e & 1);
    out += mixed(word(ledger[e].act.entry.view(), 16) + said);
  }
  return out ^ mixed(outcome.in_force[0] << 2 | outcome.in_force[1]);
}

std::string words_of(const Ledger& ledger) {
  static constexpr std::array<std::string_view, 6> kKinds = {"beginning", "practice", "proposes",
                                                             "accepts",   "no to",    "restricts"};
  std::ostringstream out;
  for (std::size_t e = 0; e < ledger.size(); ++e) {
    const Entry& entry = ledger[e];
    const Doing& doing = entry.doing;
    out << "\n  " << e << ": device " << entry.device << ", seen " << int{entry.seen[0]} << "/"
        << int{entry.seen[1]} << "/" << int{entry.seen[2]} << ", "
        << kKinds[static_cast<std::size_t>(doing.kind)];
    if (doing.kind == Kind::propose)
      out << ", changes " << doing.changes << ", lifts " << doing.lifts;
    if (doing.of >= 0) out << ", entry " << doing.of;
    if (doing.kind == Kind::restrict)
      out << ", " << name_of(doing.restriction) << " of " << doing.names;
  }
  return out.str();
}

class Walk {
 public:
  explicit Walk(const Scope& scope) : scope_(scope), acts_(ledger_, scope_) {}
  Walked take();

 private:
  // A view in which a device accepted, and whether what it accepted counted then.
  struct Claim {
    Seen seen;
    bool counts = false;
  };

  void begin(Consent& consent);
  void sign(Consent& consent, std::size_t device, const Doing& doing);
  void expand(const Consent& consent, const Outcome& outcome);
  void expand(const Consent& consent, const Outcome& outcome, std::size_t device);
  // True where what the entry accepts counts after it.
  bool step(const Consent& consent, const Outcome& before, Entry entry);
  void meet(const Consent& consent, const Outcome& outcome);
  [[nodiscard]] bool is_walked_on(const Outcome& outcome) const;
  void require(std::string_view broken);

  Scope scope_;
  Ledger ledger_;
  Acts acts_;
  std::unordered_map<Key, std::uint64_t, KeyHash> met_;
  Walked walked_;
};

void Walk::require(std::string_view broken) {
  if (broken.empty() || !walked_.broken.empty()) return;
  walked_.broken = std::string(broken) + ":" + words_of(ledger_);
}

void Walk::sign(Consent& consent, std::size_t device, const Doing& doing) {
  ledger_.push_back(acts_.written(consent, device, acts_.everything(), doing));
  CHECK(consent.add(ledger_.back().act));
}

// Both have compared, and every device has seen everything.
void Walk::begin(Consent& consent) {
  const auto sign_beginning = [&](std::size_t device, const Deed& deed) {
    Entry entry = acts_.written(consent, device, acts_.everything(), {});
    entry.act.deed = deed;
    CHECK(consent.add(entry.act));
    ledger_.push_back(std::move(entry));
  };
  sign_beginning(0, Compared{});
  sign_beginning(1, Compared{});
  if (scope_.devices == 3) {
    sign_beginning(2, Automatic{});
    sign_beginning(1, Confirmed{ledger_.back().act.device});
  }
  if (scope_.beginning == Beginning::both_clauses_agreed) {
    sign(consent, 0, {.kind = Kind::propose, .changes = 3});
    sign(consent, 1, {.kind = Kind::accept, .of = static_cast<int>(ledger_.size()) - 1});
  }
  for (std::size_t device = 0; device < scope_.devices; ++device)
    sign_beginning(device, Automatic{});
  scope_.bounds.acts += static_cast<int>(ledger_.size());
  for (const Entry& entry : ledger_) {
    scope_.bounds.proposals += entry.doing.kind == Kind::propose ? 1 : 0;
    scope_.bounds.acceptances += entry.doing.kind == Kind::accept ? 1 : 0;
  }
}

Walked Walk::take() {
  Consent consent(walked_pair());
  begin(consent);
  expand(consent, outcome_of(consent, ledger_));
  walked_.ledgers = met_.size();
  return walked_;
}

void Walk::expand(const Consent& consent, const Outcome& outcome) {
  for (std::size_t device = 0; device < scope_.devices; ++device) expand(consent, outcome, device);
}

void Walk::expand(const Consent& consent, const Outcome& outcome, std::size_t device) {
  std::vector<std::vector<Claim>> claims(ledger_.size());
  for (const Seen& seen : acts_.views(device))
    for (const Doing& doing : acts_.doings(device, seen)) {
      if (!walked_.broken.empty()) return;
      const bool counts = step(consent, outcome, acts_.written(consent, device, seen, doing));
      if (doing.kind == Kind::accept)
        claims[static_cast<std::size_t>(doing.of)].push_back({seen, counts});
    }
  const auto is_older = [](const Seen& a, const Seen& b) {
    return std::ranges::equal(a, b, std::ranges::less_equal{});
  };
  for (const auto& of_one : claims)
    for (const Claim& lie : of_one)
      for (const Claim& truth : of_one)
        if (is_older(lie.seen, truth.seen) && lie.counts && !truth.counts)
          require("no older claim makes effective what the true one would not");
}

// What follows an acceptance that is not sound follows an act of practice, too.
bool Walk::is_walked_on(const Outcome& outcome) const {
  const bool is_last = static_cast<int>(ledger_.size()) == scope_.bounds.acts;
  const bool is_unsound = ledger_.back().doing.kind == Kind::accept &&
                          (outcome.sound & bit(static_cast<int>(ledger_.size()) - 1)) == 0;
  return !is_last && !is_unsound;
}

bool Walk::step(const Consent& consent, const Outcome& before, Entry entry) {
  ledger_.push_back(std::move(entry));
  Consent next = consent;
  CHECK(next.add(ledger_.back().act));
  Outcome outcome = outcome_of(next, ledger_);
  if (scope_.lie) scope_.lie(ledger_, outcome);
  ++walked_.steps;
  require(broken_by_step(ledger_, before, outcome));
  meet(next, outcome);
  const Doing doing = ledger_.back().doing;
  ledger_.pop_back();
  return doing.kind == Kind::accept && (outcome.effective & bit(doing.of)) != 0;
}

void Walk::meet(const Consent& consent, const Outcome& outcome) {
  const Key key = key_of(ledger_, acts_.everything());
  const std::uint64_t fingerprint = fingerprint_of(ledger_, outcome);
  const auto [met, is_new] = met_.emplace(key, fingerprint);
  if (!is_new) {
    ++walked_.met_again;
    if (met->second != fingerprint) require("every order of arrival gives the same");
    return;
  }
  require(broken_in(ledger_, scope_.devices, outcome));
  if (mixed(key.high) % kOneInOrder == 0) require(broken_by_order(ledger_, outcome));
  if (mixed(key.low) % kOneInNaive == 0) {
    ++walked_.compared;
    require(broken_by_naive(ledger_, outcome));
  }
  if (is_walked_on(outcome)) expand(consent, outcome);
}

}  // namespace

Walked walk_every_ledger(const Scope& scope) { return Walk(scope).take(); }

}  // namespace troth::agreement
