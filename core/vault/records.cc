#include "core/vault/records.h"

namespace troth::vault {

Status commit_with(State& state, store::Change change, sync::Correspondence next) {
  TROTH_TRY(change.state().put(store::StateName::correspondence, next.serialize()));
  TROTH_TRY(change.commit());
  state.pair()->correspondence = std::move(next);
  return {};
}

bool is_of_the_store(Code code) {
  const std::string_view name = name_of(code);
  return name.starts_with("database_") || name.starts_with("store_") || name.starts_with("file_") ||
         name.starts_with("profile_");
}

}  // namespace troth::vault
