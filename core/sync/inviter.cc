// The inviter's half of pairing.h. State, as `serialize` gives it: ver1 | stage1 |
// created u64 | LV(host) | port u16 | relay_pk 32 | LV(S) | LV(scalar) | LV(r) |
// LV(fresh seed) | LV(ticket) | LV(bundle) | LV(M1) | LV(M3) | H(M2) 32 | TH2 32 |
// LV(root) | LV(partner's bundle). What a stage has no use for is empty.
#include "core/base/check.h"
#include "core/crypto/kdf.h"
#include "core/sync/pairing.h"
#include "core/sync/pairing_transcript.h"
#include "core/sync/stored_place.h"

namespace troth::sync {
namespace {

constexpr std::uint8_t kStateVersion = 1;

// M2: v | Yb 32 | Tb 64 | box.
struct M2 {
  crypto::CpaceShare share;
  crypto::Sha512 tag;
  ByteView box;
};

M2 read_m2(ByteView bytes) {
  Reader reader(bytes);
  reader.raw(kPairingHead.size());
  M2 out;
  out.share = crypto::read_id<crypto::CpaceShare>(reader);
  reader.copy_into(out.tag);
  out.box = reader.rest();
  CHECK(reader.ok());
  return out;
}

}  // namespace

Result<Inviter> Inviter::start(const Bundle& own, const RelayPlace& relay, TimeMs now,
                               crypto::Random& random) {
  TROTH_TRY(check_relay_place(relay));
  Inviter out;
  TROTH_ASSIGN(out.bundle_, encode(own));
  out.created_ms_ = now;
  out.relay_ = relay;
  out.secret_ = random.secret(32);
  out.opening_ = random.secret(32);
  out.fresh_ = random.secret(32);
  out.ticket_ = random.secret(32);
  const auto nonce = random.array<32>();
  const Bytes rendezvous = rendezvous_id(out.secret_);
  const Bytes channel = channel_identifier(relay.key, rendezvous);
  auto key = crypto::cpace_key({out.secret_.view(), channel, nonce}, random);
  out.scalar_ = std::move(key.scalar);
  out.m1_ = Writer()
                .raw(kPairingHead)
                .raw(nonce)
                .raw(key.share.view())
                .raw(commitment(out.bundle_, out.opening_).view())
                .take();
  return out;
}

Invite Inviter::invite() const {
  CHECK(stage_ != Stage::failed);
  return {.relay = relay_, .secret = secret_.clone()};
}

RendezvousStep Inviter::next_step() const {
  RendezvousStep out;
  if (stage_ == Stage::finished || stage_ == Stage::failed) return out;
  out.id = rendezvous_id(secret_);
  const auto fresh = crypto::SigningKey::from_seed(fresh_);
  if (stage_ == Stage::opening) {
    out.what = RendezvousStep::Do::open;
    out.slot = 1;
    out.message = m1_;
    out.fresh_key = fresh.public_key();
  } else if (stage_ == Stage::waiting) {
    out.what = RendezvousStep::Do::get;
    out.slot = 2;
  } else {
    out.what = RendezvousStep::Do::put;
    out.slot = 3;
    out.message = m3_;
    out.signature = fresh.sign(crypto::label::kRelayRendezvous,
                               Writer().raw(out.id).u8(out.slot).raw(m3_).bytes());
  }
  return out;
}

void Inviter::on_done() {
  if (stage_ == Stage::opening) stage_ = Stage::waiting;
  if (stage_ == Stage::answering) stage_ = Stage::finished;
}

Status Inviter::on_message(ByteView m2, TimeMs now, crypto::Random& random) {
  const Hash arrived = crypto::generic_hash(m2);
  if (has_result()) return arrived == m2_hash_ ? Status() : refuse(Code::pairing_answered);
  if (stage_ == Stage::failed) return refuse(Code::pairing_over);
  Status answered = now < expires_ms() ? answer(m2, random) : refuse(Code::pairing_expired);
  if (!answered) {
    fail();
    return answered;
  }
  m2_hash_ = arrived;
  stage_ = Stage::answering;
  return {};
}

Status Inviter::answer(ByteView bytes, crypto::Random& random) {
  TROTH_TRY(check_head(bytes, kM2Size));
  const M2 m2 = read_m2(bytes);
  const M1 m1 = read_m1(m1_);
  const auto cpace = cpace_transcript(m1, m2.share);
  const Bytes channel = channel_identifier(relay_.key, rendezvous_id(secret_));
  TROTH_ASSIGN(
      const auto session_key,
      crypto::cpace_session_key({secret_.view(), channel, m1.nonce}, scalar_, m2.share, cpace));
  const auto tags = crypto::cpace_tags(m1.nonce, session_key, cpace);
  if (!crypto::equal_in_constant_time(tags.b, m2.tag)) return refuse(Code::pairing_wrong_code);

  const Hash first = first_transcript(m1_, m2.share);
  const PairingKeys keys = pairing_keys(secret_, session_key, first);
  TROTH_ASSIGN(const Box box, open_box(keys.joiner, first, Side::joiner, m2.box));
  TROTH_ASSIGN(const Bundle partner, parse_bundle(box.bundle));
  TROTH_ASSIGN(const Bundle own, parse_bundle(bundle_));
  if (partner_of(partner) == partner_of(own)) return refuse(Code::pairing_own_invite);

  transcript_ = second_transcript(first, {bundle_, opening_}, {box.bundle, box.opening});
  root_ = pair_root(keys.root, transcript_);
  partner_bundle_ = box.bundle;
  const Box answer{bundle_, opening_.clone(), ticket_.clone()};
  m3_ = Writer()
            .raw(kPairingHead)
            .raw(tags.a)
            .raw(seal_box(keys.inviter, first, Side::inviter, answer, random))
            .take();
  return {};
}

void Inviter::fail() {
  stage_ = Stage::failed;
  for (crypto::Secret* secret : {&secret_, &scalar_, &opening_, &fresh_, &ticket_, &root_})
    *secret = {};
}

PairingResult Inviter::result() const {
  CHECK(has_result());
  return pairing_result(
      {transcript_, root_, bundle_, partner_bundle_, ticket_, relay_, Side::inviter});
}

bool Inviter::is_over(TimeMs now) const {
  return stage_ == Stage::finished || stage_ == Stage::failed || now >= expires_ms();
}

crypto::Secret Inviter::serialize() const {
  crypto::SecretWriter out;
  out.u8(kStateVersion).u8(static_cast<std::uint8_t>(stage_)).time(created_ms_);
  write_place(out, relay_);
  out.lv(secret_.view()).lv(scalar_.view()).lv(opening_.view()).lv(fresh_.view());
  out.lv(ticket_.view()).lv(bundle_).lv(m1_).lv(m3_).raw(m2_hash_.view());
  out.raw(transcript_.view()).lv(root_.view()).lv(partner_bundle_);
  return out.take();
}

Result<Inviter> Inviter::parse(ByteView bytes) {
  Reader in(bytes);
  const auto version = in.u8();
  const auto stage = in.u8();
  Inviter out;
  out.created_ms_ = crypto::read_time(in);
  out.relay_ = read_place(in);
  for (crypto::Secret* secret :
       {&out.secret_, &out.scalar_, &out.opening_, &out.fresh_, &out.ticket_})
    *secret = crypto::Secret::copy_of(in.lv());
  for (Bytes* field : {&out.bundle_, &out.m1_, &out.m3_}) *field = copy_of(in.lv());
  out.m2_hash_ = crypto::read_id<Hash>(in);
  out.transcript_ = crypto::read_id<Hash>(in);
  out.root_ = crypto::Secret::copy_of(in.lv());
  out.partner_bundle_ = copy_of(in.lv());
  out.stage_ = static_cast<Stage>(stage);
  const bool is_known = version == kStateVersion && stage <= static_cast<int>(Stage::failed);
  const bool is_complete =
      out.stage_ == Stage::failed || (out.secret_.size() == 32 && out.scalar_.size() == 32 &&
                                      out.fresh_.size() == 32 && out.m1_.size() == kM1Size);
  const bool is_answered =
      out.stage_ < Stage::answering || out.stage_ == Stage::failed ||
      (out.m3_.size() == kM3Size && out.root_.size() == 32 && parse_bundle(out.partner_bundle_));
  if (!in.done() || !is_known || !is_complete || !is_answered)
    return refuse(Code::sync_state_damaged);
  return out;
}

}  // namespace troth::sync
