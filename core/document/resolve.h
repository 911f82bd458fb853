// Between what a file says and what stands: resolve makes a draft into the
// proposal and the limits that its author would sign, draft_of writes what
// stands as a draft, so that people change the agreement by changing a file.
// Whether the proposal may be signed is core/agreement's to say. Pure, any
// thread; fails with document_* and with what agreement::check refuses, naming
// the line where there is one.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "core/agreement/agreement.h"
#include "core/agreement/difference.h"
#include "core/document/draft.h"
#include "core/practice/check_in.h"

namespace troth::document {

// How things stand, as one partner sees it.
struct Ground {
  agreement::Pair pair;
  PartnerId me;
  std::vector<agreement::ClauseState> clauses;  // as Agreement::clauses gives them
  agreement::Contents contents;                 // of every clause that exists
  std::vector<agreement::RestrictionState> restrictions;
  std::map<EntryHash, agreement::Restriction> words;  // of the restrictions that are readable
  // What a proposal would set anew, where a file answers it: tables name these by
  // their ids as well, so that it shows what it makes otherwise.
  agreement::Contents offered;

  // Null where there is none of this id.
  [[nodiscard]] const agreement::ClauseState* clause(const ClauseId& id) const;
  [[nodiscard]] bool is_in_force(const ClauseId& id) const;
};

// Takes what `answered` would set anew into `ground`.
void offer(Ground& ground, const agreement::Proposal& answered);

struct Resolved {
  // Signed first and in force at once, whatever becomes of the proposal.
  std::vector<agreement::Restriction> limits;
  // Absent where the file holds limits alone. It counters and reaffirms nothing.
  std::optional<agreement::Proposal> proposal;
};

// The proposal that `draft` asks for. What it leaves as it stands is left out,
// but for a clause on hold, which naming agrees again. `new_id` gives random
// clause ids, for what is new.
Result<Resolved> resolve(const Draft& draft, const Ground& ground,
                         const std::function<ClauseId()>& new_id);

// Every clause that stands, as tables that amend it; without title and reason.
// Refuses where the agreed time zone is not known here.
Result<Draft> draft_of(const Ground& ground);

// What `proposal` would set, remove and lift, in the words of a file by the one
// whom `ground` is of: so as to answer it by another. Refuses as above.
Result<Draft> draft_of(const agreement::Proposal& proposal, const Ground& ground);

// What a rhythm has where a file does not say: weekly check-ins on the default
// dimensions, open, and a review every month, on Sunday at 20:00 in UTC.
agreement::Rhythm default_rhythm();

// The time zone of the rhythm that stands; UTC where none does.
Result<TimeZone> agreed_time_zone(const Ground& ground);

// The first eight hexadecimal digits of `hex`, or as many as no other of `all` begins with.
std::string short_id(std::string_view hex, const std::vector<std::string>& all);

}  // namespace troth::document
