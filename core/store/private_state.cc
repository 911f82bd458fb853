#include "core/store/private_state.h"

#include "core/base/check.h"
#include "core/store/rows.h"

namespace troth::store {
namespace {

using crypto::Secret;

constexpr std::string_view kFind = "SELECT value FROM states WHERE name = ?1 AND key = ?2";
constexpr std::string_view kKeys = "SELECT key FROM states WHERE name = ?1 ORDER BY key";
constexpr std::string_view kPut =
    "INSERT INTO states (name, key, value) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (name, key) DO UPDATE SET value = ?3";
constexpr std::string_view kRemove = "DELETE FROM states WHERE name = ?1 AND key = ?2";
constexpr std::string_view kRemoveAll = "DELETE FROM states WHERE name = ?1";
constexpr std::string_view kSetting = "SELECT value FROM settings WHERE name = ?1";
constexpr std::string_view kSet =
    "INSERT INTO settings (name, value) VALUES (?1, ?2)"
    " ON CONFLICT (name) DO UPDATE SET value = ?2";
constexpr std::string_view kUnset = "DELETE FROM settings WHERE name = ?1";

// As the rows name them; a name that has landed never changes.
std::string_view name_of(StateName name) {
  switch (name) {
    case StateName::device_sign_seed:
      return "device_sign_seed";
    case StateName::device_dh_key:
      return "device_dh_key";
    case StateName::mailbox_read_seed:
      return "mailbox_read_seed";
    case StateName::mailbox_write_seed:
      return "mailbox_write_seed";
    case StateName::mailbox_place:
      return "mailbox_place";
    case StateName::relay_address:
      return "relay_address";
    case StateName::prekeys:
      return "prekeys";
    case StateName::pairing:
      return "pairing";
    case StateName::correspondence:
      return "correspondence";
    case StateName::relay_state:
      return "relay_state";
    case StateName::unopened_check_in:
      return "unopened_check_in";
  }
  CHECK(false);
}

}  // namespace

Result<std::optional<Secret>> PrivateState::find(StateName name, ByteView key) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kFind));
  TROTH_ASSIGN(const bool row, statement.bind_all(name_of(name), key).step());
  if (!row) return std::nullopt;
  return Secret::copy_of(statement.blob(0));
}

Result<std::vector<Bytes>> PrivateState::keys(StateName name) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kKeys));
  statement.bind_all(name_of(name));
  return all_of(std::move(statement),
                [](const sqlite::Statement& row) -> Result<Bytes> { return copy_of(row.blob(0)); });
}

Status PrivateState::put(StateName name, const Secret& value, ByteView key) {
  CHECK(database_->in_transaction());
  return database_->run(kPut, name_of(name), key, value.view());
}

Status PrivateState::remove(StateName name, ByteView key) {
  CHECK(database_->in_transaction());
  return database_->run(kRemove, name_of(name), key);
}

Status PrivateState::remove_all(StateName name) {
  CHECK(database_->in_transaction());
  return database_->run(kRemoveAll, name_of(name));
}

Result<std::optional<std::string>> PrivateState::setting(std::string_view name) const {
  TROTH_ASSIGN(auto statement, database_->prepare(kSetting));
  TROTH_ASSIGN(const bool row, statement.bind_all(name).step());
  if (!row) return std::nullopt;
  return std::string(statement.text(0));
}

Status PrivateState::set(std::string_view name, std::string_view value) {
  CHECK(database_->in_transaction());
  return database_->run(kSet, name, value);
}

Status PrivateState::unset(std::string_view name) {
  CHECK(database_->in_transaction());
  return database_->run(kUnset, name);
}

}  // namespace troth::store
