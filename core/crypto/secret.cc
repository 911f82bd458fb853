#include "core/crypto/secret.h"

#include <sodium.h>
#include <sys/resource.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/base/check.h"

namespace troth::crypto {
namespace {

// Room for 256 secrets, each of which takes a locked page of its own.
constexpr std::size_t kLockableBytes = 1024 * 1024;

bool sodium_started() {
  static const bool started = sodium_init() >= 0;
  return started;
}

std::string lock_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0) return "not known";
  if (limit.rlim_cur == RLIM_INFINITY) return "none, but locking failed";
  return std::to_string(limit.rlim_cur / 1024) + " KiB";
}

bool can_lock_memory() {
  std::vector<std::uint8_t> probe(kLockableBytes);
  if (sodium_mlock(probe.data(), probe.size()) != 0) return false;
  return sodium_munlock(probe.data(), probe.size()) == 0;
}

}  // namespace

Status initialize() {
  if (!sodium_started()) return refuse(Code::crypto_not_started);
  if (!can_lock_memory()) return refuse(Code::memory_not_lockable, lock_limit());
  return {};
}

Secret::Secret(std::size_t size) : size_(size) {
  if (size == 0) return;
  CHECK(sodium_started());
  data_ = static_cast<std::uint8_t*>(sodium_malloc(size));
  CHECK(data_ != nullptr);
  // sodium_malloc goes on where it could not lock. Locking again costs a system
  // call and fails closed: no secret ever stands in memory that may be swapped.
  CHECK(sodium_mlock(data_, size) == 0);
  std::ranges::fill(writable(), std::uint8_t{0});
}

Secret Secret::copy_of(ByteView bytes) {
  Secret out(bytes.size());
  std::ranges::copy(bytes, out.data_);
  return out;
}

Secret::Secret(Secret&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  Secret gone(std::move(other));
  return *this;
}

Secret::~Secret() { sodium_free(data_); }

Secret Secret::clone() const { return copy_of(view()); }

Secret Secret::slice(std::size_t offset, std::size_t size) const {
  CHECK(offset <= size_ && size <= size_ - offset);
  return copy_of(view().subspan(offset, size));
}

bool equal_in_constant_time(ByteView a, ByteView b) {
  if (a.size() != b.size()) return false;
  return a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(std::span<std::uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

}  // namespace troth::crypto
