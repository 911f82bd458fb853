#include "core/ledger/standing_to_sign.h"

namespace troth::ledger {

Freshness freshness_of_counter(std::optional<std::uint64_t> counter, std::uint64_t own_seq) {
  if (!counter) return Freshness::missing;
  return *counter > own_seq ? Freshness::ahead : Freshness::level;
}

SigningStanding standing_to_sign(const SigningEvidence& evidence) {
  const auto only_taking = [&](SigningReason reason) {
    return SigningStanding{true, reason, evidence.took_away};
  };
  if (evidence.own_entry_lacked) return only_taking(SigningReason::own_entry_lacked);
  if (evidence.counter == Freshness::ahead) return only_taking(SigningReason::counter_ahead);
  if (evidence.anchor == Freshness::ahead) return only_taking(SigningReason::anchor_ahead);
  if (evidence.frontier_ahead && !evidence.hint_overridden)
    return only_taking(SigningReason::frontier_ahead);
  if (evidence.counter == Freshness::missing) return only_taking(SigningReason::counter_missing);
  if (evidence.anchor == Freshness::missing) return only_taking(SigningReason::anchor_missing);
  return {false, SigningReason::none, true};
}

Status may_sign(const SigningStanding& standing, EntryKind kind) {
  if (!standing.only_what_takes_away || takes_away(kind)) return {};
  if (kind == EntryKind::session && standing.begins_sessions) return {};
  switch (standing.reason) {
    case SigningReason::counter_missing:
    case SigningReason::anchor_missing:
      return refuse(Code::own_ledger_unsure);
    case SigningReason::frontier_ahead:
      return refuse(Code::own_ledger_maybe_behind);
    case SigningReason::none:
    case SigningReason::own_entry_lacked:
    case SigningReason::counter_ahead:
    case SigningReason::anchor_ahead:
      return refuse(Code::own_ledger_rolled_back);
  }
  return refuse(Code::own_ledger_rolled_back);
}

}  // namespace troth::ledger
