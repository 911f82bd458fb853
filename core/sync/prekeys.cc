// State, as `serialize` gives it: ver1 | device_id 32 | n u32 | n * (id u32 |
// secret 32 | created u64 | signature 64 | succeeded u64) | m u32 | m * (peer 32 | held u32).
#include "core/sync/prekeys.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/crypto/secret_writer.h"

namespace troth::sync {
namespace {

constexpr std::uint8_t kStateVersion = 1;

}  // namespace

bool Prekeys::is_due(TimeMs now) const {
  return own_.empty() || now >= own_.back().signed_prekey.prekey.created_ms + kWeekMs;
}

const ledger::SignedPrekey& Prekeys::renew(const crypto::SigningKey& key, TimeMs now,
                                           crypto::Random& random) {
  auto pair = crypto::DhKey::generate(random);
  const std::uint32_t id = own_.empty() ? 1 : own_.back().signed_prekey.prekey.id + 1;
  const ledger::Prekey prekey{id, pair.public_key(), now};
  own_.push_back({ledger::sign_prekey(prekey, self_, key), std::move(pair)});
  return own_.back().signed_prekey;
}

const ledger::SignedPrekey& Prekeys::newest() const {
  CHECK(!own_.empty());
  return own_.back().signed_prekey;
}

const crypto::DhKey* Prekeys::find(std::uint32_t id) const {
  const auto at =
      std::ranges::find(own_, id, [](const Own& own) { return own.signed_prekey.prekey.id; });
  return at == own_.end() ? nullptr : &at->key;
}

void Prekeys::on_held(const DeviceId& peer, std::uint32_t id) {
  if (own_.empty() || id > own_.back().signed_prekey.prekey.id) return;
  auto& held = held_[peer];
  held = std::max(held, id);
}

bool Prekeys::tidy(std::span<const DeviceId> peers, TimeMs now) {
  bool changed = false;
  const auto all_hold = [&](std::uint32_t successor) {
    return std::ranges::all_of(peers, [&](const DeviceId& peer) {
      const auto at = held_.find(peer);
      return at != held_.end() && at->second >= successor;
    });
  };
  for (std::size_t i = 0; i + 1 < own_.size(); ++i)
    if (own_[i].succeeded_ms == 0 && all_hold(own_[i + 1].signed_prekey.prekey.id)) {
      own_[i].succeeded_ms = now;
      changed = true;
    }
  const auto gone = std::erase_if(own_, [&](const Own& own) {
    return own.succeeded_ms != 0 && now >= own.succeeded_ms + kOldPrekeyLifeMs;
  });
  return changed || gone > 0;
}

crypto::Secret Prekeys::serialize() const {
  crypto::SecretWriter out;
  out.u8(kStateVersion).raw(self_.view()).u32(static_cast<std::uint32_t>(own_.size()));
  for (const Own& own : own_) {
    const auto& prekey = own.signed_prekey.prekey;
    out.u32(prekey.id).raw(own.key.secret().view()).time(prekey.created_ms);
    out.raw(own.signed_prekey.signature.view()).time(own.succeeded_ms);
  }
  out.u32(static_cast<std::uint32_t>(held_.size()));
  for (const auto& [peer, id] : held_) out.raw(peer.view()).u32(id);
  return out.take();
}

Result<Prekeys> Prekeys::parse(ByteView bytes) {
  Reader in(bytes);
  const bool is_known = in.u8() == kStateVersion;
  Prekeys out(crypto::read_id<DeviceId>(in));
  for (auto left = in.u32(); left > 0 && in.ok(); --left) {
    const auto id = in.u32();
    auto key = crypto::DhKey::from_secret(crypto::read_key(in));
    const ledger::Prekey prekey{id, key.public_key(), crypto::read_time(in)};
    const auto signature = crypto::read_id<Signature>(in);
    out.own_.push_back({{prekey, signature}, std::move(key), crypto::read_time(in)});
  }
  for (auto left = in.u32(); left > 0 && in.ok(); --left) {
    const auto peer = crypto::read_id<DeviceId>(in);
    out.held_[peer] = in.u32();
  }
  if (!is_known || !in.done()) return refuse(Code::sync_state_damaged);
  return out;
}

}  // namespace troth::sync
