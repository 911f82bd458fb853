// The files of an export and what is in each: the one place that makes the
// readable ones, so that whoever verifies an export makes the same. Pure, any
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/document/export_list.h"
#include "core/document/journal_paper.h"
#include "core/document/record.h"

namespace troth::vault {

struct ExportFile {
  std::string_view name;
  std::string text;
};

inline constexpr std::string_view kListFile = "export.json";
inline constexpr std::string_view kLedgerFile = "ledger.troth";

// What follows from the record: the README, the two papers in both forms, the
// JSON and its schema.
std::vector<ExportFile> readable_files(const document::Record& record);

// The journal's, which no ledger has; none where it has no pages.
std::vector<ExportFile> journal_files(const std::vector<document::WrittenPage>& pages,
                                      const document::Circumstances& by);

// The list's line for a file.
document::ListedFile listed(std::string_view name, ByteView bytes);

}  // namespace troth::vault
