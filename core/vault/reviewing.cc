#include "core/vault/reviewing.h"

#include <algorithm>
#include <charconv>

#include "core/base/sizes.h"
#include "core/vault/ground.h"
#include "core/vault/review_agenda.h"
#include "core/vault/review_notes.h"
#include "core/vault/short_id.h"
#include "core/vault/signing.h"

namespace troth::vault {
namespace {

using document::MinutesDraft;
using ledger::EntryKind;
using practice::MinutesText;
using practice::Review;

// What each command looks at first: the reviews, before anything is signed.
struct Standing {
  State& state;
  practice::Reviews reviews;
};

Result<Standing> standing(Vault& vault, TimeMs now, LookBack how_far = LookBack::lately) {
  State& state = vault.state();
  TROTH_TRY(need_to_give(state, now));
  TROTH_ASSIGN(auto reviews, reviews_in(state, how_far));
  return Standing{state, std::move(reviews)};
}

// The texts that new minutes would take the place of, in order. review_over.
Result<std::vector<const MinutesText*>> heads_of(const Review& review) {
  TROTH_ASSIGN(const auto entries, practice::may_write_minutes(review));
  std::vector<const MinutesText*> heads;
  for (const MinutesText& text : review.minutes)
    if (std::ranges::binary_search(entries, text.entry)) heads.push_back(&text);
  return heads;
}

void append(std::string& text, const std::string& more) {
  if (more.empty() || text == more) return;
  text += (text.empty() ? "" : "\n\n") + more;
}

// Several texts as one that has all their words; of two dates the earlier.
practice::Minutes joined(const std::vector<const MinutesText*>& texts) {
  practice::Minutes out;
  for (const MinutesText* text : texts) {
    append(out.text, text->says.text);
    append(out.lessons, text->says.lessons);
    for (const practice::Action& action : text->says.actions)
      if (std::ranges::find(out.actions, action) == out.actions.end())
        out.actions.push_back(action);
    const TimeMs next_ms = text->says.next_review_ms;
    if (next_ms != 0 && (out.next_review_ms == 0 || next_ms < out.next_review_ms))
      out.next_review_ms = next_ms;
  }
  return out;
}

// Long enough that nobody makes another that begins so.
std::vector<document::IdBeginning> beginnings_of(const std::vector<const MinutesText*>& texts) {
  constexpr std::size_t kDigits = 24;
  std::vector<document::IdBeginning> out;
  for (const MinutesText* text : texts) out.push_back({{}, text->entry.hex().substr(0, kDigits)});
  return out;
}

std::vector<document::ActionDraft> open_actions(const practice::Reviews& reviews,
                                                const document::MinutesGround& ground) {
  practice::Minutes earlier;
  for (const practice::ActionState& action : reviews.actions)
    if (!action.done) earlier.actions.push_back(action.action);
  return document::draft_of(earlier, ground).actions;
}

Result<std::string> sheet_of(const State& state, const practice::Reviews& reviews, TimeMs now) {
  TROTH_ASSIGN(const Review review, open_review(reviews));
  const store::Proposals proposals(state.store().ledger(), state.pair()->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, proposals, now));
  TROTH_ASSIGN(const auto heads, heads_of(review));
  const document::MinutesGround means = minutes_ground(state, ground);
  document::MinutesSheet sheet;
  sheet.draft = document::draft_of(joined(heads), means);
  sheet.draft.replaces = beginnings_of(heads);
  sheet.open_actions = open_actions(reviews, means);
  sheet.joins = heads.size();
  TROTH_ASSIGN(const auto lines, agenda_of(state, proposals, ground, now));
  for (const practice::AgendaLine& line : lines) sheet.agenda.push_back(line.words);
  return document::write(sheet);
}

std::vector<EntryHash> entries_of(const Review& review) {
  std::vector<EntryHash> out;
  for (const MinutesText& text : review.minutes) out.push_back(text.entry);
  return out;
}

// What the two have signed meanwhile is no longer theirs to write: review_over.
Status check_not_over(const MinutesDraft& draft, const practice::Reviews& reviews) {
  if (!draft.replaces) return {};
  for (const Review& review : reviews.reviews) {
    const auto entries = entries_of(review);
    for (const document::IdBeginning& id : *draft.replaces)
      if (review.is_over && find_by_beginning<EntryHash>(id.digits, entries))
        return refuse(Code::review_over);
  }
  return {};
}

// The texts that the new one takes the place of: those that its author had before
// them, and what they wrote themselves.
Result<std::vector<EntryHash>> replaced_by(const MinutesDraft& draft, const Review& review,
                                           const PartnerId& own) {
  TROTH_ASSIGN(std::vector<EntryHash> heads, practice::may_write_minutes(review));
  if (!draft.replaces) return heads;
  const auto all = entries_of(review);
  std::vector<EntryHash> named;
  for (const document::IdBeginning& id : *draft.replaces) {
    TROTH_ASSIGN(const EntryHash entry, find_id<EntryHash>(id.digits, all));
    named.push_back(entry);
  }
  for (const MinutesText& text : review.minutes)
    if (text.by == own && named.size() < sizes::kMinutesReplaced &&
        std::ranges::binary_search(heads, text.entry))
      named.push_back(text.entry);
  std::ranges::sort(named);
  named.erase(std::ranges::unique(named).begin(), named.end());
  return named;
}

Result<practice::Minutes> minutes_from(std::string_view toml, const Standing& on, TimeMs now) {
  TROTH_ASSIGN(const MinutesDraft draft, document::parse_minutes(toml));
  TROTH_TRY(check_not_over(draft, on.reviews));
  TROTH_ASSIGN(const Review review, open_review(on.reviews));
  TROTH_ASSIGN(const auto ground, ground_of(on.state, now));
  practice::Minutes minutes = document::minutes_of(draft, minutes_ground(on.state, ground));
  if (minutes.next_review_ms != 0 && minutes.next_review_ms <= now)
    return refuse(Code::due_past, "The day of the next review");
  minutes.review = review.name;
  TROTH_ASSIGN(minutes.replaces, replaced_by(draft, review, on.state.me()));
  return minutes;
}

// "1a2b3c4d5e.1": the first action of those minutes.
Result<practice::ActionDone> action_from(std::string_view typed, const practice::Reviews& reviews) {
  const auto dot = typed.rfind('.');
  TROTH_ASSIGN(const MinutesText text, find_minutes(reviews, typed.substr(0, dot)));
  const std::string_view digits = dot == typed.npos ? "" : typed.substr(dot + 1);
  std::uint32_t number = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = failed == std::errc() && end == digits.data() + digits.size();
  if (!is_number || number == 0 || number > text.says.actions.size())
    return refuse(Code::action_unknown, digits.empty() ? "without a number" : digits.substr(0, 20));
  return practice::ActionDone{text.entry, number - 1};
}

}  // namespace

