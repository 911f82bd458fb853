// The joiner's half of pairing.h. State, as `serialize` gives it: ver1 | stage1 |
// created u64 | LV(host) | port u16 | relay_pk 32 | LV(S) | LV(r) | LV(ISK) |
// LV(bundle) | LV(M1) | LV(M2) | TH or TH2 32 | LV(root) | LV(ticket) |
// LV(partner's bundle). What a stage has no use for is empty.
#include "core/base/check.h"
#include "core/sync/pairing.h"
#include "core/sync/pairing_transcript.h"
#include "core/sync/stored_place.h"

namespace troth::sync {
namespace {

constexpr std::uint8_t kStateVersion = 2;  // 1 is an inviter's

crypto::CpaceShare share_of_m2(ByteView m2) {
  Reader reader(m2.subspan(kPairingHead.size()));
  return crypto::read_id<crypto::CpaceShare>(reader);
}

}  // namespace

Result<Joiner> Joiner::start(const Invite& invite, const Bundle& own, TimeMs now) {
  TROTH_TRY(check_relay_place(invite.relay));
  Joiner out;
  TROTH_ASSIGN(out.bundle_, encode(own));
  out.created_ms_ = now;
  out.relay_ = invite.relay;
  out.secret_ = invite.secret.clone();
  return out;
}

RendezvousStep Joiner::next_step() const {
  RendezvousStep out;
  if (stage_ == Stage::finished || stage_ == Stage::failed) return out;
  out.id = rendezvous_id(secret_);
  out.what = stage_ == Stage::putting ? RendezvousStep::Do::put : RendezvousStep::Do::get;
  out.slot = stage_ == Stage::reading ? 1 : stage_ == Stage::putting ? 2 : 3;
  if (stage_ == Stage::putting) out.message = m2_;
  return out;
}

void Joiner::on_done() {
  if (stage_ == Stage::putting) stage_ = Stage::waiting;
}

Status Joiner::on_message(ByteView message, TimeMs now, crypto::Random& random) {
  if (stage_ == Stage::finished || stage_ == Stage::failed) return refuse(Code::pairing_over);
  if (stage_ == Stage::putting) return refuse(Code::pairing_malformed);
  Status read = now >= created_ms_ + kInviteMs ? refuse(Code::pairing_expired)
                : stage_ == Stage::reading     ? read_m1(message, random)
                                               : read_m3(message);
  if (!read) fail();
  return read;
}

Status Joiner::read_m1(ByteView bytes, crypto::Random& random) {
  TROTH_TRY(check_head(bytes, kM1Size));
  const M1 m1 = sync::read_m1(bytes);
  const Bytes channel = channel_identifier(relay_.key, rendezvous_id(secret_));
  const crypto::CpaceContext context{secret_.view(), channel, m1.nonce};
  const auto key = crypto::cpace_key(context, random);
  const auto cpace = cpace_transcript(m1, key.share);
  TROTH_ASSIGN(session_key_, crypto::cpace_session_key(context, key.scalar, m1.share, cpace));
  m1_ = copy_of(bytes);
  opening_ = random.secret(32);
  transcript_ = first_transcript(m1_, key.share);
  const PairingKeys keys = pairing_keys(secret_, session_key_, transcript_);
  const Box box{bundle_, opening_.clone(), {}};
  m2_ = Writer()
            .raw(kPairingHead)
            .raw(key.share.view())
            .raw(crypto::cpace_tags(m1.nonce, session_key_, cpace).b)
            .raw(seal_box(keys.joiner, transcript_, Side::joiner, box, random))
            .take();
  stage_ = Stage::putting;
  return {};
}

Status Joiner::read_m3(ByteView bytes) {
  TROTH_TRY(check_head(bytes, kM3Size));
  const M1 m1 = sync::read_m1(m1_);
  const auto cpace = cpace_transcript(m1, share_of_m2(m2_));
  const ByteView tag = bytes.subspan(kPairingHead.size(), sizeof(crypto::Sha512));
  if (!crypto::equal_in_constant_time(crypto::cpace_tags(m1.nonce, session_key_, cpace).a, tag))
    return refuse(Code::pairing_answer_wrong);

  const PairingKeys keys = pairing_keys(secret_, session_key_, transcript_);
  TROTH_ASSIGN(Box box, open_box(keys.inviter, transcript_, Side::inviter,
                                 bytes.subspan(kPairingHead.size() + sizeof(crypto::Sha512))));
  if (commitment(box.bundle, box.opening) != m1.commitment)
    return refuse(Code::pairing_commitment_broken);
  TROTH_ASSIGN(const Bundle partner, parse_bundle(box.bundle));
  TROTH_ASSIGN(const Bundle own, parse_bundle(bundle_));
  if (partner_of(partner) == partner_of(own)) return refuse(Code::pairing_own_invite);

  transcript_ = second_transcript(transcript_, {box.bundle, box.opening}, {bundle_, opening_});
  root_ = pair_root(keys.root, transcript_);
  ticket_ = std::move(box.ticket);
  partner_bundle_ = std::move(box.bundle);
  stage_ = Stage::finished;
  for (crypto::Secret* secret : {&secret_, &opening_, &session_key_}) *secret = {};
  return {};
}

void Joiner::fail() {
  stage_ = Stage::failed;
  for (crypto::Secret* secret : {&secret_, &opening_, &session_key_, &root_, &ticket_})
    *secret = {};
}

PairingResult Joiner::result() const {
  CHECK(has_result());
  return pairing_result(
      {transcript_, root_, bundle_, partner_bundle_, ticket_, relay_, Side::joiner});
}

bool Joiner::is_over(TimeMs now) const {
  return stage_ == Stage::finished || stage_ == Stage::failed || now >= created_ms_ + kInviteMs;
}

crypto::Secret Joiner::serialize() const {
  crypto::SecretWriter out;
  out.u8(kStateVersion).u8(static_cast<std::uint8_t>(stage_)).time(created_ms_);
  write_place(out, relay_);
  out.lv(secret_.view()).lv(opening_.view()).lv(session_key_.view());
  out.lv(bundle_).lv(m1_).lv(m2_).raw(transcript_.view());
  out.lv(root_.view()).lv(ticket_.view()).lv(partner_bundle_);
  return out.take();
}

Result<Joiner> Joiner::parse(ByteView bytes) {
  Reader in(bytes);
  const auto version = in.u8();
  const auto stage = in.u8();
  Joiner out;
  out.created_ms_ = crypto::read_time(in);
  out.relay_ = read_place(in);
  for (crypto::Secret* secret : {&out.secret_, &out.opening_, &out.session_key_})
    *secret = crypto::Secret::copy_of(in.lv());
  for (Bytes* field : {&out.bundle_, &out.m1_, &out.m2_}) *field = copy_of(in.lv());
  out.transcript_ = crypto::read_id<Hash>(in);
  for (crypto::Secret* secret : {&out.root_, &out.ticket_})
    *secret = crypto::Secret::copy_of(in.lv());
  out.partner_bundle_ = copy_of(in.lv());
  out.stage_ = static_cast<Stage>(stage);
  const bool is_known = version == kStateVersion && stage <= static_cast<int>(Stage::failed);
  const bool is_open = out.stage_ < Stage::finished;
  const bool is_sent = out.stage_ == Stage::putting || out.stage_ == Stage::waiting;
  if (!in.done() || !is_known || (is_open && out.secret_.size() != 32) ||
      (is_sent && (out.m1_.size() != kM1Size || out.m2_.size() != kM2Size ||
                   out.session_key_.size() != sizeof(crypto::Sha512))) ||
      (out.stage_ == Stage::finished &&
       (out.root_.size() != 32 || !parse_bundle(out.partner_bundle_))))
    return refuse(Code::sync_state_damaged);
  return out;
}

}  // namespace troth::sync
