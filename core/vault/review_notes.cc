#include "core/vault/review_notes.h"

#include <algorithm>
#include <iterator>
#include <limits>

#include "core/practice/rhythm.h"
#include "core/vault/ground.h"
#include "core/vault/short_id.h"

namespace troth::vault {
namespace {

using practice::Kind;
using practice::MinutesText;
using practice::Note;

constexpr Kind kOfReviews[] = {Kind::review_opened, Kind::agenda_item, Kind::minutes,
                               Kind::minutes_signed, Kind::action_done};
constexpr Kind kOpenings[] = {Kind::review_opened};
constexpr Kind kItems[] = {Kind::agenda_item};
constexpr Kind kTexts[] = {Kind::minutes};
constexpr Kind kUnderTexts[] = {Kind::minutes_signed, Kind::action_done};

Result<std::vector<Note>> about_each(const store::Notes& notes, const std::vector<Note>& these,
                                     store::Notes::Kinds kinds) {
  std::vector<Note> out;
  for (const Note& one : these) {
    TROTH_ASSIGN(auto about_it, notes.about(one.entry, kinds));
    std::ranges::move(about_it, std::back_inserter(out));
  }
  return out;
}

TimeMs agreed_ms(const document::Ground& ground) {
  const auto* rhythm = ground.clause(agreement::rhythm_id(ground.pair.id));
  return rhythm == nullptr || !rhythm->origin ? 0 : rhythm->origin->accepted_ms;
}

// The texts that `own` can sign.
std::vector<EntryHash> waiting_in(const practice::Review& review, const PartnerId& own) {
  std::vector<EntryHash> waiting;
  if (review.is_over) return waiting;
  for (const MinutesText& text : review.minutes)
    if (practice::may_sign(text, own)) waiting.push_back(text.entry);
  return waiting;
}

}  // namespace

practice::ReviewRhythm review_rhythm(const agreement::Rhythm& rhythm,
                                     const document::TimeZone& zone) {
  const auto instant = [zone](practice::DayNumber day, std::uint16_t minute) {
    return zone.instant_at(std::chrono::sys_days{std::chrono::days{day}}, minute);
  };
  return {rhythm.review, rhythm.review_weekday, rhythm.review_minute, zone.days(), instant};
}

Result<std::vector<Note>> review_notes(const State& state, LookBack how_far) {
  const store::Notes notes = state.store().notes(state.pair()->chains);
  if (how_far == LookBack::ever)
    return notes.newest(kOfReviews, std::numeric_limits<std::size_t>::max());
  TROTH_ASSIGN(auto out, notes.newest_by_each(kOpenings, kReviewsLately));
  TROTH_ASSIGN(auto texts, about_each(notes, out, kTexts));
  TROTH_ASSIGN(auto under, about_each(notes, texts, kUnderTexts));
  TROTH_ASSIGN(auto items, notes.newest_by_each(kItems, kItemsLately));
  for (std::vector<Note>* more : {&texts, &under, &items})
    std::ranges::move(*more, std::back_inserter(out));
  return out;
}

Result<practice::Reviews> reviews_in(const State& state, LookBack how_far) {
  TROTH_ASSIGN(const auto notes, review_notes(state, how_far));
  return practice::reviews_of(notes);
}

Result<practice::Review> open_review(const practice::Reviews& reviews) {
  const practice::Review* open = reviews.open();
  if (open == nullptr) return refuse(Code::review_none);
  return *open;
}

Result<MinutesText> find_minutes(const practice::Reviews& reviews, std::string_view id) {
  std::vector<EntryHash> entries;
  std::vector<const MinutesText*> texts;
  for (const practice::Review& review : reviews.reviews) {
    for (const MinutesText& text : review.minutes) {
      entries.push_back(text.entry);
      texts.push_back(&text);
    }
  }
  TROTH_ASSIGN(const EntryHash entry, find_id<EntryHash>(id, entries));
  return **std::ranges::find(texts, entry, &MinutesText::entry);
}

Result<ReviewView> view_of(const State& state, const practice::Review& review) {
  ReviewView view{review, {}, {}};
  std::vector<practice::About> commented;
  for (const MinutesText& text : review.minutes) commented.emplace_back(text.entry);
  for (const practice::ItemAdded& added : review.items) commented.emplace_back(added.item.entry);
  TROTH_ASSIGN(view.comments, count_comments(state, commented));
  view.waiting = waiting_in(review, state.me());
  return view;
}

std::optional<TimeMs> next_review(const State& state, const document::Ground& ground,
                                  const practice::Reviews& reviews, TimeMs now) {
  const bool is_over = state.pair()->agreement.status(now) == agreement::AgreementStatus::ended;
  if (is_over || reviews.open() != nullptr) return std::nullopt;
  std::optional<practice::ReviewRhythm> rhythm;
  if (const agreement::Rhythm* agreed = rhythm_of(ground))
    rhythm = review_rhythm(*agreed, zone_of(ground));
  return practice::review_date(reviews, rhythm, agreed_ms(ground));
}

Result<ReviewReminder> review_reminder(const State& state, const document::Ground& ground,
                                       TimeMs now) {
  TROTH_ASSIGN(const practice::Reviews reviews, reviews_in(state, LookBack::lately));
  ReviewReminder reminder{reviews.open() != nullptr, 0, next_review(state, ground, reviews, now),
                          now};
  if (!reminder.is_open) return reminder;
  reminder.minutes_waiting = waiting_in(*reviews.open(), state.me()).size();
  return reminder;
}

document::MinutesGround minutes_ground(const State& state, const document::Ground& ground) {
  document::MinutesGround out{state.me(), state.pair()->partner(), zone_of(ground), std::nullopt};
  if (const agreement::Rhythm* rhythm = rhythm_of(ground))
    out.review_minute = rhythm->review_minute;
  return out;
}

}  // namespace troth::vault
