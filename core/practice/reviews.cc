#include "core/practice/reviews.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/base/sizes.h"
#include "core/practice/joining.h"

namespace troth::practice {
namespace {

using Opened = Said<ReviewOpened>;
using Wrote = Said<Minutes>;
using Index = std::size_t;

// Of the other partner, under one text.
struct Signatures {
  const Note* first = nullptr;
  Firsts all;
};
// An action by what it says: the same text and owner are the same action.
using ActionKey = std::pair<std::string_view, std::optional<PartnerId>>;
ActionKey key_of(const Action& action) { return {action.text, action.owner}; }

// An action marked as done; the lower its place, the earlier in order.
struct Done {
  Index place = 0;
  const Note* note = nullptr;
};

// The notes of reviews, in order.
struct Sayings {
  std::vector<Opened> openings;
  std::vector<Said<AgendaItem>> items;
  std::vector<Wrote> minutes;
  std::unordered_map<EntryHash, const Note*> notes;  // of the minutes
  std::unordered_map<EntryHash, Signatures> signatures;
  std::unordered_map<EntryHash, std::map<std::uint32_t, Done>> done;  // the first of each number
};

Sayings sayings_of(std::span<const Note* const> ordered) {
  Sayings all{saying<ReviewOpened>(ordered),
              saying<AgendaItem>(ordered),
              saying<Minutes>(ordered),
              {},
              {},
              {}};
  for (const Wrote& text : all.minutes) all.notes[text.note->entry] = text.note;
  for (const auto& [note, says] : saying<MinutesSigned>(ordered)) {
    const auto text = all.notes.find(says->minutes);
    if (text == all.notes.end() || text->second->by == note->by) continue;
    Signatures& under = all.signatures[says->minutes];
    if (under.first == nullptr) under.first = note;
    under.all.add(*note);
  }
  Index place = 0;
  for (const auto& [note, says] : saying<ActionDone>(ordered))
    all.done[says->minutes].emplace(says->number, Done{place++, note});
  return all;
}

// The texts of one review by entry.
using Texts = std::unordered_map<EntryHash, const MinutesText*>;
Texts by_entry(const std::vector<MinutesText>& texts) {
  Texts out;
  for (const MinutesText& text : texts) out.emplace(text.entry, &text);
  return out;
}

// What these texts replace, directly or through others. A chain of them may be
// as long as one partner cares to write it.
std::unordered_set<EntryHash> replaced_by(std::vector<const MinutesText*> texts, const Texts& all) {
  std::unordered_set<EntryHash> out;
  while (!texts.empty()) {
    const MinutesText& text = *texts.back();
    texts.pop_back();
    for (const EntryHash& entry : text.says.replaces) {
      if (!out.insert(entry).second) continue;
      if (const auto at = all.find(entry); at != all.end()) texts.push_back(at->second);
    }
  }
  return out;
}

// Which texts are heads, and which count.
void weigh(std::vector<MinutesText>& texts) {
  std::vector<const MinutesText*> any;
  std::vector<const MinutesText*> signed_by_both;
  for (const MinutesText& text : texts) {
    any.push_back(&text);
    if (text.signed_by) signed_by_both.push_back(&text);
  }
  const Texts all = by_entry(texts);
  const auto by_any = replaced_by(std::move(any), all);
  const auto by_signed = replaced_by(std::move(signed_by_both), all);
  for (MinutesText& text : texts) {
    text.is_head = !by_any.contains(text.entry);
    text.counts = text.signed_by && !by_signed.contains(text.entry);
  }
}

MinutesText text_of(const Wrote& wrote, const Sayings& all) {
  const auto& [note, says] = wrote;
  MinutesText out{note->entry, note->by, note->written_ms, *says, {}, 0, false, false};
  if (const auto under = all.signatures.find(note->entry); under != all.signatures.end()) {
    out.signed_by = under->second.first->entry;
    out.signed_ms = under->second.first->written_ms;
  }
  return out;
}

// For each opening the first that is one review with it.
std::vector<Index> joined(const Sayings& all, const std::unordered_map<EntryHash, Index>& places) {
  std::vector<const Note*> openings;
  for (const Opened& opened : all.openings) openings.push_back(opened.note);
  std::vector<std::vector<Ending>> endings(openings.size());
  for (const auto& [note, says] : all.minutes) {
    const auto place = places.find(says->review);
    const auto under = all.signatures.find(note->entry);
    if (place != places.end() && under != all.signatures.end())
      endings[place->second].push_back({note->at, under->second.all});
  }
  return practice::joined(openings, endings);
}

std::vector<Review> joined_reviews(const Sayings& all) {
  std::unordered_map<EntryHash, Index> places;  // of the openings
  for (Index i = 0; i < all.openings.size(); ++i) places[all.openings[i].note->entry] = i;
  const std::vector<Index> group = joined(all, places);
  std::map<Index, Review> by_group;
  for (Index i = 0; i < all.openings.size(); ++i) {
    Review& review = by_group[group[i]];
    const auto& [note, says] = all.openings[i];
    review.names.push_back(note->entry);
    review.openings.push_back(remark(*note, says->text));
  }
  for (const Wrote& text : all.minutes)
    if (const auto place = places.find(text.says->review); place != places.end())
      by_group[group[place->second]].minutes.push_back(text_of(text, all));
  std::vector<Review> out;
  for (auto& [first, review] : by_group) {
    std::ranges::sort(review.names);
    review.name = review.names.front();
    weigh(review.minutes);
    review.is_over = std::ranges::any_of(review.minutes, &MinutesText::counts);
    out.push_back(std::move(review));
  }
  return out;
}

// An item belongs to the first review at which it was there to be talked over:
// which is open, or a text of which that both signed had seen the item.
void place_items(Reviews& out, const Sayings& all) {
  // By review, what the signed texts up to its own had seen, and whether one is open.
  struct Seen {
    Clock past;
    bool is_open = false;
  };
  std::vector<Seen> up_to;
  Seen seen;
  for (const Review& review : out.reviews) {
    seen.is_open = seen.is_open || !review.is_over;
    for (const MinutesText& text : review.minutes)
      if (text.signed_by) seen.past.merge(all.notes.at(text.entry)->past);
    up_to.push_back(seen);
  }
  for (const auto& [note, says] : all.items) {
    const auto first = std::ranges::partition_point(
        up_to, [&, at = note->at](const Seen& it) { return !it.is_open && !it.past.contains(at); });
    auto& items = first == up_to.end()
                      ? out.for_next
                      : out.reviews[static_cast<Index>(first - up_to.begin())].items;
    items.push_back({remark(*note, says->text), says->about});
  }
}

// The actions that were marked as done under this text, or under one that it
// replaced, where the action stood in the same words.
std::map<ActionKey, Done> done_under(const MinutesText& text, const Texts& texts,
                                     const Sayings& all) {
  std::map<ActionKey, Done> out;
  auto under = replaced_by({&text}, texts);
  under.insert(text.entry);
  for (const EntryHash& entry : under) {
    const auto done = all.done.find(entry);
    const auto at = texts.find(entry);
    if (done == all.done.end() || at == texts.end()) continue;
    const std::vector<Action>& actions = at->second->says.actions;
    for (const auto& [number, marked] : done->second) {
      if (number >= actions.size()) continue;
      const auto [held, is_new] = out.emplace(key_of(actions[number]), marked);
      if (marked.place < held->second.place) held->second = marked;
    }
  }
  return out;
}

// The actions of texts that count, as they are shown.
class Actions {
 public:
  void add(const Review& review, const MinutesText& text, const Texts& texts, const Sayings& all) {
    const auto done = done_under(text, texts, all);
    for (std::uint32_t number = 0; number < text.says.actions.size(); ++number) {
      const Action& action = text.says.actions[number];
      Known& known = known_[key_of(action)];
      const bool is_of_this_review = known.review == &review;
      if (is_of_this_review && known.text != &text) continue;  // both texts count: shown once
      // An earlier review's, taken on again: shown once, here.
      const bool is_taken_up = !is_of_this_review && !known.open.empty();
      if (is_taken_up) {
        for (const Index earlier : known.open) shown_[earlier].reset();
        known.open.clear();
      }
      known.review = &review;
      known.text = &text;
      const auto marked = done.find(key_of(action));
      if (marked == done.end()) known.open.push_back(shown_.size());
      shown_.push_back(ActionState{text.entry, number, action, review.name, {}, is_taken_up});
      if (marked != done.end()) shown_.back()->done = remark(*marked->second.note, {});
    }
  }

