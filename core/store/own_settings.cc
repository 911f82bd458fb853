#include "core/store/own_settings.h"

#include "core/base/check.h"

namespace troth::store {
namespace {

constexpr std::string_view kFind = "SELECT value FROM own_settings WHERE name = ?1";
constexpr std::string_view kSet =
    "INSERT INTO own_settings (name, value) VALUES (?1, ?2)"
    " ON CONFLICT (name) DO UPDATE SET value = ?2";

}  // namespace

Result<std::optional<std::string>> OwnSettings::find(std::string_view name) const {
  TROTH_ASSIGN(auto row, database_->prepare(kFind));
  TROTH_ASSIGN(const bool found, row.bind_all(name).step());
  if (!found) return std::nullopt;
  return std::string(row.text(0));
}

Status OwnSettings::set(std::string_view name, std::string_view value) {
  CHECK(database_->in_transaction());
  return database_->run(kSet, name, value);
}

}  // namespace troth::store
