// The frontier: how far a device knows the ledger, receipt and request in one
// (proto/README.md, "Entries and sync"). A device that forked has a head for
// each of its lines. Comparing a frontier with one's own log says what each
// side lacks and whether the heads prove an equivocation. A frontier proves
// nothing by itself: it is a claim of the one who sent it. Plain values.
#pragma once

#include <vector>

#include "core/base/clock.h"
#include "core/ledger/device_chain.h"
#include "core/ledger/entry_log.h"

namespace troth::ledger {

struct ChainHead {
  PartnerId partner;
  std::uint32_t length = 0;
  CertificateHash head;
  auto operator<=>(const ChainHead&) const = default;
};

struct Frontier {
  std::vector<Head> heads;        // ascending
  std::vector<ChainHead> chains;  // ascending
  bool operator==(const Frontier&) const = default;
};

Result<Frontier> frontier_of(const EntryLog& log, const DeviceChains& chains);

struct Difference {
  Clock they_hold;                     // of the entries here, as far as their heads are known here
  bool they_lack_entries = false;      // something here is beyond `they_hold`
  std::vector<Head> we_lack;           // their heads that are not here
  std::vector<DeviceId> equivocating;  // another hash here at a head's seq
  std::vector<PartnerId> they_lack_certificates;
  std::vector<PartnerId> we_lack_certificates;
  std::vector<PartnerId> forked_chains;  // another certificate here at a chain's head
  [[nodiscard]] bool is_level() const;
};

// What separates this log from whoever sent `theirs`. frontier_malformed for more
// than sizes::kLines heads, seq 0, or what is not ascending.
Result<Difference> compare(const Frontier& theirs, const EntryLog& log, const DeviceChains& chains);

}  // namespace troth::ledger