  std::vector<ActionState> take() {
    std::vector<ActionState> out;
    for (auto& state : shown_)
      if (state) out.push_back(std::move(*state));
    return out;
  }

 private:
  struct Known {
    const Review* review = nullptr;  // the last that has it, and the text there
    const MinutesText* text = nullptr;
    std::vector<Index> open;  // of those shown
  };
  std::vector<std::optional<ActionState>> shown_;
  std::map<ActionKey, Known> known_;
};

LookedBack looked_back(const Review& review, const Sayings& all) {
  const auto first = std::ranges::find_if(
      review.minutes, [](const MinutesText& text) { return text.signed_by.has_value(); });
  const Note& note = *all.notes.at(first->entry);
  LookedBack out{note.entry, note.written_ms, note.past};
  out.seen.raise(note.at);
  return out;
}

// The earliest date that the texts which count name.
TimeMs next_date(const Review& review) {
  TimeMs next_ms = 0;
  for (const MinutesText& text : review.minutes) {
    const TimeMs date_ms = text.says.next_review_ms;
    if (text.counts && date_ms != 0 && (next_ms == 0 || date_ms < next_ms)) next_ms = date_ms;
  }
  return next_ms;
}

// What came of the reviews that are over.
void add_outcome(Reviews& out, const Sayings& all) {
  Actions actions;
  for (const Review& review : out.reviews) {
    if (!review.is_over) continue;
    const Texts texts = by_entry(review.minutes);
    for (const MinutesText& text : review.minutes) {
      if (!text.counts) continue;
      actions.add(review, text, texts, all);
      if (!text.says.lessons.empty())
        out.lessons.push_back({text.entry, text.written_ms, text.says.lessons});
    }
    out.last = looked_back(review, all);
    out.next_review_ms = next_date(review);
  }
  out.actions = actions.take();
}

}  // namespace

bool Review::is_edited_twice() const {
  return std::ranges::count_if(minutes, &MinutesText::is_head) > 1;
}

const Review* Reviews::open() const {
  const auto at = std::ranges::find(reviews, false, &Review::is_over);
  return at == reviews.end() ? nullptr : &*at;
}

const Review* Reviews::find(const EntryHash& opening) const {
  const auto at = std::ranges::find_if(reviews, [&](const Review& review) {
    return std::ranges::binary_search(review.names, opening);
  });
  return at == reviews.end() ? nullptr : &*at;
}

Reviews reviews_of(std::span<const Note> notes) {
  const auto ordered = in_order(notes);
  const Sayings all = sayings_of(ordered);
  Reviews out;
  out.reviews = joined_reviews(all);
  place_items(out, all);
  add_outcome(out, all);
  return out;
}

Status may_open_review(const Reviews& reviews) {
  if (reviews.open() != nullptr) return refuse(Code::review_open_already);
  return {};
}

Result<std::vector<EntryHash>> may_write_minutes(const Review& review) {
  if (review.is_over) return refuse(Code::review_over);
  std::vector<EntryHash> heads;
  for (auto text = review.minutes.rbegin(); text != review.minutes.rend(); ++text)
    if (text->is_head && heads.size() < sizes::kMinutesReplaced) heads.push_back(text->entry);
  std::ranges::sort(heads);
  return heads;
}

Status may_sign(const MinutesText& text, const PartnerId& own) {
  if (text.by == own) return refuse(Code::minutes_own);
  if (text.signed_by) return refuse(Code::minutes_signed_already);
  if (!text.is_head) return refuse(Code::minutes_replaced);
  return {};
}

Status may_be_done(const Reviews& reviews, const ActionDone& action) {
  const auto at = std::ranges::find_if(reviews.actions, [&](const ActionState& state) {
    return state.minutes == action.minutes && state.number == action.number;
  });
  if (at == reviews.actions.end())
    return refuse(Code::action_unknown, std::to_string(action.number + 1));
  if (at->done) return refuse(Code::action_done_already);
  return {};
}

}  // namespace troth::practice
