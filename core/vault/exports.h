// Taking everything out: one partner alone, offline, signing and sending nothing
// (product.md, "Safety"). The export is a folder of readable files, JSON and the
// signed ledger (export_files.h, ledger_file.h), and the own journal; verify_export()
// checks one anywhere. Borrows an open Vault, on its thread. Fails with pair_none,
// export_..., file_not_written and the codes of the store; then nothing is
// left under the folder's name.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/store/file_calls.h"
#include "core/vault/vault.h"

namespace troth::vault {

struct ExportView {
  std::vector<std::string> files;
  std::uint64_t entries = 0;
  Hash digest;
};

// The author's private writing, in files of its own; none are made of an empty one.
enum class JournalPages : std::uint8_t { with, without };

class Exports {
 public:
  Exports(const Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  // Into a new folder, or an empty one.
  [[nodiscard]] Result<ExportView> write(const std::filesystem::path& folder,
                                         JournalPages journal) const;
  // The same over given calls.
  [[nodiscard]] Result<ExportView> write(const std::filesystem::path& folder, JournalPages journal,
                                         store::FileCalls& calls) const;
  // The agreement as it stands, as an export's agreement.html has it.
  [[nodiscard]] Result<std::string> agreement_page() const;

 private:
  const Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
