#include "core/crypto/ratchet.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/crypto/kdf.h"
#include "core/crypto/seal.h"

namespace troth::crypto {
namespace {

constexpr std::size_t kKey = 32;
// HMAC(ck, constant)[0..32).
Secret derive(const Secret& chain, std::uint8_t constant) {
  Sha512 full = hmac_sha512(chain.view(), {{&constant, 1}});
  Secret out = Secret::copy_of(ByteView(full).first(kKey));
  wipe(full);
  return out;
}

Secret message_key(const Secret& chain) { return derive(chain, 1); }

void advance(Secret& chain) {
  static constexpr std::uint8_t kConstant = 2;
  Sha512 full = hmac_sha512(chain.view(), {{&kConstant, 1}});
  std::ranges::copy(ByteView(full).first(kKey), chain.writable().begin());
  wipe(full);
}

Bytes associated_with(ByteView associated, const RatchetHeader& header) {
  return Writer().raw(associated).raw(encode(header)).take();
}

Result<Secret> open_message(const Secret& key, ByteView associated, const RatchetHeader& header,
                            ByteView ciphertext) {
  auto message = open(key, associated_with(associated, header), ciphertext);
  if (!message) return refuse(Code::ratchet_not_open);
  return message;
}

}  // namespace

Bytes encode(const RatchetHeader& header) {
  return Writer().raw(header.key.view()).u32(header.previous_count).u32(header.number).take();
}

Result<Ratchet> Ratchet::initiator(const SessionId& session, Secret shared_key,
                                   const DhPublicKey& their_prekey, Random& random) {
  CHECK(shared_key.size() == kKey);
  Ratchet out(session, std::move(shared_key), DhKey::generate(random));
  out.their_key_ = their_prekey;
  TROTH_ASSIGN(out.sending_, out.next_chain());
  return out;
}

Ratchet Ratchet::responder(const SessionId& session, Secret shared_key, DhKey prekey) {
  CHECK(shared_key.size() == kKey);
  return {session, std::move(shared_key), std::move(prekey)};
}

Ratchet Ratchet::clone() const {
  Ratchet out(session_, root_.clone(), own_.clone());
  out.their_key_ = their_key_;
  out.sending_ = sending_.clone();
  out.receiving_ = receiving_.clone();
  out.sent_ = sent_;
  out.received_ = received_;
  out.previous_sent_ = previous_sent_;
  out.skipped_ = skipped_.clone();
  out.past_keys_ = past_keys_;
  return out;
}

bool Ratchet::can_send() const { return !sending_.empty(); }

// KDF_RK(rk, dh) = HKDF(rk, dh, "ratchet-root", session_id, 64) = rk' | ck.
Result<Secret> Ratchet::next_chain() {
  TROTH_ASSIGN(const Secret agreed, own_.agree(*their_key_));
  const Secret both =
      hkdf(root_.view(), agreed.view(), label::kRatchetRoot, session_.view(), 2 * kKey);
  root_ = both.slice(0, kKey);
  return both.slice(kKey, kKey);
}

Ratchet::Sealed Ratchet::encrypt(ByteView associated, ByteView message, Random& random) {
  CHECK(can_send() && sent_ < kRatchetLargestCount);
  const RatchetHeader header{own_.public_key(), previous_sent_, sent_};
  const Secret key = message_key(sending_);
  advance(sending_);
  ++sent_;
  return {header, seal(key, associated_with(associated, header), message, random)};
}

// A message of a chain that has ended, or of this one and already passed.
bool Ratchet::is_past(const RatchetHeader& header) const {
  if (std::ranges::find(past_keys_, header.key) != past_keys_.end()) return true;
  return header.key == their_key_ && !receiving_.empty() && header.number < received_;
}

std::optional<std::size_t> Ratchet::rank_of(const DhPublicKey& key) const {
  if (key == their_key_) return past_keys_.size();
  const auto at = std::ranges::find(past_keys_, key);
  if (at == past_keys_.end()) return std::nullopt;
  return static_cast<std::size_t>(at - past_keys_.begin());
}

bool Ratchet::is_later_chain(const DhPublicKey& key, const DhPublicKey& than) const {
  return rank_of(key) > rank_of(than);  // nothing is below every number
}

Result<Secret> Ratchet::decrypt(ByteView associated, const RatchetHeader& header,
                                ByteView ciphertext, TimeMs now, Random& random) {
  if (const auto kept = skipped_.find(header.key, header.number, now)) {
    auto message = open_message(*kept, associated, header, ciphertext);
    if (message) skipped_.remove(header.key, header.number);
    return message;
  }
  if (is_past(header)) return refuse(Code::message_key_gone);
  Ratchet next = clone();
  TROTH_ASSIGN(const Secret key, next.next_message_key(header, now, random));
  auto message = open_message(key, associated, header, ciphertext);
  if (message) *this = std::move(next);
  return message;
}

Result<Secret> Ratchet::next_message_key(const RatchetHeader& header, TimeMs now, Random& random) {
  skipped_.remove_expired(now);
  if (header.key != their_key_) TROTH_TRY(turn_to(header, now, random));
  // The other side's prekey is known as its key, but it never sends under it.
  if (receiving_.empty()) return refuse(Code::ratchet_not_open);
  TROTH_TRY(skip_to(header.number, now));
  Secret key = message_key(receiving_);
  advance(receiving_);
  ++received_;
  return key;
}

// The other side has turned its ratchet: its old chain ends at `previous_count`.
Status Ratchet::turn_to(const RatchetHeader& header, TimeMs now, Random& random) {
  if (!receiving_.empty()) {
    TROTH_TRY(skip_to(header.previous_count, now));
    past_keys_.push_back(*their_key_);
    if (past_keys_.size() > kRatchetPastKeys) past_keys_.erase(past_keys_.begin());
  }
  their_key_ = header.key;
  received_ = 0;
  TROTH_ASSIGN(receiving_, next_chain());
  own_ = DhKey::generate(random);
  TROTH_ASSIGN(sending_, next_chain());
  previous_sent_ = std::exchange(sent_, 0);
  return {};
}

Status Ratchet::skip_to(std::uint32_t until, TimeMs now) {
  if (until < received_ || until - received_ > kRatchetLargestJump ||
      until >= kRatchetLargestCount) {
    return refuse(Code::ratchet_not_open);
  }
  for (; received_ < until; ++received_) {
    if (until - received_ <= kRatchetKeysPerJump) {
      skipped_.keep({*their_key_, received_, now}, message_key(receiving_));
    }
    advance(receiving_);
  }
  return {};
}

}  // namespace troth::crypto
