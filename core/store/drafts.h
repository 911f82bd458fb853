// Drafts: what somebody has half written, kept until they go on with it or delete
// it. One for each kind of thing and what it is about ("check-in", ""; "comment",
// an id); the content is the caller's to read. Private, as the journal is.
// Borrows the database; same owner and thread; the writing half CHECKs an open
// transaction. Fails with the codes of sqlite.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/sqlite/database.h"

namespace troth::store {

inline constexpr std::size_t kLargestDraft = std::size_t{64} * 1024;  // bytes

struct Draft {
  std::string kind;
  std::string about;
  TimeMs changed_ms = 0;
  std::string content;
  bool operator==(const Draft&) const = default;
};

class Drafts {
 public:
  explicit Drafts(sqlite::Database& database) : database_(&database) {}

  // Those last changed first.
  [[nodiscard]] Result<std::vector<Draft>> all() const;
  [[nodiscard]] Result<std::optional<Draft>> find(std::string_view kind,
                                                  std::string_view about) const;
  // Replaces the one of the same kind about the same.
  Status put(const Draft& draft);
  // Forgets it, if it is there.
  Status remove(std::string_view kind, std::string_view about);

 private:
  sqlite::Database* database_;
};

}  // namespace troth::store
