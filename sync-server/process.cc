#include "sync-server/process.h"

#include <google/protobuf/stubs/logging.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "core/base/check.h"

namespace troth::relay {
namespace {

// A secret takes a locked page of its own; a connection keeps one key each way.
constexpr std::int64_t kKeysPerConnection = 2;
// The relay's own, and those of the one handshake that is computed at a time.
constexpr std::int64_t kOtherKeys = 64;

void raise_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_MEMLOCK, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_MEMLOCK, &limit);  // what it was worth, the trial below shows
}

bool can_lock(std::size_t size) {
  void* trial = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (trial == MAP_FAILED) return false;
  const bool is_locked = ::mlock(trial, size) == 0;
  ::munmap(trial, size);
  return is_locked;
}

}  // namespace

void close_process_to_others() {
  CHECK(::prctl(PR_SET_DUMPABLE, 0) == 0);
  const rlimit none{};
  CHECK(::setrlimit(RLIMIT_CORE, &none) == 0);
  ::umask(077);
  // What a client sends is answered, never printed.
  google::protobuf::SetLogHandler(nullptr);
}

Status make_room_for_keys(const Limits& limits) {
  raise_limit();
  const std::int64_t keys = limits.connections_in_all * kKeysPerConnection + kOtherKeys;
  const std::size_t size =
      static_cast<std::size_t>(keys) * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  if (can_lock(size)) return {};
  return refuse(Code::relay_memory_not_lockable, std::to_string(limits.connections_in_all));
}

}  // namespace troth::relay
