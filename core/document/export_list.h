// The list of an export, export.json: who exported what, when and in whose time
// zone, and each file with its length and hash. It is not signed: it is the
// exporter's word, and whoever changes a file can change the list too.
// Strict in reading, for it comes from anybody. Pure, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/document/record.h"

namespace troth::document {

inline constexpr int kExportFormat = 1;
// How the readable files are written. Whoever changes a word of papers or of
// record.json raises it, so that an older export is not taken for a changed one:
// tests/core/document/writing_test.cc holds this number to what is written.
inline constexpr int kWriting = 2;

inline constexpr std::size_t kLargestList = std::size_t{256} * 1024;
inline constexpr std::size_t kMostFiles = 32;

struct ListedFile {
  std::string name;
  std::uint64_t bytes = 0;
  Hash hash;  // BLAKE2b-256, as `b2sum -l 256` prints it
  bool operator==(const ListedFile&) const = default;
};

struct ExportList {
  int writing = kWriting;
  Circumstances by;
  Hash digest;
  std::uint64_t entries = 0;
  std::uint64_t waiting = 0;
  std::vector<ListedFile> files;
  [[nodiscard]] const ListedFile* find(std::string_view name) const;
  bool operator==(const ExportList&) const = default;
};

std::string text_of(const ExportList& list);
// export_newer for a format that is not known; export_list_malformed says what is wrong.
Result<ExportList> parse_export_list(std::string_view text);

}  // namespace troth::document
