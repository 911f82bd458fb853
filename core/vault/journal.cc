#include "core/vault/journal.h"

#include "core/base/check.h"
#include "core/base/text.h"
#include "core/vault/short_id.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

Status check_page(std::string_view text) {
  return check_required_text(text, store::kLargestPage, Lines::many, "The page");
}

// `digits` and then nothing but `filler`, as an id.
JournalId filled(std::string digits, char filler) {
  digits.resize(2 * JournalId::kSize, filler);
  const auto bytes = from_hex(digits);
  const auto id = bytes ? JournalId::from(*bytes) : std::nullopt;
  CHECK(id.has_value());
  return *id;
}

Result<JournalId> find_page(const State& state, std::string_view typed) {
  TROTH_ASSIGN(const std::string digits, typed_digits(typed));
  if (digits.size() > 2 * JournalId::kSize) return std::unexpected(told({}, digits));
  TROTH_ASSIGN(const auto between,
               state.store().journal().between(filled(digits, '0'), filled(digits, 'f')));
  return find_id<JournalId>(digits, between);
}

}  // namespace

Result<std::vector<JournalPage>> Journal::pages(std::size_t most) const {
  return vault_.state().store().journal().newest(most);
}

Result<std::size_t> Journal::size() const { return vault_.state().store().journal().size(); }

Result<JournalPage> Journal::page(std::string_view id) const {
  TROTH_ASSIGN(const JournalId found, find_page(vault_.state(), id));
  TROTH_ASSIGN(auto page, vault_.state().store().journal().find(found));
  CHECK(page.has_value());
  return std::move(*page);
}

Result<JournalId> Journal::write(const std::string& text) {
  TROTH_TRY(check_page(text));
  State& state = vault_.state();
  const auto id = state.random().id<JournalId>();
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(change.journal().add({id, now_, now_, text}));
  TROTH_TRY(change.commit());
  return id;
}

Result<JournalId> Journal::rewrite(std::string_view id, const std::string& text) {
  TROTH_TRY(check_page(text));
  State& state = vault_.state();
  TROTH_ASSIGN(const JournalId found, find_page(state, id));
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(change.journal().rewrite(found, text, now_));
  TROTH_TRY(change.commit());
  TROTH_TRY(state.store().drop_old_pages());
  return found;
}

Result<JournalId> Journal::remove(std::string_view id) {
  State& state = vault_.state();
  TROTH_ASSIGN(const JournalId found, find_page(state, id));
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(change.journal().remove(found));
  TROTH_TRY(change.commit());
  TROTH_TRY(state.store().drop_old_pages());
  return found;
}

}  // namespace troth::vault
