// State, as `serialize` gives it: ver1 | pair_id 32 | n u32 | n * (epoch u32 |
// root 32 | LV(rotation) | superseded u64), newest first.
#include "core/sync/roots.h"

#include <algorithm>
#include <tuple>

#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/crypto/kdf.h"
#include "core/crypto/secret_writer.h"

namespace troth::sync {
namespace {

constexpr std::uint8_t kStateVersion = 1;

Root make_root(std::uint32_t epoch, crypto::Secret secret, crypto::Secret rotation) {
  const auto id = crypto::hash_as<RootId>(crypto::label::kRoot, {secret.view()});
  return {epoch, id, std::move(secret), std::move(rotation), 0};
}

// pair_root[e+1] = HKDF(pair_root[e], rand32, "root-next", pair_id, 32).
Root next_root(const Root& root, const crypto::Secret& random_bytes, const PairId& pair) {
  return make_root(root.epoch + 1,
                   crypto::hkdf(root.secret.view(), random_bytes.view(), crypto::label::kRootNext,
                                pair.view(), 32),
                   random_bytes.clone());
}

}  // namespace

PairRoots PairRoots::first(const PairId& pair, crypto::Secret root) {
  CHECK(root.size() == 32);
  PairRoots out(pair);
  out.roots_.push_back(make_root(0, std::move(root), {}));
  return out;
}

const Root& PairRoots::current() const { return roots_.front(); }

const Root* PairRoots::find(const RootId& id) const {
  const auto at = std::ranges::find(roots_, id, &Root::id);
  return at == roots_.end() ? nullptr : &*at;
}

// Newest epoch first; within one the smaller hash, which is the one in use.
bool PairRoots::add(Root root, TimeMs now) {
  if (find(root.id) != nullptr) return false;
  roots_.push_back(std::move(root));
  std::ranges::sort(roots_, [](const Root& a, const Root& b) {
    return std::tuple(b.epoch, a.id) < std::tuple(a.epoch, b.id);
  });
  for (std::size_t i = 1; i < roots_.size(); ++i)
    if (roots_[i].superseded_ms == 0) roots_[i].superseded_ms = now;
  roots_.front().superseded_ms = 0;
  return true;
}

const Root& PairRoots::rotate(TimeMs now, crypto::Random& random) {
  add(next_root(current(), random.secret(32), pair_), now);
  return current();
}

Result<bool> PairRoots::on_rotation(std::uint32_t epoch, const crypto::Secret& random_bytes,
                                    const RootId& newest, TimeMs now) {
  std::optional<Root> chosen;
  for (const Root& parent : roots_) {
    if (epoch == 0 || parent.epoch != epoch - 1) continue;
    Root candidate = next_root(parent, random_bytes, pair_);
    if (!chosen || candidate.id == newest) chosen = std::move(candidate);
  }
  if (!chosen) return refuse(Code::root_epoch_unknown);
  // Each root holds locked memory: who rotates without end is not followed.
  if (find(chosen->id) == nullptr && roots_.size() >= kMostRoots)
    return refuse(Code::root_epoch_unknown);
  return add(std::move(*chosen), now);
}

bool PairRoots::tidy(TimeMs now) {
  return std::erase_if(roots_, [&](const Root& root) {
           return root.superseded_ms != 0 && now >= root.superseded_ms + kOldRootLifeMs;
         }) > 0;
}

crypto::Secret PairRoots::serialize() const {
  crypto::SecretWriter out;
  out.u8(kStateVersion).raw(pair_.view()).u32(static_cast<std::uint32_t>(roots_.size()));
  for (const Root& root : roots_) {
    out.u32(root.epoch).raw(root.secret.view()).lv(root.rotation.view());
    out.time(root.superseded_ms);
  }
  return out.take();
}

Result<PairRoots> PairRoots::parse(ByteView bytes) {
  Reader in(bytes);
  const bool is_known = in.u8() == kStateVersion;
  PairRoots out(crypto::read_id<PairId>(in));
  for (auto left = in.u32(); left > 0 && in.ok(); --left) {
    const auto epoch = in.u32();
    auto secret = crypto::read_key(in);
    out.roots_.push_back(make_root(epoch, std::move(secret), crypto::Secret::copy_of(in.lv())));
    out.roots_.back().superseded_ms = crypto::read_time(in);
  }
  if (!is_known || !in.done() || out.roots_.empty()) return refuse(Code::sync_state_damaged);
  return out;
}

crypto::Secret envelope_key(const Root& root, const MailboxId& mailbox) {
  return crypto::hkdf(root.secret.view(), {}, crypto::label::kEnvelope, mailbox.view(), 32);
}

crypto::SigningKey door_key(const Root& root, const MailboxId& mailbox) {
  return crypto::SigningKey::from_seed(
      crypto::hkdf(root.secret.view(), {}, crypto::label::kDoor, mailbox.view(), 32));
}

}  // namespace troth::sync
