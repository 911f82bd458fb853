#include "core/store/deletion.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>

#include "core/store/door.h"
#include "core/store/locked_mark.h"
#include "core/store/profile_directory.h"
#include "core/store/vault_file.h"

namespace troth::store {
namespace {

using namespace std::chrono_literals;

// Those that hold key slots come first: once they are gone the rest is noise.
constexpr auto kWithSlots = std::to_array<std::string_view>({kHeaderFile, "vault.hdr.new"});
constexpr auto kOthers = std::to_array<std::string_view>(
    {kDatabaseFile, "vault.db-wal", "vault.db-journal", kAnchorFile, "vault.anchor.new",
     kCounterFile, "vault.counter.new", kUnfinishedFile, "vault.unfinished.new", kLockedFile,
     "vault.locked.new"});
// Who waits in the profile comes back to a folder that goes, and leaves at once.
constexpr int kTimes = 100;
constexpr auto kBetween = 20ms;

std::vector<std::string> names_in(const std::filesystem::path& path) {
  std::vector<std::string> names;
  std::error_code failed;
  for (std::filesystem::directory_iterator at(path, failed), end; !failed && at != end;
       at.increment(failed))
    names.push_back(at->path().filename().string());
  std::ranges::sort(names);
  return names;
}

bool is_of_the_vault(std::string_view name) {
  return std::ranges::find(kWithSlots, name) != kWithSlots.end() ||
         std::ranges::find(kOthers, name) != kOthers.end();
}

bool has_any_of_a_vault(const ProfileDirectory& directory) {
  return std::ranges::any_of(kWithSlots,
                             [&](std::string_view name) { return directory.has(name); }) ||
         std::ranges::any_of(kOthers, [&](std::string_view name) { return directory.has(name); });
}

bool is_link(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_symlink(std::filesystem::symlink_status(path, ignored));
}

// True where there was nothing to overwrite, or where it is done and on the disk.
bool overwrite(const ProfileDirectory& directory, std::string_view name, crypto::Random& random) {
  if (!directory.has(name)) return true;
  Bytes noise(kLargestHeaderFile);
  random.fill(noise);
  return directory.write_in_place(name, 0, noise).has_value();
}

// What cannot be removed stays, and is named by whoever looks afterwards.
void remove_all(const ProfileDirectory& directory, std::span<const std::string_view> names) {
  for (const std::string_view name : names)
    if (directory.has(name)) static_cast<void>(directory.remove(name));
}

// The lock goes last, while it is held. One who waits may make it anew just then,
// to find that there is no vault any more: it is taken away from them again, but
// only where nothing else of a vault has come there since. Nothing comes between
// the last name and the folder, not even a sync: that is time to come back in.
bool remove_folder(const ProfileDirectory& directory) {
  FileCalls& calls = directory.calls();
  for (int time = 0; time < kTimes; ++time) {
    for (const std::string_view name : {kDoorFile, kLockFile})
      calls.unlink(directory.path_of(name).c_str());
    if (calls.remove_directory(directory.path().c_str()) == 0) return true;
    if (errno != ENOTEMPTY && errno != EEXIST) return false;
    const auto names = names_in(directory.path());
    const auto is_in_the_way = [](const std::string& name) {
      return name != kLockFile && name != kDoorFile;
    };
    if (std::ranges::any_of(names, is_in_the_way)) return false;
    calls.pause(kBetween);
  }
  return false;
}

}  // namespace

Result<Deletion> delete_profile(const std::filesystem::path& path, FileCalls& calls,
                                crypto::Random& random) {
  // A "/" at the end would have the system look behind the link.
  const std::filesystem::path folder = path.has_filename() ? path : path.parent_path();
  if (is_link(folder)) return refuse(Code::profile_is_link, folder.native());
  TROTH_ASSIGN(const ProfileDirectory directory, ProfileDirectory::open(folder, calls));
  if (!has_any_of_a_vault(directory)) return refuse(Code::profile_missing, folder.native());
  const auto lock = enter(directory);
  if (!lock) return std::unexpected(lock.error());
  Deletion done;
  for (const std::string_view name : kWithSlots)
    done.keys_overwritten = overwrite(directory, name, random) && done.keys_overwritten;
  // The header goes last of these: until then the folder is known for a profile.
  remove_all(directory, kOthers);
  remove_all(directory, std::array{kWithSlots[1], kWithSlots[0]});
  const auto names = names_in(folder);
  if (std::ranges::none_of(names, is_of_the_vault)) done.folder_gone = remove_folder(directory);
  if (!done.folder_gone) done.left = names_in(folder);
  return done;
}

}  // namespace troth::store
