// The settings that a person chooses, by name, apart from those that the vault
// keeps for itself (private_state.h). Private, as the journal is. Borrows the
// database; same owner and thread; the writing half CHECKs an open transaction.
// Fails with the codes of sqlite.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/sqlite/database.h"

namespace troth::store {

class OwnSettings {
 public:
  explicit OwnSettings(sqlite::Database& database) : database_(&database) {}

  // Nothing where it was never set.
  [[nodiscard]] Result<std::optional<std::string>> find(std::string_view name) const;
  Status set(std::string_view name, std::string_view value);

 private:
  sqlite::Database* database_;
};

}  // namespace troth::store
