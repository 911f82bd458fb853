// What each device may sign next, whatever it claims to have seen, and how that
// is written. Borrows the ledger; on the walk's thread. Fails nowhere.
#pragma once

#include "tests/core/agreement/every_ledger.h"

namespace troth::agreement {

const Pair& walked_pair();
const std::array<ClauseId, kClauses>& walked_clauses();

class Acts {
 public:
  Acts(const Ledger& ledger, const Scope& scope) : ledger_(ledger), scope_(scope) {}

  // Every view that the device may name: none goes back behind its last one.
  [[nodiscard]] std::vector<Seen> views(std::size_t device) const;
  [[nodiscard]] Seen everything() const;
  // Everything that the bounds leave to it, having seen that.
  [[nodiscard]] std::vector<Doing> doings(std::size_t device, const Seen& seen) const;
  // `consent` is made from the whole ledger.
  [[nodiscard]] Entry written(const Consent& consent, std::size_t device, const Seen& seen,
                              const Doing& doing) const;

 private:
  [[nodiscard]] const Entry& at(int e) const { return ledger_[static_cast<std::size_t>(e)]; }
  [[nodiscard]] int size() const { return static_cast<int>(ledger_.size()); }
  [[nodiscard]] bool is(int e, Kind kind) const { return at(e).doing.kind == kind; }
  [[nodiscard]] int entry_of(std::size_t device, std::uint8_t seq) const;
  [[nodiscard]] Seen least(std::size_t device) const;
  [[nodiscard]] Mask past_of(const Seen& seen) const;
  [[nodiscard]] int left(Kind kind) const;
  [[nodiscard]] int lifts_left() const;
  void add_answers(std::vector<Doing>& out, std::size_t device, const Seen& seen) const;
  void add_proposals(std::vector<Doing>& out, std::size_t device, Mask past) const;
  [[nodiscard]] EntryHash hash_of(const Entry& entry) const;
  [[nodiscard]] Deed deed_of(const Consent& consent, const Entry& entry) const;
  [[nodiscard]] ProposalFacts proposed(const Entry& entry) const;

  const Ledger& ledger_;
  const Scope& scope_;
};

}  // namespace troth::agreement
