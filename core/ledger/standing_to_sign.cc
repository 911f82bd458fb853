#include "core/ledger/standing_to_sign.h"

#include <algorithm>

namespace troth::ledger {
namespace {

bool is_beyond(const ChainHead& head, const DeviceChains& chains) {
  for (const DeviceChain* chain : {&chains.own, &chains.other}) {
    if (chain->partner() != head.partner) continue;
    return head.length > chain->length() ||
           (head.length > 0 && chain->certificates()[head.length - 1].hash() != head.head);
  }
  return true;  // a partner that the vault does not know any more
}

}  // namespace

Freshness freshness_of_counter(std::optional<std::uint64_t> counter, std::uint64_t own_seq) {
  if (!counter) return Freshness::missing;
  return *counter > own_seq ? Freshness::ahead : Freshness::level;
}

Result<Freshness> freshness_of_anchor(const std::optional<Frontier>& anchor, const EntryLog& log,
                                      const DeviceChains& chains) {
  if (!anchor) return Freshness::missing;
  for (const Head& head : anchor->heads) {
    TROTH_ASSIGN(const auto place, log.find(head.hash));
    if (!place || place->device != head.device || place->tick.seq != head.seq) {
      return Freshness::ahead;
    }
  }
  const bool ahead = std::ranges::any_of(
      anchor->chains, [&](const ChainHead& head) { return is_beyond(head, chains); });
  return ahead ? Freshness::ahead : Freshness::level;
}

SigningStanding standing_to_sign(const SigningEvidence& evidence) {
  const auto only_taking = [](SigningReason reason) { return SigningStanding{true, reason}; };
  if (evidence.own_entry_lacked) return only_taking(SigningReason::own_entry_lacked);
  if (evidence.counter == Freshness::ahead) return only_taking(SigningReason::counter_ahead);
  if (evidence.anchor == Freshness::ahead) return only_taking(SigningReason::anchor_ahead);
  if (evidence.hint_overridden) return {false, SigningReason::none};
  if (evidence.frontier_ahead) return only_taking(SigningReason::frontier_ahead);
  if (evidence.frontier_heard) return {false, SigningReason::none};
  if (evidence.counter == Freshness::missing) return only_taking(SigningReason::counter_missing);
  if (evidence.anchor == Freshness::missing) return only_taking(SigningReason::anchor_missing);
  return {false, SigningReason::none};
}

Status may_sign(const SigningStanding& standing, EntryKind kind) {
  if (!standing.only_what_takes_away || takes_away(kind)) return {};
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
