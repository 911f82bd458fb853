#include "core/vault/knock.h"

#include <fcntl.h>

#include "core/store/door.h"

namespace troth::vault {

Status knock(const std::filesystem::path& directory) {
  store::FileCalls calls;
  TROTH_ASSIGN(const auto profile, store::ProfileDirectory::open(directory, calls));
  const auto path = profile.path_of(store::kDoorFile);
  const store::OpenFile door(
      calls, calls.open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW, 0));
  if (door.fd() >= 0 && calls.check_own_fifo(door.fd()) == 0) calls.knock(door.fd());
  return {};
}

}  // namespace troth::vault
