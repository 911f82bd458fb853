#include "core/store/door.h"

#include <fcntl.h>

#include <cerrno>
#include <system_error>

namespace troth::store {
namespace {

using namespace std::chrono_literals;

// Long enough for a few commands in line, each of which signs and sends.
constexpr auto kPatience = 15s;
// And for one that does neither yet: it ends, or asks, or listens while it sends.
constexpr auto kForWork = 2s;
constexpr auto kBetween = 20ms;
constexpr int kDoorFlags = O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW;

std::unexpected<Error> failed(int reason) {
  return refuse(Code::file_failed,
                std::string(kDoorFile) + ": " + std::generic_category().message(reason));
}

std::optional<OpenFile> door_to_knock_at(const ProfileDirectory& directory) {
  FileCalls& calls = directory.calls();
  OpenFile door(calls, calls.open(directory.path_of(kDoorFile).c_str(), O_WRONLY | kDoorFlags, 0));
  if (door.fd() < 0 || calls.check_own_fifo(door.fd()) != 0) return std::nullopt;
  return door;
}

}  // namespace

Result<ProfileLock> enter(const ProfileDirectory& directory) {
  auto lock = directory.lock();
  if (lock || lock.error().code != Code::profile_in_use) return lock;
  FileCalls& calls = directory.calls();
  std::optional<OpenFile> door;
  bool in_line = false;
  for (auto waited = 0ms; waited < (door ? kPatience : kForWork); waited += kBetween) {
    // Where nobody listens, whoever holds the profile is at work in it.
    if (!door) door = door_to_knock_at(directory);
    if (door && !in_line && calls.lock_shared(door->fd()) == 0) {
      in_line = true;
      calls.knock(door->fd());
    }
    lock = directory.lock();
    if (lock || lock.error().code != Code::profile_in_use) return lock;
    calls.pause(kBetween);
  }
  return lock;
}

Status knock(const ProfileDirectory& directory) {
  if (const auto door = door_to_knock_at(directory)) directory.calls().knock(door->fd());
  return {};
}

Result<Door> Door::open(const ProfileDirectory& directory) {
  FileCalls& calls = directory.calls();
  const auto path = directory.path_of(kDoorFile);
  if (calls.make_fifo(path.c_str(), 0600) != 0 && errno != EEXIST) return failed(errno);
  // To write as well, so that the last one who knocks leaves no end of file.
  OpenFile file(calls, calls.open(path.c_str(), O_RDWR | kDoorFlags, 0));
  if (file.fd() < 0 || calls.check_own_fifo(file.fd()) != 0) return failed(errno);
  // What lies there where nobody is in line is the knock by which this holder
  // came in: another that made way for it keeps the FIFO, and so the byte.
  if (calls.lock(file.fd()) == 0) {
    calls.forget_knocks(file.fd());
    calls.unlock(file.fd());
  }
  return Door(calls, std::move(file));
}

Result<std::optional<ProfileLock>> Door::come_back(const ProfileDirectory& directory) const {
  if (calls_->lock(fd()) != 0) {
    if (errno == EWOULDBLOCK) return std::nullopt;
    return failed(errno);
  }
  auto lock = directory.lock();
  // Nobody is in line, and nobody joins it before the door is unlocked: these
  // are of those who have been in, or have gone.
  if (lock) calls_->forget_knocks(fd());
  calls_->unlock(fd());
  if (lock) return std::optional(std::move(*lock));
  if (lock.error().code == Code::profile_in_use) return std::nullopt;
  return std::unexpected(std::move(lock.error()));
}

}  // namespace troth::store
