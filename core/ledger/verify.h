// Inside the ledger room: one entry's examination, step by step in the
// protocol's order (chain.h says what it means). Each step either finds the
// verdict or lets the next one go on. Reads the log, changes nothing.
#pragma once

#include <optional>
#include <vector>

#include "core/ledger/chain.h"

namespace troth::ledger {

class Examination {
 public:
  Examination(const Entry& entry, const Ledger& ledger, const EntryLog& log)
      : entry_(entry), header_(entry.header()), ledger_(ledger), log_(log) {}

  Result<Verdict> run();

 private:
  // True: the verdict is found. False: go on.
  using Step = Result<bool>;

  Step check_author();
  Step find_duplicate();
  Step find_previous();
  Step find_seen();
  Step check_content();
  Step find_line();
  Status find_standing();

  bool refuse_with(Code code);
  bool wait_for(WaitsFor what, const Head& missing);
  Status find_rival();
  Result<bool> is_confirmed(const Device& device) const;

  const Entry& entry_;
  const EntryHeader& header_;
  const Ledger& ledger_;
  const EntryLog& log_;
  std::optional<Place> previous_;
  std::optional<EntryHash> rival_;  // another entry where this one would stand
  Place place_;
  Verdict verdict_;
};

// Whether these bytes, which nothing else can be made of, hold a signed entry
// of a known device that takes away, and was not made for another pair.
std::optional<Glimpse> signed_taking_away(ByteView bytes, const Ledger& ledger);

}  // namespace troth::ledger
