#include "core/store/drafts.h"

#include "core/base/check.h"
#include "core/store/rows.h"

namespace troth::store {
namespace {

constexpr std::string_view kAll =
    "SELECT kind, about, changed_at_ms, content FROM drafts"
    " ORDER BY changed_at_ms DESC, kind, about";
constexpr std::string_view kFind =
    "SELECT kind, about, changed_at_ms, content FROM drafts WHERE kind = ?1 AND about = ?2";
constexpr std::string_view kPut =
    "INSERT INTO drafts (kind, about, changed_at_ms, content) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (kind, about) DO UPDATE SET changed_at_ms = ?3, content = ?4";
constexpr std::string_view kRemove = "DELETE FROM drafts WHERE kind = ?1 AND about = ?2";

Result<Draft> draft_of(const sqlite::Statement& row) {
  return Draft{std::string(row.text(0)), std::string(row.text(1)), row.number(2),
               std::string(row.text(3))};
}

}  // namespace

Result<std::vector<Draft>> Drafts::all() const {
  TROTH_ASSIGN(auto statement, database_->prepare(kAll));
  return all_of(std::move(statement), draft_of);
}

Result<std::optional<Draft>> Drafts::find(std::string_view kind, std::string_view about) const {
  TROTH_ASSIGN(auto row, database_->prepare(kFind));
  TROTH_ASSIGN(const bool found, row.bind_all(kind, about).step());
  if (!found) return std::nullopt;
  TROTH_ASSIGN(auto draft, draft_of(row));
  return std::optional(std::move(draft));
}

Status Drafts::put(const Draft& draft) {
  CHECK(database_->in_transaction());
  return database_->run(kPut, draft.kind, draft.about, draft.changed_ms, draft.content);
}

Status Drafts::remove(std::string_view kind, std::string_view about) {
  CHECK(database_->in_transaction());
  return database_->run(kRemove, kind, about);
}

}  // namespace troth::store
