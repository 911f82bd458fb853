// The folder of an export on the disk. Written under another name, DIR.part, and
// renamed once all of it is on the disk: under its own name it is whole or not
// there. 0700, its files 0600, nothing overwritten, no symbolic link followed.
// Reading takes plain files only, each up to a length that its reader names.
// One owner, one thread; the FileCalls must live longer. Fails with
// export_place_taken, export_broke_off, export_file_..., file_not_written.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/store/file_calls.h"

namespace troth::vault {

class NewExport {
 public:
  // A new folder, or an empty one that is there.
  static Result<NewExport> begin(const std::filesystem::path& place, store::FileCalls& calls);
  NewExport(NewExport&& other) noexcept;
  NewExport& operator=(NewExport&&) = delete;
  // Deletes what it wrote, unless it was kept.
  ~NewExport();

  // A new file; its bytes are on the disk when this returns.
  Status write(std::string_view name, std::string_view text) { return write(name, bytes_of(text)); }
  Status write(std::string_view name, ByteView bytes);
  // Gives the folder its name.
  Status keep();

 private:
  NewExport(std::filesystem::path place, std::filesystem::path part, store::FileCalls& calls)
      : place_(std::move(place)), part_(std::move(part)), calls_(&calls) {}
  [[nodiscard]] Status sync_folder(const std::filesystem::path& folder) const;

  std::filesystem::path place_;
  std::filesystem::path part_;
  std::vector<std::string> names_;
  store::FileCalls* calls_;  // null: moved away, or kept
};

class ExportFolder {
 public:
  // export_missing where there is no folder.
  static Result<ExportFolder> open(const std::filesystem::path& place, store::FileCalls& calls);

  // The whole file. export_file_missing, export_file_foreign (a link, a device),
  // export_file_too_large beyond `largest` bytes, which are never read.
  [[nodiscard]] Result<Bytes> read(std::string_view name, std::size_t largest) const;
  // What else stands in the folder; at most a few, by name.
  [[nodiscard]] std::vector<std::string> others_than(const std::vector<std::string>& known) const;

 private:
  ExportFolder(std::filesystem::path place, store::FileCalls& calls)
      : place_(std::move(place)), calls_(&calls) {}
  std::filesystem::path place_;
  store::FileCalls* calls_;
};

}  // namespace troth::vault
