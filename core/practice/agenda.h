// The agenda that writes itself: what happened since the last review, and what
// is open, each as one sober sentence that names a thing and reproaches nobody.
// Nothing is counted up, and kept standards are not listed: an agenda is no
// score. Pure, any thread; names, clauses and days come in as words.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/agreement/authority.h"
#include "core/practice/blind_check_ins.h"
#include "core/practice/moments.h"
#include "core/practice/reviews.h"

namespace troth::practice {

// A clause that has stood this long without being set or reaffirmed is listed:
// three months.
inline constexpr TimeMs kRevisitAfterMs = 91 * kDayMs;
// The renew-by date is listed this long before it comes.
inline constexpr TimeMs kRenewNearMs = 30 * kDayMs;

struct AgendaLine {
  // In this order on the agenda.
  enum class Sort : std::uint8_t {
    added_by_hand,
    talk_wished,
    flagged_check_in,
    falling_dimension,
    missed,
    amends,
    appreciated,
    decision_outside,
    void_acceptance,
    open_proposal,
    open_action,
    renew_by_near,
    not_revisited,
  };
  Sort sort = Sort::added_by_hand;
  std::optional<About> about;  // what to open from here; none of a falling dimension or the term
  std::uint32_t number = 0;    // an action's, of the minutes that `about` names
  TimeMs at_ms = 0;            // when it happened, or is due; 0: neither
  std::string words;
  bool operator==(const AgendaLine&) const = default;
};
// "added_by_hand", "talk_wished", ...
std::string_view name_of(AgendaLine::Sort sort);

// An answer that rule 6 marks.
struct OutsideAnswer {
  EntryHash answer;  // among the notes
  agreement::Verdict::Outcome outcome = agreement::Verdict::Outcome::outside;
  std::string why;  // agreement::words_for(verdict, ...): sentences
};
// An acceptance that never counted, or does not count any more.
struct VoidAcceptance {
  EntryHash proposal;
  std::string title;
  std::vector<Tick> because;  // it and the entries that make it void: what is to be talked over
  TimeMs written_ms = 0;
  std::string why;  // agreement::words_for(...): sentences
};
struct OpenProposal {
  EntryHash proposal;
  PartnerId by;
  std::string title;
  TimeMs written_ms = 0;
};
struct StandingClause {
  ClauseId clause;
  TimeMs revisited_ms = 0;  // last set or reaffirmed
};

// What the rules of consent say that belongs on the agenda.
struct AgreementFacts {
  std::vector<OutsideAnswer> outside;
  std::vector<VoidAcceptance> void_acceptances;
  std::vector<OpenProposal> open_proposals;
  std::vector<StandingClause> clauses;
  TimeMs renew_by_ms = 0;  // 0: never
};

// How the two, a clause and a day are called.
struct Wording {
  std::function<std::string(const PartnerId&)> partner;
  std::function<std::string(const ClauseId&)> clause;
  std::function<std::string(TimeMs)> day;
};

// A dimension falls for a partner where, over their last check-in before the last
// review and those since, the mean of the later half lies lower by 1 or more than
// that of the earlier half: so one check-in between two reviews can tell of it.
// (Of an odd number the one in the middle is in neither; of two check-ins for one
// period the later counts.)
struct Falling {
  PartnerId partner;
  std::string dimension;
  bool operator==(const Falling&) const = default;
};

// A check-in that can be read: an open one, or what a blind one was opened to.
struct ReadableCheckIn {
  const Note* note = nullptr;  // the entry that shows it
  EntryHash entry;             // the check-in: that entry, or the blind one that it opens
  CheckIn content;
};
// In order; borrows the notes.
std::vector<ReadableCheckIn> readable_check_ins(std::span<const Note> notes, const PairId& pair);

std::vector<Falling> falling_dimensions(std::span<const ReadableCheckIn> check_ins);

// The agenda of the open review, or the next. `notes` are all of practice.
std::vector<AgendaLine> agenda(std::span<const Note> notes, const PairId& pair,
                               const AgreementFacts& agreement, TimeMs now_ms,
                               const Wording& wording);

}  // namespace troth::practice
