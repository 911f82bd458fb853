// Checks an export anywhere, without a profile and without a passphrase: every
// certificate, signature, link and hash of its ledger, that the two were paired
// as it says, the agreement derived anew by the rules, and that each readable
// file is, byte for byte, what these entries say. What nobody signed it cannot
// check: names, the time and the time zone of the export, the journal, and that
// nothing newer was left out. Everything it reads comes from anybody: lengths are
// checked before anything is taken. Blocking; any thread; signs and sends nothing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/store/file_calls.h"

namespace troth::vault {

struct VerifiedExport {
  std::string exported_by;  // names, and what stands below `digest`, are the exporter's word
  std::string partner;
  std::uint64_t entries = 0;
  std::uint64_t acceptances = 0;
  std::uint64_t waiting = 0;  // signed, and resting on entries that are not here
  Hash digest;                // derived anew from the entries
  TimeMs exported_ms = 0;
  std::string time_zone;
  // False where another version of Troth wrote the readable files: then they are
  // only as the export's own list has them.
  bool readable_files_derived = false;
  std::vector<std::string> unsigned_files;  // as the list has them, which nobody signed
  std::vector<std::string> unlisted_files;  // in the folder, and no part of the export
};

// The first thing that is wrong, as one sentence that says where: export_...
Result<VerifiedExport> verify_export(const std::filesystem::path& folder);
Result<VerifiedExport> verify_export(const std::filesystem::path& folder, store::FileCalls& calls);

}  // namespace troth::vault
