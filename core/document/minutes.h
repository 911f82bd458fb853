// The minutes of a review as TOML, both ways: what the two write, and what the
// program writes for them to go on from (client/README.md has the keys). Reading
// is strict, as toml.h's is: what is malformed is refused with its line, and
// nothing is guessed. Dates are days in the agreed time zone. Pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/document/draft.h"
#include "core/practice/review.h"

namespace troth::document {

struct ActionDraft {
  std::string text;
  Whom owner = Whom::both;
  std::optional<Date> due;
  bool operator==(const ActionDraft&) const = default;
};

// Texts are without the blank space at their ends, which an editor leaves there.
struct MinutesDraft {
  std::string text;
  std::string lessons;
  std::optional<Date> next_review;
  std::vector<ActionDraft> actions;
  // The texts that its author had before them; nothing where the file does not say.
  std::optional<std::vector<IdBeginning>> replaces;
  bool operator==(const MinutesDraft&) const = default;
};

// Fails with document_*, text_* and practice_too_many.
Result<MinutesDraft> parse_minutes(std::string_view toml);

// What days and owners mean, to the one who writes.
struct MinutesGround {
  PartnerId me;
  PartnerId partner;
  TimeZone zone;
  std::optional<std::uint32_t> review_minute;  // of the rhythm; without: the day's last
};
// Without the review and the texts that it replaces, which the file names by
// beginnings at most. An action's day is meant through its end.
practice::Minutes minutes_of(const MinutesDraft& draft, const MinutesGround& ground);
MinutesDraft draft_of(const practice::Minutes& minutes, const MinutesGround& ground);

// A file to write in: the draft, and above it as comments what there is to know.
struct MinutesSheet {
  MinutesDraft draft;
  std::vector<std::string> agenda;        // sentences
  std::vector<ActionDraft> open_actions;  // of earlier reviews, to be taken on again
  std::size_t joins = 0;                  // texts that were written at once and stand in it
};
// parse_minutes reads its draft back.
std::string write(const MinutesSheet& sheet);

}  // namespace troth::document
