// State, as `serialize` gives it: ver1 | pair_id 32 | self 32 | peer sign 32 | peer dh 32 |
// highest_theirs u64 | highest_ours u64 | resets u32 | last_reset u64 |
// n u32 | n * (session_id 16 | seq u64 | epoch u32 | flags u8 (1 ours, 2 answered) | LV(init) |
// unanswered u32 | since u64 | LV(ratchet)), by (seq, initiator), rising.
#include "core/sync/session.h"

#include <algorithm>
#include <tuple>

#include "core/base/sizes.h"
#include "core/crypto/hash.h"
#include "core/crypto/kdf.h"
#include "core/crypto/secret_writer.h"
#include "core/ledger/certificate.h"

namespace troth::sync {
namespace label = crypto::label;
namespace {

constexpr std::uint8_t kStateVersion = 1;
constexpr std::uint8_t kSuite = 1;
enum Flags : std::uint8_t { kOurs = 1, kAnswered = 2 };

// What TH_s is made of: A is the initiator.
struct Handshake {
  const PairId& pair;
  const DeviceKeys& a;
  const DeviceKeys& b;
  const DhPublicKey& prekey;  // SPK_B
};

// H("session", suite, pair_id, u32 epoch, u64 seq, id_A, id_B, IKdh_A, IKdh_B, SPK_B, EK).
Hash transcript_of(const Handshake& handshake, const SessionInit& init) {
  const Bytes suite = Writer().u8(kSuite).take();
  const Bytes epoch = Writer().u32(init.root_epoch).take();
  const Bytes seq = Writer().u64(init.session_seq).take();
  return crypto::hash(label::kSession,
                      {suite, handshake.pair.view(), epoch, seq, handshake.a.id.view(),
                       handshake.b.id.view(), handshake.a.dh.view(), handshake.b.dh.view(),
                       handshake.prekey.view(), init.ephemeral.view()});
}

SessionId session_id_of(const Hash& transcript) {
  return crypto::hash_as<SessionId>(label::kSessionId, {transcript.view()});
}

// SK, from the three agreements in the initiator's order.
crypto::Secret shared_key(const Root& root, const crypto::Secret& agreed, const Hash& transcript) {
  return crypto::hkdf(root.secret.view(), agreed.view(), label::kSession, transcript.view(), 32);
}

struct Agreement {
  const crypto::DhKey& own;
  const DhPublicKey& theirs;
};
Result<crypto::Secret> agree(std::initializer_list<Agreement> agreements) {
  crypto::SecretWriter out;
  for (const auto& [own, theirs] : agreements) {
    TROTH_ASSIGN(const auto shared, own.agree(theirs));
    out.raw(shared.view());
  }
  return out.take();
}

// The wait before the next reset for want of an answer: 28 days after the
// first, doubling to 60.
TimeMs reset_wait_ms(std::uint32_t resets) {
  TimeMs out = kUnansweredMs;
  for (std::uint32_t i = 0; i < resets && out < kLongestBackOffMs; ++i) out *= 2;
  return std::min(out, kLongestBackOffMs);
}

}  // namespace

DeviceKeys device_keys(const SignPublicKey& sign, const DhPublicKey& dh) {
  return {ledger::device_id(sign, dh), sign, dh};
}

const Sessions::Session* Sessions::sending() const {
  return sessions_.empty() ? nullptr : &sessions_.back();
}

Sessions::Session* Sessions::find(const SessionId& id) {
  const auto at = std::ranges::find(sessions_, id, &Session::id);
  return at == sessions_.end() ? nullptr : &*at;
}

// LV("troth1 msg") | pair_id | id_from | id_to | all bytes before (the ratchet adds its header).
Bytes Sessions::associated(const DeviceId& from, const DeviceId& to, ByteView before) const {
  return Writer()
      .raw(crypto::label_prefix(label::kMessage))
      .raw(pair_.view())
      .raw(from.view())
      .raw(to.view())
      .raw(before)
      .take();
}

bool Sessions::recognizes(const SessionMessage& message, const OwnDevice& own) const {
  if (std::ranges::find(sessions_, message.session, &Session::id) != sessions_.end()) return true;
  return message.init && check_init(*message.init, own).has_value();
}

// The transcript of a handshake that the peer signed for this device.
Result<Hash> Sessions::check_init(const SessionInit& init, const OwnDevice& own) const {
  const crypto::DhKey* prekey = own.prekeys.find(init.prekey_id);
  if (prekey == nullptr) return refuse(Code::session_prekey_gone);
  const Hash transcript = transcript_of({pair_, peer_, own.keys, prekey->public_key()}, init);
  if (!crypto::verify(peer_.sign, label::kSessionInit, transcript.view(), init.signature))
    return refuse(Code::session_signature_wrong);
  return transcript;
}

Result<Sessions::Opened> Sessions::open(const SessionMessage& message, const OwnDevice& own,
                                        TimeMs now, crypto::Random& random) {
  Session* session = find(message.session);
  if (session == nullptr) {
    if (!message.init) return refuse(Code::session_unknown);
    return open_first(message, own, now, random);
  }
  const Bytes before = associated(peer_.id, self_, message_head(message.init, message.session));
  const auto newest = session->ratchet.their_key();
  TROTH_ASSIGN(auto text,
               session->ratchet.decrypt(before, message.header, message.sealed, now, random));
  session->answered = true;
  session->unanswered = 0;
  resets_ = 0;
  return Opened{.text = std::move(text),
                .accepted = std::nullopt,
                .place = place_of(*session, message.header),
                .turned = newest != session->ratchet.their_key()};
}

Result<Sessions::Opened> Sessions::open_first(const SessionMessage& message, const OwnDevice& own,
                                              TimeMs now, crypto::Random& random) {
  const SessionInit& init = *message.init;
  TROTH_TRY(check_number(init.session_seq));
  if (init.session_seq <= highest_theirs_) return refuse(Code::session_stale);
  TROTH_ASSIGN(const Hash transcript, check_init(init, own));
  if (session_id_of(transcript) != message.session) return refuse(Code::message_malformed);
  const crypto::DhKey& prekey = *own.prekeys.find(init.prekey_id);
  TROTH_ASSIGN(const auto agreed,
               agree({{prekey, peer_.dh}, {own.dh, init.ephemeral}, {prekey, init.ephemeral}}));
  const Bytes before = associated(peer_.id, self_, message_head(message.init, message.session));
  Error last = error(Code::root_epoch_unknown);
  for (const Root& root : own.roots.live()) {
    if (root.epoch != init.root_epoch) continue;
    auto ratchet = crypto::Ratchet::responder(message.session, shared_key(root, agreed, transcript),
                                              crypto::DhKey::from_secret(prekey.secret().clone()));
    auto text = ratchet.decrypt(before, message.header, message.sealed, now, random);
    if (!text) {
      last = text.error();
      continue;
    }
    highest_theirs_ = init.session_seq;
    resets_ = 0;
    Session session{.id = message.session,
                    .seq = init.session_seq,
                    .epoch = init.root_epoch,
                    .ours = false,
                    .answered = true,
                    .init = std::nullopt,
                    .ratchet = std::move(ratchet)};
    const MessagePlace place = place_of(session, message.header);
    keep(std::move(session));
    return Opened{std::move(*text), init.session_seq, place, true};
  }
  return std::unexpected(std::move(last));
}

MessagePlace Sessions::place_of(const Session& session, const crypto::RatchetHeader& header) const {
  return {.peer = peer_.id,
          .session = session.seq,
          .initiator = session.ours ? self_ : peer_.id,
          .chain = header.key,
          .number = header.number};
}

bool Sessions::is_later(const MessagePlace& place, const MessagePlace& than) const {
  if (place.peer != than.peer) return false;
  const auto session = std::tuple(place.session, place.initiator);
  const auto other = std::tuple(than.session, than.initiator);
  if (session != other) return session > other;
  if (place.chain == than.chain) return place.number > than.number;
  const auto at = std::ranges::find_if(sessions_, [&](const Session& kept) {
    return session == std::tuple(kept.seq, kept.ours ? self_ : peer_.id);
  });
  return at != sessions_.end() && at->ratchet.is_later_chain(place.chain, than.chain);
}

// By (seq, initiator), so that the last one is for sending; the lowest goes.
void Sessions::keep(Session session) {
  sessions_.push_back(std::move(session));
  std::ranges::sort(sessions_, {}, [this](const Session& kept) {
    return std::tuple(kept.seq, kept.ours ? self_ : peer_.id);
  });
  if (sessions_.size() > kOpenSessions) sessions_.erase(sessions_.begin());
}

std::optional<SessionReason> Sessions::due(const Root& common, TimeMs now,
                                           std::uint64_t old) const {
  const Session* session = sending();
  if (session == nullptr) return SessionReason::first;
  if (session->epoch < common.epoch) return SessionReason::rotation;
  if (session->seq <= old) return SessionReason::by_hand;
  const bool is_unanswered =
      session->unanswered >= kUnansweredMessages ||
      (session->unanswered > 0 && now >= session->unanswered_since_ms + kUnansweredMs);
  const bool has_waited = resets_ == 0 || now >= last_reset_ms_ + reset_wait_ms(resets_);
  if (is_unanswered && has_waited) return SessionReason::unanswered;
  return std::nullopt;
}

Result<std::uint64_t> Sessions::establish(const OwnDevice& own, const Root& root,
                                          const ledger::Prekey& theirs, SessionReason reason,
                                          TimeMs now, crypto::Random& random) {
  SessionInit init;
  init.session_seq = 1 + std::max(highest_ours_, highest_theirs_);
  if (init.session_seq > sizes::kSessionSeq) return refuse(Code::session_seq_too_large);
  init.root_epoch = root.epoch;
  init.prekey_id = theirs.id;
  const auto ephemeral = crypto::DhKey::generate(random);
  init.ephemeral = ephemeral.public_key();
  const Hash transcript = transcript_of({pair_, own.keys, peer_, theirs.public_key}, init);
  init.signature = own.sign.sign(label::kSessionInit, transcript.view());
  TROTH_ASSIGN(
      const auto agreed,
      agree({{own.dh, theirs.public_key}, {ephemeral, peer_.dh}, {ephemeral, theirs.public_key}}));
  const SessionId id = session_id_of(transcript);
  TROTH_ASSIGN(auto ratchet, crypto::Ratchet::initiator(id, shared_key(root, agreed, transcript),
                                                        theirs.public_key, random));
  highest_ours_ = init.session_seq;
  if (reason == SessionReason::unanswered) {
    ++resets_;
    last_reset_ms_ = now;
  }
  keep({.id = id,
        .seq = init.session_seq,
        .epoch = root.epoch,
        .ours = true,
        .answered = false,
        .init = init,
        .ratchet = std::move(ratchet)});
  return init.session_seq;
}

bool Sessions::can_send() const { return sending() != nullptr && sending()->ratchet.can_send(); }

Result<Bytes> Sessions::seal(ByteView text, TimeMs now, crypto::Random& random) {
  if (!can_send()) return refuse(Code::session_none);
  Session& session = sessions_.back();
  SessionMessage message;
  if (session.ours && !session.answered) message.init = session.init;
  message.session = session.id;
  const Bytes before = associated(self_, peer_.id, message_head(message.init, message.session));
  auto sealed = session.ratchet.encrypt(before, text, random);
  message.header = sealed.header;
  message.sealed = std::move(sealed.ciphertext);
  if (session.unanswered++ == 0) session.unanswered_since_ms = now;
  return encode(message);
}

// Whoever names a number far above all that there were would leave none for later.
Status Sessions::check_number(std::uint64_t session_seq) const {
  const std::uint64_t most = std::max(highest_ours_, highest_theirs_) + sizes::kSessionJump;
  if (session_seq > std::min(most, sizes::kSessionSeq)) return refuse(Code::session_seq_too_large);
  return {};
}

void Sessions::go_above(std::uint64_t session_seq) {
  highest_ours_ = std::max(highest_ours_, session_seq);
}

Status Sessions::on_held(std::uint64_t session_seq) {
  TROTH_TRY(check_number(session_seq));
  highest_ours_ = std::max(highest_ours_, session_seq);
  return {};
}

Sessions Sessions::clone() const { return *parse(serialize().view()); }

crypto::Secret Sessions::serialize() const {
  crypto::SecretWriter out;
  out.u8(kStateVersion).raw(pair_.view()).raw(self_.view());
  out.raw(peer_.sign.view()).raw(peer_.dh.view());
  out.u64(highest_theirs_).u64(highest_ours_).u32(resets_).time(last_reset_ms_);
  out.u32(static_cast<std::uint32_t>(sessions_.size()));
  for (const Session& session : sessions_) {
    const auto flags = (session.ours ? kOurs : 0) | (session.answered ? kAnswered : 0);
    out.raw(session.id.view()).u64(session.seq).u32(session.epoch);
    out.u8(static_cast<std::uint8_t>(flags));
    out.lv(session.init ? encode(*session.init) : Bytes{});
    out.u32(session.unanswered).time(session.unanswered_since_ms);
    out.lv(session.ratchet.serialize().view());
  }
  return out.take();
}

Result<Sessions> Sessions::parse(ByteView bytes) {
  Reader in(bytes);
  const bool is_known = in.u8() == kStateVersion;
  const auto pair = crypto::read_id<PairId>(in);
  const auto self = crypto::read_id<DeviceId>(in);
  const auto sign = crypto::read_id<SignPublicKey>(in);
  Sessions out(pair, self, device_keys(sign, crypto::read_id<DhPublicKey>(in)));
  out.highest_theirs_ = in.u64();
  out.highest_ours_ = in.u64();
  out.resets_ = in.u32();
  out.last_reset_ms_ = crypto::read_time(in);
  for (auto left = in.u32(); left > 0 && in.ok(); --left) {
    TROTH_ASSIGN(auto session, read_session(in));
    out.sessions_.push_back(std::move(session));
  }
  if (!is_known || !in.done()) return refuse(Code::sync_state_damaged);
  return out;
}

Result<Sessions::Session> Sessions::read_session(Reader& in) {
  const auto id = crypto::read_id<SessionId>(in);
  const auto seq = in.u64();
  const auto epoch = in.u32();
  const auto flags = in.u8();
  std::optional<SessionInit> init;
  if (const ByteView bytes = in.lv(); !bytes.empty()) {
    auto parsed = parse_session_init(bytes);
    if (!parsed) return refuse(Code::sync_state_damaged);
    init = *parsed;
  }
  const auto unanswered = in.u32();
  const auto since = crypto::read_time(in);
  auto ratchet = crypto::Ratchet::parse(in.lv());
  if (!in.ok() || !ratchet) return refuse(Code::sync_state_damaged);
  return Session{.id = id,
                 .seq = seq,
                 .epoch = epoch,
                 .ours = (flags & kOurs) != 0,
                 .answered = (flags & kAnswered) != 0,
                 .init = init,
                 .unanswered = unanswered,
                 .unanswered_since_ms = since,
                 .ratchet = std::move(*ratchet)};
}

}  // namespace troth::sync
