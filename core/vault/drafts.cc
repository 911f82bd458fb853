#include "core/vault/drafts.h"

#include <algorithm>

#include "core/base/sizes.h"
#include "core/base/text.h"
#include "core/vault/state.h"

namespace troth::vault {

std::string name_of(const Draft& draft) {
  return draft.kind + (draft.about.empty() ? "" : " " + draft.about);
}

Result<std::vector<Draft>> Drafts::all() const { return vault_.state().store().drafts().all(); }

Result<std::optional<Draft>> Drafts::find(std::string_view kind, std::string_view about) const {
  return vault_.state().store().drafts().find(kind, about);
}

Result<Draft> Drafts::named(std::string_view name) const {
  TROTH_ASSIGN(auto drafts, all());
  const auto found = std::ranges::find(drafts, name, name_of);
  if (found == drafts.end()) return refuse(Code::draft_missing, name);
  return std::move(*found);
}

Status Drafts::keep(const std::string& kind, const std::string& about, const std::string& content) {
  TROTH_TRY(check_text(about, sizes::kTitle, Lines::one, "What the draft is about"));
  TROTH_TRY(check_required_text(content, store::kLargestDraft, Lines::many, "The draft"));
  TROTH_ASSIGN(auto change, vault_.state().store().begin());
  TROTH_TRY(change.drafts().put({kind, about, now_, content}));
  TROTH_TRY(change.commit());
  return vault_.state().store().drop_old_pages();  // it may have taken the place of another
}

Status Drafts::remove(std::string_view kind, std::string_view about) {
  store::Store& store = vault_.state().store();
  TROTH_ASSIGN(auto change, store.begin());
  TROTH_TRY(change.drafts().remove(kind, about));
  TROTH_TRY(change.commit());
  return store.drop_old_pages();
}

}  // namespace troth::vault
