// The door to observances: that a standard was kept or missed, that something was
// appreciated, that amends were made; by and about either. Nothing follows from
// one and nothing is counted: what the two agreed for a miss is shown beside it, as
// their own words. Borrows an open Vault, on its thread. Fails with observance_...,
// standard_unknown, the id codes, and those of signing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/practice/observance.h"
#include "core/vault/types.h"
#include "core/vault/vault.h"

namespace troth::vault {

struct NewObservance {
  practice::Observance::Sort sort = practice::Observance::Sort::kept;
  std::string standard;  // the beginning of its id; empty: none
  // Whose it is. None: who the standard applies to, where that is one of the two;
  // appreciated is of the partner, and anything else one's own.
  std::optional<Side> about;
  std::string amends_for;  // the beginning of the observance's id; empty: none
  std::string text;
};

struct ObservanceView {
  EntryHash entry;
  Side by = Side::mine;
  std::string by_name;
  std::string about_name;
  TimeMs written_ms = 0;
  practice::Observance says;
  std::string standard;         // the beginning of its text, while it stands
  std::string agreed_response;  // of a miss: what the standard says, while it is in force
  std::size_t comments = 0;
};

class Observances {
 public:
  Observances(Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  Result<EntryHash> write(const NewObservance& observance);
  // Newest claim first, at most `most`.
  [[nodiscard]] Result<std::vector<ObservanceView>> newest(std::size_t most) const;
  // One of them, as it is shown.
  [[nodiscard]] Result<ObservanceView> find(const EntryHash& entry) const;

 private:
  Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
