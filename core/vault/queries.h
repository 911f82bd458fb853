// What a person can see: snapshots as of a time, read from the kept views.
// Borrows an open Vault, on its thread; fails only where the disk does, or an
// id fits nothing (id_unknown) or several (id_ambiguous).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/vault/types.h"
#include "core/vault/vault.h"

namespace troth::vault {

enum class Which : std::uint8_t { open, all };

class Queries {
 public:
  Queries(const Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  [[nodiscard]] Result<StatusView> status() const;
  [[nodiscard]] Result<People> people() const;
  [[nodiscard]] Result<PairingView> pairing() const;
  [[nodiscard]] Result<AgreementView> agreement() const;
  // Newest first; `open`: those that can still be answered.
  [[nodiscard]] Result<std::vector<ProposalView>> proposals(Which which) const;
  [[nodiscard]] Result<ProposalView> proposal(std::string_view id) const;
  // Newest first; `open`: those not lifted.
  [[nodiscard]] Result<std::vector<RestrictionView>> restrictions(Which which) const;
  // Open ones and blind ones, newest first, at most `most`.
  [[nodiscard]] Result<std::vector<CheckInView>> check_ins(std::size_t most) const;
  // What a check-in may rate: the rhythm's dimensions, or the default ones.
  [[nodiscard]] Result<std::vector<std::string>> dimensions() const;
  // In causal order, at most the newest `most`.
  [[nodiscard]] Result<std::vector<LedgerLine>> ledger(std::size_t most) const;
  // Every entry's form, signature, payload and link to the one before it; the rules
  // anew from the entries alone, whose digest must be the one that is shown; and
  // every view, derived anew and compared by the row: ledger_entry_changed, views_differ.
  [[nodiscard]] Result<VerificationView> verify_ledger() const;
  // A commented proposal file to start from: what stands, or an example.
  [[nodiscard]] Result<std::string> agreement_template() const;

 private:
  const Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
