// What the rules of consent read of an entry: from the ledger's form to
// agreement::Act. Pure. Nothing is lost on the way that takes away: what a
// restriction, a decline or a retraction says and this version cannot read is a
// pause of everything; what another kind of consent says and a newer version
// made is "newer", and stops all giving. What was signed but says nothing valid
// has no effect, but for the closing of a moment, which then closes all. Fails with
// store_inconsistent where no chain has the device.
#pragma once

#include "core/agreement/act.h"
#include "core/agreement/civil_time.h"
#include "core/base/error.h"
#include "core/ledger/device_chain.h"
#include "core/ledger/entry_log.h"
#include "core/store/pair_records.h"

namespace troth::store {

// The pair as the rules know it: both partners with their genesis devices.
agreement::Pair agreement_pair(const PairRecord& pair, const ledger::DeviceChains& chains);

// What entries are read against; borrowed for the call.
struct Reading {
  const PairRecord& pair;
  const ledger::DeviceChains& chains;
  const agreement::CivilTime& civil_time;  // for verdicts
};

Result<agreement::Act> act_of(const ledger::PlacedEntry& entry, const Reading& reading);

}  // namespace troth::store
