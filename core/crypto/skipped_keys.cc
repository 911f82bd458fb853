#include "core/crypto/skipped_keys.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/check.h"
#include "core/crypto/ratchet.h"

namespace troth::crypto {
namespace {

constexpr std::size_t kKey = 32;
constexpr std::size_t kFirstRoom = 64;  // keys in the first buffer; it doubles

bool is_expired(const SkippedKey& name, TimeMs now) {
  return name.kept_at <= now - kRatchetKeyLifeMs;
}

auto named(const DhPublicKey& ratchet_key, std::uint32_t number) {
  return [&ratchet_key, number](const SkippedKey& name) {
    return name.number == number && name.ratchet_key == ratchet_key;
  };
}

}  // namespace

SkippedKeys SkippedKeys::restore(std::vector<SkippedKey> names, ByteView keys) {
  CHECK(keys.size() == names.size() * kKey && names.size() <= kRatchetKeysInAll);
  SkippedKeys out;
  out.names_ = std::move(names);
  out.buffer_ = Secret::copy_of(keys);
  return out;
}

SkippedKeys SkippedKeys::clone() const { return restore(names_, keys()); }

ByteView SkippedKeys::keys() const { return buffer_.view().first(names_.size() * kKey); }

void SkippedKeys::make_room() {
  if (names_.size() == kRatchetKeysInAll) remove_at(0, 1);
  if (buffer_.size() > names_.size() * kKey) return;
  const std::size_t room = std::clamp(names_.size() * 2, kFirstRoom, kRatchetKeysInAll);
  Secret larger(room * kKey);
  std::ranges::copy(keys(), larger.writable().begin());
  buffer_ = std::move(larger);
}

void SkippedKeys::keep(const SkippedKey& name, const Secret& key) {
  CHECK(key.size() == kKey);
  make_room();
  std::ranges::copy(key.view(), buffer_.writable().subspan(names_.size() * kKey).begin());
  names_.push_back(name);
}

std::optional<Secret> SkippedKeys::find(const DhPublicKey& ratchet_key, std::uint32_t number,
                                        TimeMs now) const {
  const auto at = std::ranges::find_if(names_, named(ratchet_key, number));
  if (at == names_.end() || is_expired(*at, now)) return std::nullopt;
  return buffer_.slice(static_cast<std::size_t>(at - names_.begin()) * kKey, kKey);
}

void SkippedKeys::remove(const DhPublicKey& ratchet_key, std::uint32_t number) {
  const auto at = std::ranges::find_if(names_, named(ratchet_key, number));
  if (at != names_.end()) remove_at(static_cast<std::size_t>(at - names_.begin()), 1);
}

void SkippedKeys::remove_expired(TimeMs now) {
  for (std::size_t i = names_.size(); i-- > 0;) {
    if (is_expired(names_[i], now)) remove_at(i, 1);
  }
}

void SkippedKeys::remove_at(std::size_t first, std::size_t count) {
  const auto used = buffer_.writable().first(names_.size() * kKey);
  std::ranges::copy(used.subspan((first + count) * kKey), used.subspan(first * kKey).begin());
  wipe(used.last(count * kKey));
  const auto begin = names_.begin() + static_cast<std::ptrdiff_t>(first);
  names_.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
}

}  // namespace troth::crypto
