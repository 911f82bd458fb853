#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/crypto/ratchet.h"

namespace troth::crypto {

// The state, all of it secret as a whole:
//   version u8 = 1 | phase u8 | session_id 16 | their_key 32 | sent u32 | received u32
//   | previous_sent u32 | n u16 | n * (ratchet_pk 32 | number u32 | kept_at u64)
//   | m u8 | m * past ratchet_pk 32
//   | root 32 | own secret 32 | sending 32 | receiving 32 | n * message key 32
// phase: 0 the responder before the first message, 1 the initiator before the
// first answer, 2 both chains exist. What a phase lacks is zeros.
namespace {

constexpr std::size_t kKey = 32;
constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kPhases = 3;

void append(std::span<std::uint8_t>& rest, ByteView bytes, std::size_t size) {
  CHECK(bytes.size() <= size);
  std::ranges::copy(bytes, rest.begin());
  rest = rest.subspan(size);
}

// n * (ratchet_pk | number | kept_at); nothing where there are more than are ever kept.
std::optional<std::vector<SkippedKey>> skipped_names(Reader& reader) {
  std::vector<SkippedKey> names(reader.u16());
  if (names.size() > kRatchetKeysInAll) return std::nullopt;
  for (SkippedKey& name : names) {
    name.ratchet_key.value = reader.array<DhPublicKey::kSize>();
    name.number = reader.u32();
    name.kept_at = static_cast<TimeMs>(reader.u64());
  }
  return names;
}

std::optional<std::vector<DhPublicKey>> past_keys_of(Reader& reader) {
  std::vector<DhPublicKey> keys(reader.u8());
  if (keys.size() > kRatchetPastKeys) return std::nullopt;
  for (DhPublicKey& key : keys) key.value = reader.array<DhPublicKey::kSize>();
  return keys;
}

}  // namespace

Secret Ratchet::serialize() const {
  const std::uint8_t phase = !can_send() ? 0 : receiving_.empty() ? 1 : 2;
  Writer names;
  names.u8(kVersion).u8(phase).raw(session_.view());
  names.raw(their_key_.value_or(DhPublicKey{}).view());
  names.u32(sent_).u32(received_).u32(previous_sent_);
  names.u16(static_cast<std::uint16_t>(skipped_.names().size()));
  for (const SkippedKey& name : skipped_.names()) {
    names.raw(name.ratchet_key.view()).u32(name.number);
    names.u64(static_cast<std::uint64_t>(name.kept_at));
  }
  names.u8(static_cast<std::uint8_t>(past_keys_.size()));
  for (const DhPublicKey& key : past_keys_) names.raw(key.view());

  const ByteView message_keys = skipped_.keys();
  Secret out(names.bytes().size() + 4 * kKey + message_keys.size());
  auto rest = out.writable();
  append(rest, names.bytes(), names.bytes().size());
  for (const ByteView key :
       {root_.view(), own_.secret().view(), sending_.view(), receiving_.view()}) {
    append(rest, key, kKey);
  }
  append(rest, message_keys, message_keys.size());
  return out;
}

Result<Ratchet> Ratchet::parse(ByteView bytes) {
  Reader reader(bytes);
  const bool known_version = reader.u8() == kVersion;
  const std::uint8_t phase = reader.u8();
  const SessionId session{reader.array<SessionId::kSize>()};
  const DhPublicKey their_key{reader.array<DhPublicKey::kSize>()};
  const std::uint32_t sent = reader.u32();
  const std::uint32_t received = reader.u32();
  const std::uint32_t previous_sent = reader.u32();
  auto names = skipped_names(reader);
  auto past_keys = past_keys_of(reader);
  const ByteView root = reader.raw(kKey);
  const ByteView own = reader.raw(kKey);
  const ByteView sending = reader.raw(kKey);
  const ByteView receiving = reader.raw(kKey);
  const ByteView message_keys = reader.rest();
  if (!reader.ok() || !known_version || phase >= kPhases || !names || !past_keys ||
      message_keys.size() != names->size() * kKey ||
      std::max({sent, received, previous_sent}) > kRatchetLargestCount) {
    return refuse(Code::ratchet_state_damaged);
  }
  Ratchet out(session, Secret::copy_of(root), DhKey::from_secret(Secret::copy_of(own)));
  if (phase >= 1) {
    out.their_key_ = their_key;
    out.sending_ = Secret::copy_of(sending);
  }
  if (phase == 2) out.receiving_ = Secret::copy_of(receiving);
  out.sent_ = sent;
  out.received_ = received;
  out.previous_sent_ = previous_sent;
  out.skipped_ = SkippedKeys::restore(std::move(*names), message_keys);
  out.past_keys_ = std::move(*past_keys);
  return out;
}

}  // namespace troth::crypto
