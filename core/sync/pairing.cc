#include "core/sync/pairing.h"

#include "core/base/check.h"
#include "core/sync/pairing_transcript.h"

namespace troth::sync {

std::string short_authentication_string(const Hash& transcript) {
  const Hash digest = crypto::hash(crypto::label::kShortAuthentication, {transcript.view()});
  std::string digits = std::to_string(Reader(digest.view()).u64() % 1'000'000'000);
  digits.insert(0, 9 - digits.size(), '0');
  return digits.substr(0, 3) + " " + digits.substr(3, 3) + " " + digits.substr(6, 3);
}

Hash ticket_hash(const crypto::Secret& ticket) {
  return crypto::hash(crypto::label::kTicket, {ticket.view()});
}

PairingResult pairing_result(const Finished& finished) {
  auto own = parse_bundle(finished.own_bundle);
  auto partner = parse_bundle(finished.partner_bundle);
  CHECK(own.has_value() && partner.has_value());
  const PartnerId self = partner_of(*own);
  const PartnerId other = partner_of(*partner);
  const bool invited = finished.self == Side::inviter;
  return {.pair = pair_id(invited ? self : other, invited ? other : self, finished.transcript),
          .transcript = finished.transcript,
          .root = finished.root.clone(),
          .self = self,
          .partner = other,
          .partner_device = ledger::device_id(partner->genesis.header().sign_pk,
                                              *partner->genesis.header().dh_pk),
          .bundle = std::move(*partner),
          .ticket = finished.ticket.clone(),
          .relay = finished.relay};
}

}  // namespace troth::sync
