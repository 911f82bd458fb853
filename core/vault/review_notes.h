// What is derived of reviews, for the files of this room: from the notes that the
// store keeps, and from the rhythm that stands. Borrows State, for one call; needs
// a pair. Fails with the codes of the store.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/document/minutes.h"
#include "core/document/resolve.h"
#include "core/practice/reviews.h"
#include "core/vault/review_types.h"
#include "core/vault/state.h"

namespace troth::vault {

// How far back: for what is due and what comes next, the reviews that each partner opened
// last, with the newest items, are looked at, however many years there are. What an older one
// left open is in the lists of all there ever was.
enum class LookBack : bool { lately, ever };
inline constexpr std::size_t kReviewsLately = 30;  // of each partner
inline constexpr std::size_t kItemsLately = 300;

// The notes of those reviews: openings, items, minutes, signatures, actions done.
Result<std::vector<practice::Note>> review_notes(const State& state, LookBack how_far);
Result<practice::Reviews> reviews_in(const State& state, LookBack how_far);
// The one that is open: review_none.
Result<practice::Review> open_review(const practice::Reviews& reviews);

// Any text of any review, by its id.
Result<practice::MinutesText> find_minutes(const practice::Reviews& reviews, std::string_view id);

Result<ReviewView> view_of(const State& state, const practice::Review& review);
// When the rhythm asks for reviews, on the clocks of its time zone.
practice::ReviewRhythm review_rhythm(const agreement::Rhythm& rhythm,
                                     const document::TimeZone& zone);
// As the last minutes say, or the rhythm. Nothing while one is open, and of an
// agreement that was ended.
std::optional<TimeMs> next_review(const State& state, const document::Ground& ground,
                                  const practice::Reviews& reviews, TimeMs now);
Result<ReviewReminder> review_reminder(const State& state, const document::Ground& ground,
                                       TimeMs now);

// What a file of minutes means to this partner.
document::MinutesGround minutes_ground(const State& state, const document::Ground& ground);

}  // namespace troth::vault
