#include "core/vault/reviews.h"

#include <algorithm>
#include <ranges>

#include "core/vault/ground.h"
#include "core/vault/review_agenda.h"
#include "core/vault/review_notes.h"
#include "core/vault/short_id.h"

namespace troth::vault {
namespace {

using practice::MinutesText;
using practice::Review;

Result<practice::Reviews> all_reviews(const State& state) {
  TROTH_TRY(state.need_pair());
  return reviews_in(state, LookBack::ever);
}

// Without actions, each of which goes by its minutes: what is said of those is not its own.
std::vector<practice::About> named_in(const std::vector<practice::AgendaLine>& lines) {
  std::vector<practice::About> out;
  for (const practice::AgendaLine& line : lines)
    if (line.about && line.sort != practice::AgendaLine::Sort::open_action)
      out.push_back(*line.about);
  return out;
}

}  // namespace

Result<ReviewReminder> Reviews::reminder() const {
  const State& state = vault_.state();
  const PairState* pair = state.pair();
  if (pair == nullptr) return ReviewReminder{};
  TROTH_ASSIGN(const auto ground, ground_of(state, now_));
  return review_reminder(state, ground, now_);
}

Result<AgendaView> Reviews::agenda() const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  const store::Proposals proposals(state.store().ledger(), pair->reading());
  TROTH_ASSIGN(const auto ground, ground_of(state, proposals, now_));
  TROTH_ASSIGN(const auto reviews, reviews_in(state, LookBack::lately));
  AgendaView view;
  if (const Review* open = reviews.open()) {
    TROTH_ASSIGN(view.review, view_of(state, *open));
  }
  TROTH_ASSIGN(view.lines, agenda_of(state, proposals, ground, now_));
  const auto abouts = named_in(view.lines);
  TROTH_ASSIGN(view.comments, count_comments(state, abouts));
  TROTH_ASSIGN(view.raised, raised_from(state, proposals, abouts));
  view.next_ms = next_review(state, ground, reviews, now_);
  return view;
}

Result<AgendaView> Reviews::find(std::string_view id) const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const auto reviews, all_reviews(state));
  std::vector<EntryHash> names;
  for (const Review& review : reviews.reviews)
    names.insert(names.end(), review.names.begin(), review.names.end());
  TROTH_ASSIGN(const EntryHash opening, find_id<EntryHash>(id, names));
  const Review& review = *reviews.find(opening);
  if (!review.is_over) return agenda();
  AgendaView view;
  TROTH_ASSIGN(view.review, view_of(state, review));
  std::vector<practice::About> items;
  for (const practice::ItemAdded& added : review.items) items.emplace_back(added.item.entry);
  const store::Proposals proposals(state.store().ledger(), state.pair()->reading());
  TROTH_ASSIGN(view.raised, raised_from(state, proposals, items));
  return view;
}

Result<std::vector<ReviewView>> Reviews::history(std::size_t most) const {
  const State& state = vault_.state();
  TROTH_TRY(state.need_pair());
  TROTH_ASSIGN(const auto reviews,
               reviews_in(state, most <= kReviewsLately ? LookBack::lately : LookBack::ever));
  std::vector<ReviewView> views;
  for (const Review& review :
       reviews.reviews | std::views::reverse |
           std::views::take(static_cast<std::ptrdiff_t>(std::min(most, reviews.reviews.size())))) {
    TROTH_ASSIGN(auto view, view_of(state, review));
    views.push_back(std::move(view));
  }
  return views;
}

Result<std::vector<MinutesText>> Reviews::to_sign() const {
  const State& state = vault_.state();
  TROTH_TRY(state.need_pair());
  TROTH_ASSIGN(const auto reviews, reviews_in(state, LookBack::lately));
  TROTH_ASSIGN(const Review open, open_review(reviews));
  if (open.minutes.empty()) return refuse(Code::minutes_none);
  std::vector<MinutesText> texts;
  for (const MinutesText& text : open.minutes)
    if (practice::may_sign(text, state.me())) texts.push_back(text);
  if (texts.empty()) return refuse(Code::minutes_own);
  return texts;
}

Result<MinutesText> Reviews::minutes(std::string_view id) const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const auto reviews, all_reviews(state));
  return find_minutes(reviews, id);
}

Result<std::vector<practice::ActionState>> Reviews::actions(Which which) const {
  TROTH_ASSIGN(auto reviews, all_reviews(vault_.state()));
  if (which == Which::open)
    std::erase_if(reviews.actions, [](const auto& action) { return action.done.has_value(); });
  return std::move(reviews.actions);
}

Result<std::vector<practice::Lesson>> Reviews::lessons() const {
  TROTH_ASSIGN(auto reviews, all_reviews(vault_.state()));
  std::ranges::reverse(reviews.lessons);
  return std::move(reviews.lessons);
}

}  // namespace troth::vault
