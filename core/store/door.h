// The door of a profile: how one process asks another, which holds the profile
// and merely waits in it, to make way. vault.door is a FIFO whose reader is the
// one who waits, and whose lock is the line of those who want to come in:
//
//   who wants in     finds vault.lock taken; opens the door to write, and where
//                    nobody reads for a while is refused; shares the door's lock, writes a
//                    byte, and tries vault.lock again and again for a while
//   who waits there  hears the byte, closes all that it has, drops vault.lock,
//                    and comes back once it has the whole lock of the door (so
//                    nobody is in line) and vault.lock
//
// Locks go with their process, so that none of it outlives a crash. A knock
// carries nothing, and nothing is answered: whoever may write to the door is
// the same user, and can at most make one who waits pause. One owner, one
// thread. Fails with file_failed, and profile_in_use as said below.
#pragma once

#include <optional>

#include "core/store/open_file.h"
#include "core/store/profile_directory.h"

namespace troth::store {

inline constexpr std::string_view kDoorFile = "vault.door";

// The lock of a profile that may be in use: waits some seconds where its holder
// makes way, or where others are in line. profile_in_use where none of them is
// done by then, and sooner where the holder does not merely wait.
Result<ProfileLock> enter(const ProfileDirectory& directory);

// Asks whoever waits in the profile to make way, without coming in. Who is at work
// in it hears nothing, and that is no failure.
Status knock(const ProfileDirectory& directory);

class Door {
 public:
  // For a holder of the profile that will merely wait in it: from now on until
  // this goes, others may knock. Makes the FIFO where it is missing, and forgets
  // the knocks of those who are no longer in line.
  static Result<Door> open(const ProfileDirectory& directory);

  // Becomes readable once somebody has knocked.
  [[nodiscard]] int fd() const { return file_.fd(); }
  // The profile's lock for the one who made way; nothing while another holds it
  // or is in line: ask again after a moment. Forgets the knocks until now.
  [[nodiscard]] Result<std::optional<ProfileLock>> come_back(
      const ProfileDirectory& directory) const;

 private:
  Door(FileCalls& calls, OpenFile file) : calls_(&calls), file_(std::move(file)) {}

  FileCalls* calls_;
  OpenFile file_;
};

}  // namespace troth::store
