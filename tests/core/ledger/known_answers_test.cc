// The formats of the ledger, frozen: what SeededRandom(1) makes is, byte for
// byte, what tests/vectors/ledger-1.json says. A format that changes gets a new
// file; this one stays readable.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/ledger/payload.h"
#include "core/ledger/prekey.h"
#include "tests/support/pair.h"

namespace troth::ledger {
namespace {

using nlohmann::ordered_json;
using test::Pair;
using test::Side;

ordered_json vectors() {
  std::ifstream file(TROTH_OWN_VECTORS "/ledger-1.json");
  return ordered_json::parse(file, nullptr, /*allow_exceptions=*/false);
}

ordered_json described(const Certificate& certificate) {
  return {{"bytes", to_hex(certificate.encode())}, {"hash", certificate.hash().hex()}};
}

ordered_json described(const Entry& entry) {
  return {{"bytes", to_hex(entry.encode())},
          {"hash", entry.hash().hex()},
          {"payload_hash", entry.header().payload_hash.hex()},
          {"signature", entry.signed_header().signature.hex()}};
}

ordered_json made_today() {
  Pair pair(1, 2, 1);
  Side mara = pair.side(pair.mara.devices[0]);
  Side jonas = pair.side(pair.jonas.devices[0]);
  const auto& keys = pair.mara.devices[0];
  ordered_json out;
  out["pair_id"] = pair.id.hex();
  out["partner_id"] = pair.mara.chain.partner().hex();
  out["device_id"] = keys.id.hex();
  out["sign_pk"] = keys.sign.public_key().hex();
  out["mailbox_id"] = mailbox_id(keys.mailbox.public_key()).hex();
  for (const Certificate& certificate : pair.mara.chain.certificates()) {
    out["certificates"].push_back(described(certificate));
  }
  out["certificates"].push_back(described(make_revocation(
      3, pair.mara.chain.head(), pair.mara.devices[1].sign.public_key(),
      pair.mara.devices[1].dh.public_key(), {2, EntryHash{pair.id.value}}, pair.mara.recovery)));
  out["device_check"] = device_check(pair.mara.chain.head(), pair.id);
  out["prekey"] =
      to_hex(sign_prekey({7, keys.dh.public_key(), test::kStartMs}, keys.id, keys.sign).encode());
  const Hash transcript{pair.id.value};
  const Entry paired =
      pair.write(mara, EntryKind::paired, encode(Paired{pair.id, transcript}), test::kStartMs);
  pair.give(jonas, paired);
  const Entry compared =
      pair.write(jonas, EntryKind::compared, encode(Compared{transcript}), test::kStartMs + 1);
  pair.give(mara, compared);
  out["entries"] = {
      described(paired), described(compared),
      described(
          pair.write(mara, EntryKind::session,
                     encode(SessionEstablished{pair.jonas.devices[0].id, 1, SessionReason::first}),
                     test::kStartMs + 2)),
      described(pair.write(mara, EntryKind::pause, "enough for today", test::kStartMs + 3)),
      described(pair.write(mara, EntryKind::equivocated,
                           encode(Equivocated{paired.signed_header(), compared.signed_header()}),
                           test::kStartMs + 4))};
  crypto::Secret entropy = crypto::Secret::copy_of(transcript.view());
  out["recovery_pk"] = recovery_key(entropy).public_key().hex();
  return out;
}

TEST(KnownAnswers, TheFormatsAreWhatTheyWere) {
  const ordered_json today = made_today();
  EXPECT_EQ(vectors(), today) << today.dump(2);
}

TEST(KnownAnswers, FrozenEntriesAreStillAccepted) {
  Pair pair(1, 2, 1);
  Side side = pair.side(pair.jonas.devices[0]);
  const ordered_json frozen = vectors();
  ASSERT_TRUE(frozen.is_object());
  for (const auto& entry : frozen["entries"]) {
    const auto bytes = from_hex(entry["bytes"].get<std::string>());
    EXPECT_EQ(pair.give(side, *bytes).front().outcome, Outcome::accepted);
  }
}

TEST(KnownAnswers, FrozenCertificatesStillMakeAChain) {
  std::vector<Certificate> certificates;
  const ordered_json frozen = vectors();
  ASSERT_TRUE(frozen.is_object());
  for (const auto& certificate : frozen["certificates"]) {
    certificates.push_back(*decode_certificate(*from_hex(certificate["bytes"].get<std::string>())));
  }
  const auto chain = DeviceChain::from(certificates);
  ASSERT_TRUE(chain);
  EXPECT_EQ(chain->active_devices(), 1U);
}

}  // namespace
}  // namespace troth::ledger