Result<EntryHash> Reviewing::open(const std::string& text) {
  TROTH_ASSIGN(const Standing on, standing(vault_, now_));
  TROTH_TRY(practice::may_open_review(on.reviews));
  TROTH_ASSIGN(auto payload, practice::encode(practice::ReviewOpened{text}));
  return sign_one(on.state, EntryKind::review_opened, std::move(payload), now_);
}

Result<EntryHash> Reviewing::add_item(const std::string& text) {
  State& state = vault_.state();
  TROTH_TRY(need_to_give(state, now_));
  TROTH_ASSIGN(auto payload, practice::encode(practice::AgendaItem{text, {}}));
  return sign_one(state, EntryKind::agenda_item, std::move(payload), now_);
}

Result<std::string> Reviewing::sheet() const {
  const State& state = vault_.state();
  TROTH_TRY(need_compared(state));
  TROTH_ASSIGN(const auto reviews, reviews_in(state, LookBack::lately));
  return sheet_of(state, reviews, now_);
}

Result<EntryHash> Reviewing::write_minutes(std::string_view toml) {
  TROTH_ASSIGN(const Standing on, standing(vault_, now_));
  TROTH_ASSIGN(const auto minutes, minutes_from(toml, on, now_));
  TROTH_ASSIGN(auto payload, practice::encode(minutes));
  return sign_one(on.state, EntryKind::minutes, std::move(payload), now_);
}

Result<std::optional<EntryHash>> Reviewing::join_minutes() {
  TROTH_ASSIGN(const Standing on, standing(vault_, now_));
  TROTH_ASSIGN(const Review review, open_review(on.reviews));
  if (review.minutes.empty()) return refuse(Code::minutes_none);
  if (!review.is_edited_twice()) return std::optional<EntryHash>();
  TROTH_ASSIGN(const std::string toml, sheet_of(on.state, on.reviews, now_));
  TROTH_ASSIGN(const EntryHash entry, write_minutes(toml));
  return std::optional(entry);
}

Result<EntryHash> Reviewing::sign_minutes(std::string_view minutes) {
  TROTH_ASSIGN(const Standing on, standing(vault_, now_, LookBack::ever));
  TROTH_ASSIGN(const MinutesText text, find_minutes(on.reviews, minutes));
  TROTH_TRY(practice::may_sign(text, on.state.me()));
  TROTH_ASSIGN(auto payload, practice::encode(practice::MinutesSigned{text.entry}));
  return sign_one(on.state, EntryKind::minutes_signed, std::move(payload), now_);
}

Result<EntryHash> Reviewing::mark_done(std::string_view action) {
  TROTH_ASSIGN(const Standing on, standing(vault_, now_, LookBack::ever));
  TROTH_ASSIGN(const practice::ActionDone done, action_from(action, on.reviews));
  TROTH_TRY(practice::may_be_done(on.reviews, done));
  TROTH_ASSIGN(auto payload, practice::encode(done));
  return sign_one(on.state, EntryKind::action_done, std::move(payload), now_);
}

}  // namespace troth::vault
