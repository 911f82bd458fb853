// What is shown of reviews: which openings are one review, the items that wait
// for it, its minutes and which text of them counts, and the actions, lessons
// and dates that came of those. A text counts when the partner who did not
// write it signed that very entry; a review is over once one text counts.
// Pure, any thread; the may_...() refuse with what to do instead.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/error.h"
#include "core/practice/note.h"

namespace troth::practice {

struct MinutesText {
  EntryHash entry;
  PartnerId by;
  TimeMs written_ms = 0;
  Minutes says;
  std::optional<EntryHash> signed_by;  // the other's first signature under it
  TimeMs signed_ms = 0;                // when, by their claim
  bool is_head = false;                // replaced by no other text
  bool counts = false;                 // signed by both, and replaced by none that is
  bool operator==(const MinutesText&) const = default;
};

struct ItemAdded {
  Remark item;
  std::optional<About> about;
  bool operator==(const ItemAdded&) const = default;
};

struct Review {
  EntryHash name;                // the smallest hash of its openings
  std::vector<EntryHash> names;  // all of them, ascending
  std::vector<Remark> openings;
  std::vector<ItemAdded> items;
  std::vector<MinutesText> minutes;
  bool is_over = false;
  // Both edited the minutes at once: there are several heads, and all are shown.
  [[nodiscard]] bool is_edited_twice() const;
  bool operator==(const Review&) const = default;
};

struct ActionState {
  EntryHash minutes;  // with its number, what an ActionDone names
  std::uint32_t number = 0;
  Action action;
  EntryHash review;
  std::optional<Remark> done;  // who marked it, and when; without words
  bool carried_over = false;   // it was open in an earlier review's minutes too
  bool operator==(const ActionState&) const = default;
};

struct Lesson {
  EntryHash minutes;
  TimeMs written_ms = 0;
  std::string text;
  bool operator==(const Lesson&) const = default;
};

// Where the last review that is over ended: with the first of its texts that
// both signed. What that text's author had seen was there to be looked back on.
struct LookedBack {
  EntryHash minutes;
  TimeMs written_ms = 0;
  Clock seen;  // with the text itself
  bool operator==(const LookedBack&) const = default;
};

struct Reviews {
  std::vector<Review> reviews;      // in the order of their first openings
  std::vector<ItemAdded> for_next;  // items that wait for a review to be opened
  // Those of texts that count. One that a later review's minutes take on again
  // while it is open is shown there alone, as carried over.
  std::vector<ActionState> actions;
  std::vector<Lesson> lessons;
  std::optional<LookedBack> last;
  TimeMs next_review_ms = 0;  // as the last review's minutes say; 0: as the rhythm says

  [[nodiscard]] const Review* open() const;
  // The review that one of these entries opened; null where none did.
  [[nodiscard]] const Review* find(const EntryHash& opening) const;
  bool operator==(const Reviews&) const = default;
};

// Openings are one review where neither author had seen the other's, or where
// one opened a review while another was open in what they had seen. An item
// belongs to the first review that is open, or whose signed minutes had seen it.
Reviews reviews_of(std::span<const Note> notes);

// Refuses while one is open (review_open_already).
Status may_open_review(const Reviews& reviews);
// What new minutes replace: the heads, of too many the newest; nobody keeps the
// other from writing by leaving many. Refuses a review that is over (review_over).
Result<std::vector<EntryHash>> may_write_minutes(const Review& review);
// Refuses one's own text, one replaced by a newer one, and one signed already
// (minutes_own, minutes_replaced, minutes_signed_already).
Status may_sign(const MinutesText& text, const PartnerId& own);
// Refuses an action that the texts do not have, or that is done (action_unknown, with
// its number as people count; action_done_already).
Status may_be_done(const Reviews& reviews, const ActionDone& action);

}  // namespace troth::practice
