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

constexpr std::string_view kSheetHead =
    R"(# The agreement as it stands. Write what should be different, save, and close the editor:
# the difference becomes a proposal. Nothing of it counts until you have both signed it, but
# for limits of your own: those are signed first, and are in force at once.
# What you leave as it stands, or delete from this file, is not changed; to remove a clause,
# write its id into remove. Dates are whole days in the agreed time zone; until = "none"
# takes one away. Save it unchanged, or empty, and nothing is proposed.
# A title and a reason are needed: what changes, in a few words, and why you ask for it.

)";

constexpr std::string_view kAnswerHead =
    R"(# What your partner proposes, in your words: "me" is you. Write it as you would have it; that
# is your counter, and closes theirs: troth counter ID FILE. A table with an id is a clause
# that stands, or one of theirs; what you delete here you do not propose. A reason is needed.

)";

constexpr std::string_view kAnewHead =
    R"(# What this proposal says, in your words: "me" is you. It is not to be answered any more, or
# not by you. To ask for it now, write it as you would have it, then: troth propose FILE
# A table with an id is a clause that stands; what you delete here you do not propose.

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
#reach = "discuss"              # outside:  not part of the exchange
#                               # consult:  the follower decides, and asks the leader for advice first
#                               # discuss:  the leader decides, and hears the follower first
#                               # delegate: the leader decides
#when = "always"                # always | ["Mon-Fri 18:00-23:00", ...]
#                               # moments: only while one of you has opened one (troth moment open)
#until = 2099-12-31             # any clause may have one: through the end of that day

#[[standard]]
#area = "Household"
#applies_to = "me"              # me | partner | both
#text = "..."
#every = "as needed"            # once | day | week | month | as needed
#if_missed = ""

#[[limit]]                      # your own, in force at once by your signature
#owner = "me"
#strength = "hard"              # hard: never | soft: not now, or with care
#text = "..."
#suspends = []                  # ids of clauses that rest while it stands

#[[expectation]]
#owner = "me"                   # me | partner
#sort = "expectation"           # expectation | desire
#text = "..."
)";

constexpr std::string_view kRhythm = R"(
#[rhythm]
#check_in = "week"              # day | week | two weeks | month
#dimensions = ["connection", "trust", "energy", "safety", "being heard"]
#blind = false                  # true: neither sees the other's before both have answered
#review = "month"               # week | two weeks | month | quarter
#review_at = "Sun 20:00"
#time_zone = "UTC"              # for windows and all dates
)";

constexpr std::string_view kTerm = R"(
#[term]
#starts = "none"                # a day, or none: at once
#renew_by = "none"              # a day, or none: it never lapses
#cooling_off_hours = 24         # how long a lift that you both agreed on waits:
#                               # of limits, withdrawn consent, endings
#pause_cooling_off_hours = 0    # and of pauses
)";

// Asked for anew it is a new clause; only what is on hold, or stands, keeps its id.
template <class ClauseDraft>
void forget_what_never_stood(std::vector<ClauseDraft>& drafts, const Ground& ground) {
  for (ClauseDraft& draft : drafts) {
    const auto is_it = [&](const agreement::ClauseState& clause) {
      return (clause.exists || clause.on_hold) && draft.id &&
             clause.id.hex().starts_with(draft.id->digits);
    };
    if (std::ranges::none_of(ground.clauses, is_it)) draft.id.reset();
  }
}

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
            std::string(name_of(words->second.strength)) + ": " + on_one_line(words->second.text) +
            "\n";
  }
  if (text.empty()) return text;
  return "# Limits. A file never changes one: lift it by naming it in lift, or tighten it.\n" +
         text + "\n";
}

Result<std::string> whole(const Ground& ground, std::string_view head, std::string_view title,
                          std::string_view reason) {
  TROTH_ASSIGN(Draft draft, draft_of(ground));
  draft.title = title;
  draft.reason = reason;
  std::vector<std::string> clauses;
  for (const auto& [id, content] : ground.contents) clauses.push_back(id.hex());
  std::vector<std::string> restrictions;
  for (const auto& restriction : ground.restrictions)
    restrictions.push_back(restriction.entry.hex());
  std::string text(head);
  text += holds_of(ground, clauses) + limits_of(ground, restrictions);
  return text + write(draft) + tables_to_add(draft);
}

}  // namespace

Result<std::string> template_for(const Ground& ground) {
  return whole(ground, kHead, kTitle, kReason);
}

Result<std::string> sheet_for(const Ground& ground) { return whole(ground, kSheetHead, "", ""); }

Result<std::string> sheet_from(const agreement::Proposal& proposal, const Ground& ground,
                               Instead instead) {
  TROTH_ASSIGN(Draft draft, draft_of(proposal, ground));
  if (instead == Instead::anew) {
    forget_what_never_stood(draft.standards, ground);
    forget_what_never_stood(draft.expectations, ground);
  }
  if (instead == Instead::counter_in_editor) draft.reason.clear();
  const std::string_view head = instead == Instead::anew ? kAnewHead : kAnswerHead;
  return std::string(head) + write(draft) + tables_to_add(draft);
}

std::string tables_to_add(const Draft& draft) {
  std::string text(kTables);
  if (!draft.rhythm) text += kRhythm;
  if (!draft.term) text += kTerm;
  return text;
}

}  // namespace troth::document
