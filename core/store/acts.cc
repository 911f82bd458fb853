#include "core/store/acts.h"

#include "core/store/content.h"
#include "core/store/rows.h"

namespace troth::store {
namespace {

using agreement::Deed;
using ledger::EntryKind;
using ledger::PlacedEntry;

// What an entry that could be read does.
struct DeedOf {
  const PlacedEntry& entry;
  const Reading& reading;

  Deed operator()(const agreement::Restriction& said) const { return agreement::facts_of(said); }
  Deed operator()(const agreement::No& said) const { return agreement::NoFacts{said.proposal}; }
  Deed operator()(const agreement::Proposal& said) const { return agreement::facts_of(said); }
  Deed operator()(const agreement::Acceptance& said) const { return said; }
  // Signed by choice, and all that the rules read of it.
  Deed operator()(const agreement::Assent&) const { return agreement::Practice{}; }
  Deed operator()(const ledger::Compared& said) const {
    if (said.transcript != reading.pair.transcript) return agreement::Practice{};
    return agreement::Compared{};
  }
  Deed operator()(const ledger::Confirmed&) const {
    if (!entry.place.confirms) return agreement::Practice{};
    const ledger::Device* device = reading.chains.find(*entry.place.confirms);
    const ledger::Device* author = reading.chains.find(entry.place.device);
    // Nobody confirms a device of their own.
    if (device == nullptr || author == nullptr || author->partner == device->partner)
      return agreement::Practice{};
    return agreement::Confirmed{device->id};
  }
  Deed operator()(const ledger::Revoked& said) const {
    const auto cut = ledger::cut_of(said, entry.place.past, reading.chains);
    // A revocation whose certificate is not here: a device may be lost, so nothing is given.
    if (!cut) return agreement::Newer{};
    return agreement::Cut{cut->device, cut->last_seq + 1, agreement::Cut::Why::revoked};
  }
  Deed operator()(const ledger::Equivocated& said) const {
    const auto cut = ledger::cut_of(said, reading.pair.pair, reading.chains);
    if (!cut) return agreement::Practice{};  // an accusation without proof
    return agreement::Cut{cut->device, cut->last_seq + 1, agreement::Cut::Why::equivocated};
  }
  Deed operator()(const ledger::Paired&) const { return agreement::Automatic{}; }
  Deed operator()(const ledger::SessionEstablished&) const { return agreement::Automatic{}; }
  Deed operator()(const practice::Content& said) const {
    if (const auto* opened = std::get_if<practice::MomentOpened>(&said))
      return agreement::MomentOpened{opened->areas, opened->until_ms};
    if (const auto* closed = std::get_if<practice::MomentClosed>(&said))
      return agreement::MomentClosed{closed->moment};
    return agreement::Practice{};
  }
};

// What one does that could not be read: nothing, unless it takes away, closes a
// moment (then every one), or is consent that a newer version made.
Deed unreadable(EntryKind kind, const Error& why) {
  if (ledger::takes_away(kind)) {
    agreement::RestrictionFacts facts;
    facts.kind = agreement::RestrictionKind::unreadable;
    return facts;
  }
  if (kind == EntryKind::moment_closed) return agreement::MomentClosed{};
  if (why.code == Code::payload_newer || why.code == Code::consent_newer) return agreement::Newer{};
  return agreement::Practice{};
}

// The rules ask nothing else of what is practised: it need not even be read.
bool is_mere_practice(EntryKind kind) {
  return ledger::range_of(kind) == ledger::KindRange::practice &&
         kind != EntryKind::moment_opened && kind != EntryKind::moment_closed;
}

Deed deed_of(const PlacedEntry& entry, const Reading& reading) {
  const EntryKind kind = entry.place.kind;
  if (ledger::range_of(kind) == ledger::KindRange::automatic) return agreement::Automatic{};
  if (is_mere_practice(kind)) return agreement::Practice{};
  const auto content =
      content_of(kind, entry.entry.payload(), agreement_pair(reading.pair, reading.chains));
  return content ? std::visit(DeedOf{entry, reading}, *content) : unreadable(kind, content.error());
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
