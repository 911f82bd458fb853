#include "core/sync/pairing_transcript.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/sizes.h"
#include "core/crypto/kdf.h"
#include "core/crypto/seal.h"
#include "core/ledger/certificate.h"

namespace troth::sync {
namespace label = crypto::label;
namespace {

Bytes box_associated(const Hash& transcript, Side side) {
  return Writer().raw(transcript.view()).u8(static_cast<std::uint8_t>(side)).take();
}

}  // namespace

Status check_head(ByteView message, std::size_t size) {
  if (message.empty()) return refuse(Code::pairing_malformed);
  if (message[0] != kPairingVersion) return refuse(Code::pairing_newer);
  if (message.size() != size || message[1] != kModeInvite) return refuse(Code::pairing_malformed);
  return {};
}

Bytes rendezvous_id(const crypto::Secret& secret) {
  return copy_of(crypto::hkdf({}, secret.view(), label::kRendezvous, {}, 16).view());
}

Bytes channel_identifier(const DhPublicKey& relay_key, ByteView rendezvous) {
  return Writer()
      .raw(crypto::label_prefix(label::kPairAssociated))
      .u8(kModeInvite)
      .lv(relay_key.view())
      .lv(rendezvous)
      .take();
}

Hash commitment(ByteView bundle, const crypto::Secret& opening) {
  return crypto::hash(label::kPairCommit, {bundle, opening.view()});
}

M1 read_m1(ByteView bytes) {
  Reader reader(bytes);
  reader.raw(kPairingHead.size());
  M1 out{.nonce = copy_of(reader.raw(32)),
         .share = crypto::read_id<crypto::CpaceShare>(reader),
         .commitment = crypto::read_id<Hash>(reader)};
  CHECK(reader.done());
  return out;
}

crypto::CpaceTranscript cpace_transcript(const M1& m1, const crypto::CpaceShare& share_b) {
  return {.share_a = m1.share,
          .associated_a = Writer().raw(kPairingHead).raw(m1.commitment.view()).take(),
          .share_b = share_b,
          .associated_b = copy_of(kPairingHead)};
}

Hash first_transcript(ByteView m1, const crypto::CpaceShare& share_b) {
  const Bytes b = Writer().raw(kPairingHead).raw(share_b.view()).take();
  return crypto::hash(label::kPairTranscript, {m1, b});
}

PairingKeys pairing_keys(const crypto::Secret& invite_secret, const crypto::Secret& session_key,
                         const Hash& transcript) {
  const crypto::Secret keys =
      crypto::hkdf(invite_secret.view(), session_key.view(), label::kPair, transcript.view(), 96);
  return {keys.slice(0, 32), keys.slice(32, 32), keys.slice(64, 32)};
}

Hash second_transcript(const Hash& first, const Opened& inviter, const Opened& joiner) {
  return crypto::hash(
      label::kPairTranscript2,
      {first.view(), inviter.bundle, inviter.opening.view(), joiner.bundle, joiner.opening.view()});
}

PairId pair_id(const PartnerId& inviter, const PartnerId& joiner, const Hash& transcript2) {
  return crypto::hash_as<PairId>(label::kPairId,
                                 {inviter.view(), joiner.view(), transcript2.view()});
}

crypto::Secret pair_root(const crypto::Secret& r, const Hash& transcript2) {
  return crypto::hkdf({}, r.view(), label::kPairRoot, transcript2.view(), 32);
}

PartnerId partner_of(const Bundle& bundle) { return ledger::partner_id(bundle.genesis.hash()); }

Bytes seal_box(const crypto::Secret& key, const Hash& transcript, Side side, const Box& box,
               crypto::Random& random) {
  crypto::SecretWriter text;
  text.lv(box.bundle).raw(box.opening.view()).raw(box.ticket.view());
  CHECK(box.bundle.size() <= sizes::kBundle && text.size() <= sizes::kPairingBox);
  text.zeros(sizes::kPairingBox - text.size());
  return crypto::seal_committing(key, box_associated(transcript, side), text.take().view(), random);
}

Result<Box> open_box(const crypto::Secret& key, const Hash& transcript, Side side,
                     ByteView sealed) {
  const auto text = crypto::open_committing(key, box_associated(transcript, side), sealed);
  if (!text) return refuse(Code::pairing_box_not_open);
  Reader reader(text->view());
  Box out;
  out.bundle = copy_of(reader.lv());
  out.opening = crypto::read_key(reader);
  if (side == Side::inviter) out.ticket = crypto::read_key(reader);
  const bool is_padded =
      std::ranges::all_of(reader.rest(), [](std::uint8_t byte) { return byte == 0; });
  if (!reader.ok() || !is_padded || text->size() != sizes::kPairingBox)
    return refuse(Code::pairing_malformed);
  return out;
}

}  // namespace troth::sync
