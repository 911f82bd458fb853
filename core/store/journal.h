// The journal: its author's private writing, in tables of its own. Nothing of it
// is in the ledger, nothing that is sent reads it, and forgetting the pair leaves
// it. What is deleted or overwritten is gone from tables and index alike;
// Store::drop_old_pages() then takes the pages of before from the disk. Borrows the
// database; same owner and thread; the writing half CHECKs an open transaction.
// Fails with the codes of sqlite, and store_inconsistent.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/sqlite/database.h"

namespace troth::store {

inline constexpr std::size_t kLargestPage = std::size_t{64} * 1024;  // bytes; nothing of it travels

using JournalId = FixedBytes<struct JournalTag, 16>;  // random

struct JournalPage {
  JournalId id;
  TimeMs begun_ms = 0;
  TimeMs changed_ms = 0;
  std::string text;
  bool operator==(const JournalPage&) const = default;
};

class Journal {
 public:
  explicit Journal(sqlite::Database& database) : database_(&database) {}

  // Newest first, at most `most`.
  [[nodiscard]] Result<std::vector<JournalPage>> newest(std::size_t most) const;
  [[nodiscard]] Result<std::size_t> size() const;
  [[nodiscard]] Result<std::optional<JournalPage>> find(const JournalId& id) const;
  // Those whose ids lie between these two, at most two of them.
  [[nodiscard]] Result<std::vector<JournalId>> between(const JournalId& first,
                                                       const JournalId& last) const;

  // A new page, begun at `page.begun_ms`.
  Status add(const JournalPage& page);
  // Another text for a page; false where there is no such page.
  Result<bool> rewrite(const JournalId& id, std::string_view text, TimeMs now);
  // False where there is no such page.
  Result<bool> remove(const JournalId& id);

 private:
  Status forget_words(std::int64_t position, std::string_view text);

  sqlite::Database* database_;
};

}  // namespace troth::store
