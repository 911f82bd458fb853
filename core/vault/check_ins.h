// The door to check-ins: writing one, openly or blind, opening one's own blind
// one by hand, and when the next is due by the rhythm. What both said is
// Queries::check_ins(). Borrows an open Vault, on its thread. Fails with
// check_in_..., dimension_unknown, the id codes, and those of signing.
#pragma once

#include <optional>
#include <string_view>

#include "core/practice/rhythm.h"
#include "core/vault/commands.h"
#include "core/vault/vault.h"

namespace troth::vault {

enum class Openness : std::uint8_t {
  as_agreed,  // blind where the rhythm says so
  open,       // the partner sees it when it arrives
  blind,      // neither sees the other's before both have answered
};

struct CheckInWritten {
  EntryHash entry;
  bool is_blind = false;
  bool is_open = true;  // a blind one at once, where the partner has answered
};

class CheckIns {
 public:
  CheckIns(Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  // What write() would refuse whatever the answers are: to be asked before they are typed.
  [[nodiscard]] Status may_write() const;
  Result<CheckInWritten> write(const CheckInAnswers& answers, Openness openness);
  // One's own blind one, once the partner has answered or its period is over.
  Result<EntryHash> open(std::string_view id);
  // The check-in of the present period, where a rhythm is in force: while it is
  // paused or taken back, and before a pairing, nothing is due.
  [[nodiscard]] Result<std::optional<practice::CheckInReminder>> due() const;
  // From the pairing to now, by this device's own clock: what a check-in can be about.
  [[nodiscard]] Result<practice::Period> lived() const;

 private:
  Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
