// State, as `serialize` gives it: ver1 | sign 32 | dh 32 | mailbox 32 | LV(prekeys) | LV(roots) |
// n u8 | n * (LV(sessions) | mailbox 32 | prekey id u32 | pk 32 | created u64 | speaks u8 |
// n u32 | n * envelope id 16 | LV(reconciliation)).
#include "core/sync/correspondence.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/sync/envelope.h"

namespace troth::sync {
namespace {

constexpr std::uint8_t kStateVersion = 1;
constexpr std::size_t kLargestText = kLargestMessage - kMessageOverhead - kSessionInitSize;

std::uint64_t own_seq(const DeviceId& self, const std::vector<ledger::Line>& lines) {
  std::uint64_t out = 0;
  for (const ledger::Line& line : lines)
    if (line.head.device == self) out = std::max(out, line.head.seq);
  return out;
}

}  // namespace

Correspondence Correspondence::begin(const PairingResult& paired, const DeviceKeys& self,
                                     const MailboxId& own_mailbox, Prekeys prekeys, Speaks speaks) {
  Correspondence out(self, own_mailbox, std::move(prekeys),
                     PairRoots::first(paired.pair, paired.root.clone()));
  const ledger::CertificateHeader& genesis = paired.bundle.genesis.header();
  out.add_peer({.keys = device_keys(genesis.sign_pk, *genesis.dh_pk),
                .mailbox = *genesis.mailbox,
                .prekey = paired.bundle.prekey.prekey,
                .held_prekey = out.prekeys_.newest().prekey.id,
                .speaks = speaks});
  return out;
}

void Correspondence::add_peer(const PeerDevice& device) {
  remove_peer(device.keys.id);
  peers_.push_back(
      {.sessions = Sessions(roots_.pair(), self_.id, device.keys),
       .reconciliation = Reconciliation(self_.id, roots_.current().id, device.held_prekey),
       .mailbox = device.mailbox,
       .prekey = device.prekey,
       .speaks = device.speaks,
       .unposted = {}});
}

void Correspondence::remove_peer(const DeviceId& device) {
  std::erase_if(peers_, [&](const Peer& peer) { return peer.sessions.peer().id == device; });
}

std::vector<DeviceId> Correspondence::peers() const {
  std::vector<DeviceId> out;
  for (const Peer& peer : peers_) out.push_back(peer.sessions.peer().id);
  return out;
}

OwnDevice Correspondence::own(const OwnKeys& keys) const {
  return {self_, keys.sign, keys.dh, prekeys_, roots_};
}

Control Correspondence::control(const Peer& peer) const {
  return {roots_, prekeys_.newest(), peer.prekey.id, peer.sessions.highest_theirs()};
}

Correspondence::Peer& Correspondence::peer(const DeviceId& device) {
  const auto at = std::ranges::find_if(
      peers_, [&](const Peer& peer) { return peer.sessions.peer().id == device; });
  CHECK(at != peers_.end());
  return *at;
}

Result<Correspondence::Received> Correspondence::receive(ByteView envelope, const OwnKeys& keys,
                                                         TimeMs now, crypto::Random& random) {
  TROTH_ASSIGN(const Bytes bytes, open_envelope(roots_, mailbox_, envelope));
  TROTH_ASSIGN(auto message, parse_message(bytes));
  if (auto* hello = std::get_if<Hello>(&message)) return std::move(*hello);
  const auto& in_session = std::get<SessionMessage>(message);
  for (Peer& peer : peers_)
    if (peer.sessions.recognizes(in_session, own(keys)))
      return read(peer, in_session, keys, now, random);
  if (!in_session.init) return refuse(Code::session_unknown);
  const bool has_prekey = prekeys_.find(in_session.init->prekey_id) != nullptr;
  return refuse(has_prekey ? Code::session_signature_wrong : Code::session_prekey_gone);
}

Result<Correspondence::Received> Correspondence::read(Peer& from, const SessionMessage& message,
                                                      const OwnKeys& keys, TimeMs now,
                                                      crypto::Random& random) {
  TROTH_ASSIGN(auto opened, from.sessions.open(message, own(keys), now, random));
  TROTH_ASSIGN(auto text, parse_sync_message(opened.text.view()));
  if (!text) return Padding{};
  Arrival out{.from = from.sessions.peer().id,
              .message = std::move(*text),
              .place = opened.place,
              .turned = opened.turned,
              .accepted_session = opened.accepted,
              .roots_changed = false,
              .problems = {}};
  apply(from, out, now);
  return out;
}

// What sync itself keeps of a message. A part that is wrong is left out and
// named; the entries beside it may take something away, which never waits.
void Correspondence::apply(Peer& from, Arrival& arrival, TimeMs now) {
  SyncMessage& message = arrival.message;
  const DeviceKeys& keys = from.sessions.peer();
  if (!message.prekey.empty()) {
    const auto prekey = ledger::read_prekey(message.prekey, keys.id, keys.sign);
    if (!prekey)
      arrival.problems.push_back(prekey.error());
    else if (prekey->prekey.id > from.prekey.id)
      from.prekey = prekey->prekey;
  }
  if (message.rotation) {
    const auto changed = roots_.on_rotation(message.rotation->epoch, message.rotation->random_bytes,
                                            message.receipt.root, now);
    if (!changed)
      arrival.problems.push_back(changed.error());
    else
      arrival.roots_changed = *changed;
  }
  prekeys_.on_held(keys.id, message.receipt.held_prekey);
  if (const auto held = from.sessions.on_held(message.receipt.held_session_seq); !held)
    arrival.problems.push_back(held.error());
}

Result<ledger::Difference> Correspondence::on_stored(const Arrival& arrival, News news,
                                                     const LedgerView& ledger, TimeMs now,
                                                     crypto::Random& random) {
  Peer& from = peer(arrival.from);
  const bool is_news = news == News::some || arrival.roots_changed ||
                       !arrival.message.prekey.empty() || arrival.accepted_session.has_value();
  if (is_news) from.reconciliation.on_news(now, random);
  return from.reconciliation.on_receipt(arrival.message.receipt, ledger, control(from), now,
                                        random);
}

bool Correspondence::is_later(const MessagePlace& place, const MessagePlace& than) const {
  return std::ranges::any_of(peers_, [&](const Peer& peer) {
    return peer.sessions.peer().id == place.peer && peer.sessions.is_later(place, than);
  });
}

std::vector<Correspondence::Due> Correspondence::sessions_due(TimeMs now, std::uint64_t old) const {
  std::vector<Due> out;
  for (const Peer& peer : peers_) {
    const auto reason = peer.sessions.due(peer.reconciliation.common_root(roots_), now, old);
    const bool waits = reason == SessionReason::first && peer.speaks == Speaks::after && old == 0;
    if (reason && !waits) out.push_back({peer.sessions.peer().id, *reason, old});
  }
  return out;
}

Result<std::uint64_t> Correspondence::establish(const Due& due, const OwnKeys& keys, TimeMs now,
                                                crypto::Random& random) {
  Peer& with = peer(due.peer);
  with.sessions.go_above(due.above);
  return with.sessions.establish(own(keys), with.reconciliation.common_root(roots_), with.prekey,
                                 due.reason, now, random);
}

bool Correspondence::has_caused(const ledger::SessionEstablished& entry) const {
  return entry.peer != self_.id || entry.reason != SessionReason::restored;
}

Result<std::vector<Outgoing>> Correspondence::send(const LedgerView& ledger, Scope scope,
                                                   TimeMs now, crypto::Random& random) {
  std::vector<Outgoing> out;
  for (Peer& peer : peers_)
    if (peer.sessions.can_send()) TROTH_TRY(send_to(peer, out, ledger, scope, now, random));
  return out;
}

Status Correspondence::send_to(Peer& to, std::vector<Outgoing>& out, const LedgerView& ledger,
                               Scope scope, TimeMs now, crypto::Random& random) {
  TROTH_ASSIGN(const auto messages,
               to.reconciliation.plan(ledger, control(to), scope, kLargestText, now));
  for (const SyncMessage& message : messages) {
    TROTH_ASSIGN(const crypto::Secret text, encode(message));
    TROTH_ASSIGN(const Bytes sealed, to.sessions.seal(text.view(), now, random));
    const Root& root = to.reconciliation.common_root(roots_);
    TROTH_ASSIGN(auto envelope, seal_envelope(root, to.mailbox, sealed, random));
    out.push_back({to.mailbox, random.id<EnvelopeId>(), std::move(envelope)});
    to.unposted.push_back(out.back().id);
  }
  return {};
}

bool Correspondence::on_posted(const EnvelopeId& envelope, TimeMs now) {
  for (Peer& peer : peers_) {
    if (std::erase(peer.unposted, envelope) == 0) continue;
    if (peer.unposted.empty()) peer.reconciliation.on_posted(now);
    return true;
  }
  return false;
}

std::optional<TimeMs> Correspondence::next_deadline() const {
  std::optional<TimeMs> out;
  for (const Peer& peer : peers_)
    if (const auto due = peer.reconciliation.next_deadline(); due && (!out || *due < *out))
      out = due;
  return out;
}

bool Correspondence::tidy(const OwnKeys& keys, TimeMs now, crypto::Random& random) {
  bool changed = prekeys_.is_due(now);
  if (changed) prekeys_.renew(keys.sign, now, random);
  const auto names = peers();
  changed = prekeys_.tidy(names, now) || changed;
  return roots_.tidy(now) || changed;
}

void Correspondence::rotate(TimeMs now, crypto::Random& random) { roots_.rotate(now, random); }

Status Correspondence::announce(const DeviceId& device, const SignPublicKey& write_key,
                                const LedgerView& ledger) {
  TROTH_ASSIGN(const auto lines, ledger.log.lines());
  peer(device).reconciliation.announce(write_key, own_seq(self_.id, lines));
  return {};
}

Status Correspondence::announce(const DeviceId& device, const RelayPlace& relay,
                                const LedgerView& ledger) {
  TROTH_ASSIGN(const auto lines, ledger.log.lines());
  peer(device).reconciliation.announce(relay, own_seq(self_.id, lines));
  return {};
}

Correspondence Correspondence::clone() const {
  auto out = parse(serialize().view());
  CHECK(out.has_value());
  return std::move(*out);
}

crypto::Secret Correspondence::serialize() const {
  crypto::SecretWriter out;
  out.u8(kStateVersion).raw(self_.sign.view()).raw(self_.dh.view()).raw(mailbox_.view());
  out.lv(prekeys_.serialize().view()).lv(roots_.serialize().view());
  out.u8(static_cast<std::uint8_t>(peers_.size()));
  for (const Peer& peer : peers_) {
    out.lv(peer.sessions.serialize().view()).raw(peer.mailbox.view());
    out.u32(peer.prekey.id).raw(peer.prekey.public_key.view()).time(peer.prekey.created_ms);
    out.u8(static_cast<std::uint8_t>(peer.speaks));
    out.u32(static_cast<std::uint32_t>(peer.unposted.size()));
    for (const EnvelopeId& id : peer.unposted) out.raw(id.view());
    crypto::SecretWriter reconciliation;
    peer.reconciliation.serialize(reconciliation);
    out.lv(reconciliation.take().view());
  }
  return out.take();
}

Result<Correspondence> Correspondence::parse(ByteView bytes) {
  Reader in(bytes);
  const bool is_known = in.u8() == kStateVersion;
  const auto sign = crypto::read_id<SignPublicKey>(in);
  const DeviceKeys self = device_keys(sign, crypto::read_id<DhPublicKey>(in));
  const auto mailbox = crypto::read_id<MailboxId>(in);
  TROTH_ASSIGN(auto prekeys, Prekeys::parse(in.lv()));
  TROTH_ASSIGN(auto roots, PairRoots::parse(in.lv()));
  Correspondence out(self, mailbox, std::move(prekeys), std::move(roots));
  for (auto left = in.u8(); left > 0 && in.ok(); --left) {
    TROTH_ASSIGN(auto peer, read_peer(in));
    out.peers_.push_back(std::move(peer));
  }
  if (!is_known || !in.done()) return refuse(Code::sync_state_damaged);
  return out;
}

Result<Correspondence::Peer> Correspondence::read_peer(Reader& in) {
  TROTH_ASSIGN(auto sessions, Sessions::parse(in.lv()));
  const auto mailbox = crypto::read_id<MailboxId>(in);
  ledger::Prekey prekey;
  prekey.id = in.u32();
  prekey.public_key = crypto::read_id<DhPublicKey>(in);
  prekey.created_ms = crypto::read_time(in);
  const auto speaks = in.u8();
  std::vector<EnvelopeId> unposted;
  for (auto left = in.u32(); left > 0 && in.ok(); --left)
    unposted.push_back(crypto::read_id<EnvelopeId>(in));
  Reader rest(in.lv());
  TROTH_ASSIGN(auto reconciliation, Reconciliation::parse(rest));
  if (!in.ok() || !rest.done() || speaks > 1) return refuse(Code::sync_state_damaged);
  return Peer{.sessions = std::move(sessions),
              .reconciliation = std::move(reconciliation),
              .mailbox = mailbox,
              .prekey = prekey,
              .speaks = static_cast<Speaks>(speaks),
              .unposted = std::move(unposted)};
}

}  // namespace troth::sync
