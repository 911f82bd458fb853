// Every version of the agreement that there was: what each entry made of it, one
// after another. Two partners sign at the same time, so the order is one that
// both derive alike from the same entries: by the latest time that an entry or
// its past claims, and never before what its author had seen. What arrives late
// takes its place in it, also before versions that were shown already; so a
// version is found by what its author had seen as well.
// A value made when somebody asks, from the acts that the store keeps; pure, any
// thread. Costs the versions times the clauses and restrictions.
#pragma once

#include <span>
#include <vector>

#include "core/agreement/agreement.h"

namespace troth::agreement {

struct AgreementVersion {
  enum class What : std::uint8_t {
    accepted,
    restricted,
    // These change a version only where they crossed an acceptance.
    retracted,
    declined,
    countered,
    disputed,  // a device's entries were cut
  };
  What what = What::accepted;
  Hash digest;       // of the agreement with this entry, and all before it in this list
  Hash seen_digest;  // the same of what its author had seen, which their screen showed
  EntryHash entry;
  PartnerId by;
  TimeMs written_ms = 0;
  TimeMs latest_ms = 0;               // what it claims, or its past: as of then it is shown
  std::optional<EntryHash> proposal;  // accepted, retracted, declined, countered
  std::vector<EntryHash> lifts;       // accepted: the restrictions whose lift is agreed
  bool reaffirms = false;             // accepted: the agreement as it stood
  std::vector<ClauseId> changed;      // that stand otherwise than before it, ascending
  // accepted: why it does not count, by all that is here; none: it does.
  std::vector<VoidCause> void_causes;
  Clock clock;  // what it holds
};

// What one version made of one clause.
struct ClauseTurn {
  std::size_t version = 0;  // its place in versions()
  Standing before;
  Standing after;
  bool was_on_hold = false;
  bool is_on_hold = false;
  bool is_restricted = false;     // the version is a restriction that covers it
  std::vector<EntryHash> lifted;  // restrictions that cover it, whose lift was agreed
};

class History {
 public:
  // Of the ledger that these acts are, or of those of them that Agreement::add
  // keeps; each after its past, with the newest of each line. Fails as add does.
  static Result<History> of(const Pair& pair, std::vector<Act> acts);
  ~History();
  History(History&&) noexcept;
  History& operator=(History&&) noexcept;

  // Oldest first; each has another digest than the one before it, but for a
  // reaffirmation that changed nothing.
  [[nodiscard]] std::span<const AgreementVersion> versions() const { return versions_; }
  // The agreement as it was with that version, and nothing later.
  [[nodiscard]] Agreement at(const AgreementVersion& version) const;
  // Everything that happened to a clause, oldest first.
  [[nodiscard]] std::vector<ClauseTurn> life_of(const ClauseId& clause) const;

 private:
  History(const Pair& pair, std::vector<Act> acts);
  Status read();
  void add(const Act& act, Clock& clock);
  [[nodiscard]] bool never_counted(const Act& act) const;
  [[nodiscard]] bool is_reaffirmed_by(const Act& act) const;
  [[nodiscard]] AgreementVersion version_of(const Act& act) const;

  Pair pair_;
  std::vector<Act> acts_;
  std::unique_ptr<Consent> consent_;
  std::vector<AgreementVersion> versions_;
};

}  // namespace troth::agreement
