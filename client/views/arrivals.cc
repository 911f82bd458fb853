#include "client/views/arrivals.h"

#include <algorithm>

#include "client/views/sentences.h"
#include "client/views/words.h"

namespace troth::views {
namespace {

using agreement::ProposalState;
using ledger::EntryKind;
using vault::Arrival;

// “A first year”; in plain words where its title cannot be read.
std::string title_of(const Arrival& arrival) {
  const bool is_readable = arrival.proposal && !arrival.proposal->content.title.empty();
  return is_readable ? "“" + arrival.proposal->content.title + "”"
                     : "a proposal that cannot be read here";
}

// `id` where it is said with its id; else empty.
std::string proposed(const Arrival& arrival, const std::string& id) {
  if (is_lift(arrival)) return arrival.by_name + " offers to lift this" + id + ":";
  const bool counters = arrival.proposal && arrival.proposal->state.counters;
  return arrival.by_name + (counters ? " counters with " : " proposes ") + title_of(arrival) + id +
         ".";
}

std::string answered(const Arrival& arrival, const std::string& what, const std::string& end) {
  const std::string start = arrival.by_name + " " + what;
  return is_lift(arrival) ? start + " the lift" + end + " of this:"
                          : start + " " + title_of(arrival) + end + ".";
}

std::string accepted(const Arrival& arrival) {
  std::string text = is_lift(arrival)
                         ? arrival.by_name + " has agreed to lift this:"
                         : arrival.by_name + " has agreed to " + title_of(arrival) + ".";
  const bool counts =
      arrival.proposal && arrival.proposal->state.stage == ProposalState::Stage::accepted;
  if (arrival.proposal && !counts)
    text += "\nHow it stands here: " + std::string(text_of(arrival.proposal->state.stage)) + ".";
  return text;
}

// What people wrote is quoted; what is named after its author is not.
bool is_in_own_words(vault::CommentedView::Sort sort) {
  using enum vault::CommentedView::Sort;
  return sort == proposal || sort == clause || sort == decision || sort == review_item;
}

// “May I skip the run on Thursday?”, by its first line, or "the check-in of Mara".
std::string about_of(const Arrival& arrival) {
  constexpr std::size_t kMost = 80;  // bytes, cut between code points
  if (!arrival.about) return {};
  const std::string& name = arrival.about->name;
  if (!is_in_own_words(arrival.about->sort)) return "the " + name;
  std::size_t end = std::min({name.find('\n'), kMost, name.size()});
  while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return "“" + name.substr(0, end) + (end < name.size() ? "…" : "") + "”";
}

std::string about_id_of(const Arrival& arrival) {
  return arrival.about
             ? std::visit([](const auto& id) { return short_id(id); }, arrival.about->about)
             : short_id(arrival.entry);
}

struct Done {
  std::string what;
  std::string command;
};

// What is done with an entry of practice, where its subject has a name and where not.
Done told_about(const Arrival& arrival, const std::string& before, const std::string& after,
                const std::string& otherwise, const std::string& command) {
  const std::string about = about_of(arrival);
  return {about.empty() ? otherwise : before + about + after, command};
}

Done told_of_decision(const Arrival& arrival, const std::string& before, const std::string& after,
                      const std::string& otherwise) {
  return told_about(
      arrival, before, after, otherwise,
      arrival.about ? "troth decision show " + about_id_of(arrival) : "troth decisions --all");
}

Done told_of_review(const Arrival& arrival) {
  switch (arrival.kind) {
    case EntryKind::review_opened:
      return {"has opened a review", "troth review show"};
    case EntryKind::agenda_item:
      return told_about(arrival, "has put ", " on the agenda", "has put something on the agenda",
                        "troth review show");
    case EntryKind::minutes:
      return {"has written the minutes of a review", "troth review show"};
    case EntryKind::minutes_signed:
      return {"has signed the minutes of a review", "troth reviews"};
    case EntryKind::action_done:
      return {"has noted that an action is done", "troth actions --all"};
    default:
      break;
  }
  return {"has written something that this version cannot read; update Troth", ""};
}

Done told_of_practice(const Arrival& arrival) {
  switch (arrival.kind) {
    case EntryKind::check_in:
      return {"has checked in", "troth check-ins"};
    case EntryKind::blind_check_in:
      return {"has checked in, blind", "troth check-ins"};
    case EntryKind::opening:
    case EntryKind::open_by_hand:
      return {"opens a blind check-in", "troth check-ins"};
    case EntryKind::comment:
      return told_about(arrival, "has commented on ", "", "has written a comment",
                        arrival.about ? "troth comments " + about_id_of(arrival) : "");
    case EntryKind::question:
      return told_of_decision(arrival, "asks ", "", "asks a question");
    case EntryKind::view:
      return told_of_decision(arrival, "has given a view on ", "", "has given a view");
    case EntryKind::answer:
      return told_of_decision(arrival, "has answered ", "", "has answered a question");
    case EntryKind::reopened:
      return told_of_decision(arrival, "has opened ", " again", "has opened a question again");
    case EntryKind::observance:
      return told_about(arrival, "has noted something about ", "", "has noted something",
                        "troth observances");
    case EntryKind::moment_opened:
      return {"has opened a moment", "troth moments"};
    case EntryKind::moment_closed:
      return {"has closed a moment", "troth moments --all"};
    case EntryKind::talk:
      return {"wants to talk", "troth talks"};
    case EntryKind::talked:
      return {"has noted that the two of you have talked", "troth talks --all"};
    default:
      break;
  }
  return told_of_review(arrival);
}

Done told(const Arrival& arrival) {
  switch (arrival.kind) {
    case EntryKind::compared:
      return {"has confirmed the nine digits", ""};
    case EntryKind::confirmed:
      return {"has confirmed a device of yours", ""};
    case EntryKind::revoked:
      return {"has revoked a device", "troth ledger --kind revoked"};
    case EntryKind::equivocated:
      return {"has the proof that a device contradicted itself", "troth ledger --kind equivocated"};
    default:
      break;
  }
  return told_of_practice(arrival);
}

// What is told of an entry that restricts nothing.
Told told_of_entry(const Arrival& arrival, const std::string& id) {
  switch (arrival.kind) {
    case EntryKind::propose:
      return {proposed(arrival, id), ""};
    case EntryKind::accept:
      return {accepted(arrival), ""};
    case EntryKind::decline:
      return {answered(arrival, "has declined", ""), ""};
    case EntryKind::retract:
      return {answered(arrival, "has taken", " back"), ""};
    case EntryKind::assent:
      return {answered(arrival, "has signed", ""), ""};
    default:
      break;
  }
  const auto [what, command] = told(arrival);
  return {arrival.by_name + " " + what, command};
}

}  // namespace

bool is_lift(const Arrival& arrival) {
  return arrival.proposal && arrival.proposal->content.changes.empty() &&
         !arrival.proposal->content.lifts.empty();
}

Told told_of(const Arrival& arrival, const Look& look) {
  if (arrival.restriction) return {sentence_of(*arrival.restriction, look.names), ""};
  return told_of_entry(arrival, " (" + short_id(arrival.entry) + ")");
}

std::string notice_of(const Arrival& arrival, const Look& look) {
  if (arrival.restriction) return sentence_of(*arrival.restriction, look.names);
  std::string sentence = told_of_entry(arrival, "").sentence;
  if (is_lift(arrival))
    for (const auto& lifted : arrival.proposal->lifts)
      sentence += " " + sentence_of(lifted, look.names);
  return sentence.ends_with('.') ? sentence : sentence + ".";
}

std::string reason_of(const Arrival& arrival) {
  if (arrival.restriction && arrival.restriction->words) return arrival.restriction->words->reason;
  if (arrival.proposal)
    for (const auto& no : arrival.proposal->noes)
      if (no.entry == arrival.entry) return no.reason;
  return {};
}

Json json_of(const Arrival& arrival, const Names& names) {
  const auto& proposal = arrival.proposal;
  return {
      {"id", arrival.entry.hex()},
      {"kind", arrival.restriction ? name_of(arrival.restriction->state.kind)
                                   : ledger::name_of(arrival.kind)},
      {"by", arrival.by_name},
      {"written_ms", arrival.written_ms},
      {"takes_away", ledger::takes_away(arrival.kind)},
      {"restriction", arrival.restriction ? json_of(*arrival.restriction, names) : Json(nullptr)},
      {"proposal", proposal ? Json(proposal->state.entry.hex()) : Json(nullptr)},
      {"title", proposal ? Json(proposal->content.title) : Json(nullptr)},
      {"reason", reason_of(arrival)},
      {"check_in", arrival.check_in ? json_of(*arrival.check_in) : Json(nullptr)},
      {"about", arrival.about ? Json{{"id", practice::hex_of(arrival.about->about)},
                                     {"kind", name_of(arrival.about->sort)},
                                     {"name", arrival.about->name}}
                              : Json(nullptr)}};
}

}  // namespace troth::views
