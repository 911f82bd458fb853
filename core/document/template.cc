#include "core/document/template.h"

#include <algorithm>

#include "core/document/toml.h"
#include "core/document/words.h"

namespace troth::document {
namespace {

constexpr std::string_view kTitle = "What changes, in a few words";
constexpr std::string_view kReason = "Why I ask for it";

constexpr std::string_view kHead =
    R"(# A proposal. Write what should be different, then: troth propose FILE
# Nothing here counts until you have both signed it, but for limits of your own:
# those are signed first, and are in force at once.
# A table with an id amends that clause; what it leaves out stays as it is.
# Clauses that you leave as they stand, or delete from this file, are not changed;
# to remove one, write its id into remove. Dates are whole days in the agreed time
# zone; until = "none" takes one away.

)";

// A line that starts with "#" and no space is TOML once the "#" is gone.
constexpr std::string_view kTables = R"(
# ---- What can be added: take away the "#" before what you want, and write your own words.

#[[role]]
#partner = "me"                 # me | partner
#title = "submissive"
#leads = false                  # exactly one of you leads by default

#[[role]]
#partner = "partner"
#title = "Dominant"
#leads = true

#[[area]]
#name = "Household"
#about = ""
#leader = "default"             # default: who leads | me | partner
#reach = "discuss"              # outside | consult | discuss | delegate
#when = "always"                # always | moments | ["Mon-Fri 18:00-23:00", ...]
#until = 2099-12-31             # any clause may have one: through the end of that day

#[[standard]]
#area = "Household"
#applies_to = "me"              # me | partner | both
#text = "..."
#every = "as needed"            # once | day | week | month | as needed
#if_missed = ""

#[[limit]]                      # your own, in force at once by your signature
#owner = "me"
#strength = "hard"              # hard | soft
#text = "..."
#suspends = []                  # ids of clauses

#[[expectation]]
#owner = "me"                   # me | partner
#sort = "expectation"           # expectation | desire
#text = "..."
)";

constexpr std::string_view kRhythm = R"(
#[rhythm]
#check_in = "week"              # day | week | two weeks | month
#dimensions = ["connection", "trust", "energy", "safety", "being heard"]
#blind = false
#review = "month"               # week | two weeks | month | quarter
#review_at = "Sun 20:00"
#time_zone = "UTC"              # for windows and all dates
)";

constexpr std::string_view kTerm = R"(
#[term]
#starts = "none"                # a day, or none: at once
#renew_by = "none"              # a day, or none: it never lapses
#cooling_off_hours = 24         # of limits, withdrawn consent, endings
#pause_cooling_off_hours = 0
)";

// `text` on one line, so that a comment can hold it.
std::string on_one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

// What waits to be agreed again: the tables below name it, so proposing does that.
std::string holds_of(const Ground& ground, const std::vector<std::string>& ids) {
  std::string text;
  for (const auto& clause : ground.clauses) {
    if (!clause.on_hold || !clause.exists) continue;
    text +=
        "#   " + short_id(clause.id.hex(), ids) + "  " + std::string(name_of(clause.kind)) + "\n";
  }
  if (text.empty()) return text;
  return "# On hold. Proposing this file asks to agree these again; delete a table to leave it "
         "so.\n" +
         text + "\n";
}

std::string limits_of(const Ground& ground, const std::vector<std::string>& ids) {
  std::string text;
  for (const auto& restriction : ground.restrictions) {
    const auto words = ground.words.find(restriction.entry);
    if (restriction.lifted || words == ground.words.end() ||
        words->second.kind != agreement::RestrictionKind::limit)
      continue;
    text += "#   " + short_id(restriction.entry.hex(), ids) + "  " +
            (restriction.by == ground.me ? "mine, " : "my partner's, ") +
            std::string(words::word_for(words::kStrength, words->second.strength)) + ": " +
            on_one_line(words->second.text) + "\n";
  }
  if (text.empty()) return text;
  return "# Limits. A file never changes one: lift it by naming it in lift, or tighten it.\n" +
         text + "\n";
}

}  // namespace

Result<std::string> template_for(const Ground& ground) {
  TROTH_ASSIGN(Draft draft, draft_of(ground));
  draft.title = kTitle;
  draft.reason = kReason;
  std::vector<std::string> clauses;
  for (const auto& [id, content] : ground.contents) clauses.push_back(id.hex());
  std::vector<std::string> restrictions;
  for (const auto& restriction : ground.restrictions)
    restrictions.push_back(restriction.entry.hex());
  std::string text(kHead);
  text += holds_of(ground, clauses) + limits_of(ground, restrictions);
  text += write(draft) + std::string(kTables);
  if (!draft.rhythm) text += kRhythm;
  if (!draft.term) text += kTerm;
  return text;
}

}  // namespace troth::document
