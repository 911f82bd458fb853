// Settings, as hexadecimal digits of: ver1 | n * row. A row of a claim: place | seq u64 | hash 32 |
// overridden u8; of a chain begun since: place. A place: peer 32 | session u64 | initiator 32 |
// chain 32 | number u32. A claim's device is this one's, and stands in the row too.
#include "core/vault/doubt.h"

#include <algorithm>
#include <limits>

#include "core/crypto/secret_writer.h"

namespace troth::vault {
namespace {

constexpr std::string_view kClaims = "frontier_ahead";
constexpr std::string_view kBegunSince = "chains_begun_since";
constexpr std::string_view kRelayAhead = "relay_ahead";
constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kMostSessions = 16;  // far more than are open at once

void write(Writer& out, const sync::MessagePlace& place) {
  out.raw(place.peer.view()).u64(place.session).raw(place.initiator.view());
  out.raw(place.chain.view()).u32(place.number);
}

sync::MessagePlace read_place(Reader& in) {
  sync::MessagePlace out;
  out.peer = crypto::read_id<DeviceId>(in);
  out.session = in.u64();
  out.initiator = crypto::read_id<DeviceId>(in);
  out.chain = crypto::read_id<DhPublicKey>(in);
  out.number = in.u32();
  return out;
}

void write(Writer& out, const Claim& claim) {
  write(out, claim.place);
  out.raw(claim.named.device.view()).u64(claim.named.seq).raw(claim.named.hash.view());
  out.u8(claim.overridden ? 1 : 0);
}

Claim read_claim(Reader& in) {
  Claim out;
  out.place = read_place(in);
  out.named.device = crypto::read_id<DeviceId>(in);
  out.named.seq = in.u64();
  out.named.hash = crypto::read_id<EntryHash>(in);
  out.overridden = in.u8() == 1;
  return out;
}

template <class Row>
Status keep_rows(store::PrivateState& settings, std::string_view name,
                 const std::vector<Row>& rows) {
  if (rows.empty()) return settings.unset(name);
  Writer out;
  out.u8(kFormat);
  for (const Row& row : rows) write(out, row);
  return settings.set(name, to_hex(out.bytes()));
}

template <class Row>
Result<std::vector<Row>> rows_of(const store::PrivateState& settings, std::string_view name,
                                 Row (*read)(Reader&)) {
  std::vector<Row> out;
  TROTH_ASSIGN(const auto text, settings.setting(name));
  if (!text) return out;
  const auto bytes = from_hex(*text);
  if (!bytes) return refuse(Code::store_inconsistent);
  Reader in(*bytes);
  const bool is_known = in.u8() == kFormat;
  while (is_known && in.ok() && !in.rest().empty()) out.push_back(read(in));
  if (!is_known || !in.done() || out.empty()) return refuse(Code::store_inconsistent);
  return out;
}

bool is_same_session(const sync::MessagePlace& a, const sync::MessagePlace& b) {
  return a.peer == b.peer && a.session == b.session && a.initiator == b.initiator;
}

// From here on, chains of this session that are later than `place` are sent since.
Status note_begun(store::PrivateState& settings, const sync::MessagePlace& place) {
  TROTH_ASSIGN(auto begun, rows_of(settings, kBegunSince, &read_place));
  std::erase_if(begun,
                [&](const sync::MessagePlace& kept) { return is_same_session(kept, place); });
  begun.push_back(place);
  begun.back().number = std::numeric_limits<std::uint32_t>::max();  // only another chain is later
  if (begun.size() > kMostSessions) begun.erase(begun.begin());
  return keep_rows(settings, kBegunSince, begun);
}

// An older message that names no more says nothing that was not known to be said.
void take_claim(Claim& claim, const sync::MessagePlace& place, const ledger::Head& named,
                bool is_later) {
  if (is_later) claim.place = place;
  if (claim.named == named || (!is_later && named.seq <= claim.named.seq)) return;
  claim.named = named;
  claim.overridden = false;
}

}  // namespace

Result<std::vector<Claim>> claims(const store::PrivateState& settings) {
  return rows_of(settings, kClaims, &read_claim);
}

Status keep_claims(store::PrivateState& settings, const std::vector<Claim>& claims) {
  return keep_rows(settings, kClaims, claims);
}

Result<bool> hear_frontier(store::PrivateState& settings, const sync::MessagePlace& place,
                           const std::optional<ledger::Head>& lacked,
                           const sync::Correspondence& places) {
  TROTH_ASSIGN(auto kept, claims(settings));
  const auto before = kept;
  const auto at = std::ranges::find_if(
      kept, [&](const Claim& claim) { return claim.place.peer == place.peer; });
  const bool is_later = at != kept.end() && places.is_later(place, at->place);
  if (at == kept.end()) {
    if (lacked) kept.push_back({place, *lacked, false});
  } else if (lacked) {
    take_claim(*at, place, *lacked, is_later);
  } else if (is_later) {
    kept.erase(at);
  }
  if (kept != before) TROTH_TRY(keep_claims(settings, kept));
  return !std::ranges::all_of(kept, &Claim::overridden);
}

Result<bool> is_sent_since(store::PrivateState& settings, const sync::Arrival& arrival,
                           const sync::Correspondence& places) {
  TROTH_ASSIGN(auto begun, rows_of(settings, kBegunSince, &read_place));
  const auto at = std::ranges::find_if(begun, [&](const sync::MessagePlace& place) {
    return is_same_session(place, arrival.place);
  });
  if (at != begun.end()) return places.is_later(arrival.place, *at);
  if (!arrival.turned) return false;
  TROTH_TRY(note_begun(settings, arrival.place));
  return false;
}

Status note_new_session(store::PrivateState& settings, const DeviceId& peer, const DeviceId& self,
                        std::uint64_t session) {
  sync::MessagePlace place;
  place.peer = peer;
  place.session = session;
  place.initiator = self;
  return note_begun(settings, place);  // no chain of the peer's yet: each is later
}

Status forget_begun(store::PrivateState& settings) { return settings.unset(kBegunSince); }

bool is_missing_a_guard(const store::Found& found) {
  return found.counter == ledger::Freshness::missing || found.anchor == ledger::Freshness::missing;
}

Status hear_relay_ahead(store::PrivateState& settings) { return settings.set(kRelayAhead, "1"); }

Result<bool> is_relay_ahead(const store::PrivateState& settings) {
  TROTH_ASSIGN(const auto told, settings.setting(kRelayAhead));
  return told.has_value();
}

Status forget_relay_ahead(store::PrivateState& settings) { return settings.unset(kRelayAhead); }

Status forget_doubt(store::PrivateState& settings) {
  TROTH_TRY(forget_relay_ahead(settings));
  TROTH_TRY(forget_begun(settings));
  return settings.unset(kClaims);
}

}  // namespace troth::vault
