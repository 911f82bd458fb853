#include "core/store/acts.h"

#include "core/ledger/payload.h"
#include "core/store/rows.h"

namespace troth::store {
namespace {

using agreement::Deed;
using agreement::RestrictionKind;
using ledger::EntryKind;
using ledger::PlacedEntry;

Deed unreadable_restriction() {
  agreement::RestrictionFacts facts;
  facts.kind = RestrictionKind::unreadable;
  return facts;
}

Deed restriction(RestrictionKind kind, ByteView payload) {
  const auto read = agreement::decode_restriction(kind, payload);
  return read ? Deed(agreement::facts_of(*read)) : unreadable_restriction();
}

Deed no(ByteView payload) {
  const auto read = agreement::decode_no(payload);
  return read ? Deed(agreement::NoFacts{read->proposal}) : unreadable_restriction();
}

// What a consent entry does that could not be read: nothing, unless a newer version made it.
Deed without_effect(const Error& why) {
  if (why.code == Code::payload_newer || why.code == Code::consent_newer) return agreement::Newer{};
  return agreement::Practice{};
}

Deed proposal(ByteView payload, const agreement::Pair& pair) {
  const auto read = agreement::decode_proposal(payload, pair);
  return read ? Deed(agreement::facts_of(*read)) : without_effect(read.error());
}

Deed acceptance(ByteView payload) {
  const auto read = agreement::decode_acceptance(payload);
  return read ? Deed(*read) : without_effect(read.error());
}

Deed compared(ByteView payload, const Hash& transcript) {
  const auto read = ledger::decode_compared(payload);
  if (!read) return without_effect(read.error());
  if (read->transcript != transcript) return agreement::Practice{};
  return agreement::Compared{};
}

Deed confirmed(const PlacedEntry& entry, const ledger::DeviceChains& chains) {
  const auto read = ledger::decode_confirmed(entry.entry.payload());
  if (!read) return without_effect(read.error());
  if (!entry.place.confirms) return agreement::Practice{};
  const ledger::Device* device = chains.find(*entry.place.confirms);
  const ledger::Device* author = chains.find(entry.place.device);
  // Nobody confirms a device of their own.
  if (device == nullptr || author == nullptr || author->partner == device->partner)
    return agreement::Practice{};
  return agreement::Confirmed{device->id};
}

Deed revoked(const PlacedEntry& entry, const ledger::DeviceChains& chains) {
  const auto read = ledger::decode_revoked(entry.entry.payload());
  if (!read) return without_effect(read.error());
  const auto cut = ledger::cut_of(*read, entry.place.past, chains);
  // A revocation whose certificate is not here: a device may be lost, so nothing is given.
  if (!cut) return agreement::Newer{};
  return agreement::Cut{cut->device, cut->last_seq + 1, agreement::Cut::Why::revoked};
}

Deed equivocated(ByteView payload, const Reading& reading) {
  const auto read = ledger::decode_equivocated(payload);
  if (!read) return without_effect(read.error());
  const auto cut = ledger::cut_of(*read, reading.pair.pair, reading.chains);
  if (!cut) return agreement::Practice{};  // an accusation without proof
  return agreement::Cut{cut->device, cut->last_seq + 1, agreement::Cut::Why::equivocated};
}

// Signed by choice, and all that the rules read of it.
Deed assent(ByteView payload) {
  const auto read = agreement::decode_assent(payload);
  return read ? Deed(agreement::Practice{}) : without_effect(read.error());
}

Deed consent(const PlacedEntry& entry, const Reading& reading) {
  const ByteView payload = entry.entry.payload();
  switch (entry.place.kind) {
    case EntryKind::propose:
      return proposal(payload, agreement_pair(reading.pair, reading.chains));
    case EntryKind::accept:
      return acceptance(payload);
    case EntryKind::compared:
      return compared(payload, reading.pair.transcript);
    case EntryKind::confirmed:
      return confirmed(entry, reading.chains);
    case EntryKind::revoked:
      return revoked(entry, reading.chains);
    case EntryKind::equivocated:
      return equivocated(payload, reading);
    case EntryKind::assent:
      return assent(payload);
    default:
      return agreement::Newer{};
  }
}

Deed taking_away(EntryKind kind, ByteView payload) {
  switch (kind) {
    case EntryKind::pause:
      return restriction(RestrictionKind::pause, payload);
    case EntryKind::end:
      return restriction(RestrictionKind::ending, payload);
    case EntryKind::withdraw:
      return restriction(RestrictionKind::withdrawal, payload);
    case EntryKind::limit:
      return restriction(RestrictionKind::limit, payload);
    case EntryKind::decline:
    case EntryKind::retract:
      return no(payload);
    default:
      return unreadable_restriction();
  }
}

Deed deed_of(const PlacedEntry& entry, const Reading& reading) {
  switch (ledger::range_of(entry.place.kind)) {
    case ledger::KindRange::takes_away:
      return taking_away(entry.place.kind, entry.entry.payload());
    case ledger::KindRange::consent:
      return consent(entry, reading);
    case ledger::KindRange::automatic:
      return agreement::Automatic{};
    case ledger::KindRange::practice:
      break;
  }
  return agreement::Practice{};
}

agreement::Pair::Member member_of(const ledger::DeviceChain& chain) {
  return {chain.partner(), chain.devices().front().id};
}

}  // namespace

agreement::Pair agreement_pair(const PairRecord& pair, const ledger::DeviceChains& chains) {
  agreement::Pair out{pair.pair, member_of(chains.own), member_of(chains.other)};
  if (out.b.partner < out.a.partner) std::swap(out.a, out.b);
  return out;
}

Result<agreement::Act> act_of(const PlacedEntry& entry, const Reading& reading) {
  const ledger::Place& place = entry.place;
  const ledger::Device* device = reading.chains.find(place.device);
  if (device == nullptr) return inconsistent("an entry by a device of nobody");
  return agreement::Act{place.hash,      device->partner,
                        place.device,    place.tick,
                        place.past,      entry.entry.header().written_at_ms,
                        place.latest_ms, deed_of(entry, reading)};
}

}  // namespace troth::store
