#include <algorithm>
#include <map>
#include <set>

#include "client/cli/called.h"
#include "client/cli/indents.h"
#include "client/cli/show.h"
#include "client/cli/show_comments.h"
#include "client/cli/show_difference.h"

namespace troth::cli {
namespace {

using agreement::ClauseKind;
using agreement::Obstacle;
using agreement::RestrictionKind;

// The set fields of a content by their names.
class Fields {
 public:
  Fields(const agreement::ClauseContent& content, const Look& look) : look_(look) {
    for (auto& field : agreement::fields_of(content)) values_[field.name] = std::move(field.values);
  }
  [[nodiscard]] bool has(const std::string& name) const {
    const auto found = values_.find(name);
    return found != values_.end() && !found->second.empty();
  }
  [[nodiscard]] std::string operator[](const std::string& name) const {
    return has(name) ? words_of(name, values_.at(name), look_) : "";
  }
  // A standard for both partners.
  [[nodiscard]] bool is_both() const {
    const auto found = values_.find("applies_to");
    return found != values_.end() && found->second.size() == 2;
  }
  // "every day", "once", "as needed".
  [[nodiscard]] std::string often() const {
    const std::string word = (*this)["every"];
    return word == "once" || word == "as needed" ? word : "every " + word;
  }
  // "prefix words", or nothing where the field is not set.
  [[nodiscard]] std::string with(const std::string& prefix, const std::string& name) const {
    return has(name) ? prefix + (*this)[name] : "";
  }

 private:
  const Look& look_;
  std::map<std::string, std::vector<std::string>> values_;
};

std::string headline_of(const vault::ClauseView& clause, const Fields& fields) {
  const std::string until = fields.with(", until ", "until");
  switch (clause.state.kind) {
    case ClauseKind::preamble:
      return fields["preamble"];
    case ClauseKind::role:
      return fields["partner"] + ": " + fields["title"] +
             (fields["leads"] == "yes" ? ", leads" : "") + until;
    case ClauseKind::area:
      return fields["name"] + ": " + fields["reach"] + ", " + fields["when"] +
             fields.with(", led by ", "leader") + until;
    case ClauseKind::standard:
      return (fields.is_both() ? "Both of you" : fields["applies_to"]) + ", " + fields.often() +
             until + ": " + fields["text"];
    case ClauseKind::expectation:
      return fields["owner"] + ", " + fields["sort"] + until + ": " + fields["text"];
    case ClauseKind::rhythm:
      return "Check-in every " + fields["check_in"] + " (" + fields["dimensions"] + ")" +
             (fields["blind"] == "yes" ? ", blind" : "") + "; review every " + fields["review"] +
             ", " + fields["review_at"] + ", " + fields["time_zone"] + until;
    case ClauseKind::term:
      break;
  }
  return fields.with("Starts on ", "starts") + (fields.has("starts") ? ". " : "") +
         (fields.has("renew_by") ? "To be renewed by " + fields["renew_by"] : "Never lapses") +
         ". Cooling-off: " + fields["cooling_off_hours"] + " hours, of a pause " +
         fields["pause_cooling_off_hours"] + until + ".";
}

std::string sentence_of(const Obstacle& obstacle, const vault::ClauseView& clause,
                        const vault::AgreementView& agreement, const Look& look) {
  if (obstacle.why == Obstacle::Why::ended)
    return "It ended on " + look.calendar.day(clause.content.until_ms - 1) + ", as agreed.";
  std::string out(cli::sentence_of(obstacle.why));
  if (obstacle.why != Obstacle::Why::restricted) return out;
  std::set<std::string> said;  // whoever leaves ends what may have ended already
  for (const auto& restriction : agreement.restrictions) {
    const std::string sentence = sentence_of(restriction, look.names);
    if (std::ranges::find(obstacle.entries, restriction.state.entry) != obstacle.entries.end() &&
        said.insert(sentence).second)
      out += " " + sentence;
  }
  return out;
}

std::string origin_of(const vault::ClauseView& clause, const Look& look) {
  const auto& origin = clause.state.origin;
  if (!origin) return {};
  return "Asked for by " + look.names.partner(origin->proposed_by) + ", agreed by " +
         look.names.partner(origin->accepted_by) + " on " + look.calendar.day(origin->accepted_ms) +
         (origin->known_to_all ? "."
                               : ". Nothing signed since shows yet that both devices have it.");
}

// The origin that most clauses share, so that it is said once.
std::string common_origin(const vault::AgreementView& agreement, const Look& look) {
  std::map<std::string, int> counts;
  for (const auto& clause : agreement.clauses) ++counts[origin_of(clause, look)];
  const auto most = std::ranges::max_element(counts, {}, [](const auto& it) { return it.second; });
  return most == counts.end() ? "" : most->first;
}

// Writes one agreement, kind by kind.
class AgreementPage {
 public:
  AgreementPage(const vault::AgreementView& agreement, const Look& look)
      : agreement_(agreement), look_(look), page_(look.width) {}

  std::string run() {
    page_.line(words_for(agreement_.status));
    if (agreement_.lapse) page_.line(advice_of(*agreement_.lapse));
    origin_ = common_origin(agreement_, look_);
    if (!origin_.empty()) page_.line(origin_ + " Where a clause has another origin, it says so.");
    preamble();
    section("Roles", ClauseKind::role);
    areas();
    limits();
    section("Expectations and desires", ClauseKind::expectation);
    section("Rhythm", ClauseKind::rhythm);
    section("Term", ClauseKind::term);
    others();
    page_.empty_line().line("Agreed then, revocable now.").empty_line();
    return page_.text() + digest_text(agreement_.digest, look_);
  }

 private:
  void clause(const vault::ClauseView& view) {
    const Fields fields(view.content, look_);
    page_.item(short_id(view.state.id), headline_of(view, fields));
    for (const char* more : {"about", "if_missed"})
      if (fields.has(more))
        page_.line((std::string_view(more) == "about" ? "" : "If missed: ") + fields[more],
                   kBehindId);
    if (const auto notes = notes_of(view); !notes.empty()) page_.line(notes, kBehindId);
    add_comments(page_, view.comments, short_id(view.state.id), kBehindId);
  }

  // Its lines are often broken by hand: they get the width of the page.
  void preamble() {
    for (const auto& view : agreement_.clauses) {
      const auto* body = std::get_if<agreement::Preamble>(&view.content.body);
      if (body == nullptr) continue;
      page_.heading("Preamble").line(body->text, 2).item(short_id(view.state.id), notes_of(view));
      add_comments(page_, view.comments, short_id(view.state.id), kBehindId);
    }
  }

  // Why it is not in force, and where it comes from, as far as either is to be said.
  [[nodiscard]] std::string notes_of(const vault::ClauseView& view) const {
    std::string notes;
    for (const auto& obstacle : view.state.obstacles)
      notes += sentence_of(obstacle, view, agreement_, look_) + "\n";
    if (const auto origin = origin_of(view, look_); origin != origin_) notes += origin + "\n";
    if (!notes.empty()) notes.pop_back();
    return notes;
  }

  void section(std::string_view title, ClauseKind kind) {
    bool any = false;
    for (const auto& view : agreement_.clauses) {
      if (view.state.kind != kind) continue;
      if (!any) page_.heading(title);
      any = true;
      clause(view);
    }
  }

  // Each area with its standards under it.
  void areas() {
    bool first = true;
    for (const auto& area : agreement_.clauses) {
      if (area.state.kind != ClauseKind::area) continue;
      page_.empty_line();
      if (first) page_.line("Areas and standards");
      first = false;
      clause(area);
      for (const auto& standard : agreement_.clauses) {
        const auto* body = std::get_if<agreement::Standard>(&standard.content.body);
        if (body != nullptr && body->area == area.state.id) clause(standard);
      }
    }
    bool any = false;
    for (const auto& standard : agreement_.clauses) {
      const auto* body = std::get_if<agreement::Standard>(&standard.content.body);
      if (body == nullptr || has_area(body->area)) continue;
      if (!any) page_.heading("Standards whose area was removed");
      any = true;
      clause(standard);
    }
  }

  [[nodiscard]] bool has_area(const ClauseId& id) const {
    return std::ranges::any_of(agreement_.clauses,
                               [&](const auto& view) { return view.state.id == id; });
  }

  void limits() {
    restrictions("Limits", [](RestrictionKind kind) { return kind == RestrictionKind::limit; });
  }
  void others() {
    restrictions("Paused or taken back",
                 [](RestrictionKind kind) { return kind != RestrictionKind::limit; });
  }

  template <class Wanted>
  void restrictions(std::string_view title, Wanted wanted) {
    std::vector<vault::RestrictionView> some;
    for (const auto& restriction : agreement_.restrictions)
      if (wanted(restriction.state.kind)) some.push_back(restriction);
    if (some.empty()) return;
    page_.heading(title);
    for (const auto& restriction : some)
      page_.item(short_id(restriction.state.entry), cli::sentence_of(restriction, look_.names));
  }

  const vault::AgreementView& agreement_;
  const Look& look_;
  Page page_;
  std::string origin_;
};

std::string headline_of(const vault::ProposalView& proposal, const Look& look) {
  return proposal.content.title + " (" + proposal.by_name + ", " +
         look.calendar.minute(proposal.state.written_ms) + ", " +
         std::string(text_of(proposal.state.stage)) + ")";
}

// The clauses that a proposal set, as they stand now; all, where it reaffirmed them.
std::vector<vault::ClauseView> agreed_in(const vault::ProposalView& proposal,
                                         const vault::AgreementView& agreement) {
  if (proposal.content.reaffirms) return agreement.clauses;
  std::vector<vault::ClauseView> clauses;
  for (const auto& clause : agreement.clauses)
    if (std::ranges::count(proposal.content.changes, clause.state.id,
                           &agreement::ClauseChange::clause) > 0)
      clauses.push_back(clause);
  return clauses;
}

// "Jonas declined it on 2026-11-30: “I would rather talk first.”"
void add_noes(Page& page, const vault::ProposalView& proposal, const Look& look) {
  for (const auto& no : proposal.noes)
    page.line(no.by_name + (no.is_retraction ? " took it back on " : " declined it on ") +
                  look.calendar.day(no.written_ms) +
                  (no.reason.empty() ? "." : ": “" + no.reason + "”"),
              kBehindId - 2);
}

}  // namespace

std::string agreement_text(const vault::AgreementView& agreement, const Look& look) {
  return AgreementPage(agreement, look).run();
}

std::string held_back_text(const std::vector<vault::ClauseView>& clauses,
                           const vault::AgreementView& agreement, const Look& look) {
  std::set<EntryHash> entries;
  bool begins_later = false;
  bool any_in_force = false;
  for (const auto& clause : clauses) {
    any_in_force |= clause.state.in_force;
    for (const Obstacle& obstacle : clause.state.obstacles) {
      begins_later |= obstacle.why == Obstacle::Why::not_started;
      if (obstacle.why == Obstacle::Why::restricted)
        entries.insert(obstacle.entries.begin(), obstacle.entries.end());
    }
  }
  std::vector<vault::RestrictionView> behind = agreement.restrictions;
  std::erase_if(behind, [&](const auto& view) { return !entries.contains(view.state.entry); });
  Page page(look.width);
  if (!behind.empty())
    page.line(any_in_force ? "Not all of it is in force while this stands:"
                           : "Nothing of it is in force while this stands:");
  for (const auto& restriction : behind)
    page.item(short_id(restriction.state.entry), cli::sentence_of(restriction, look.names));
  if (const auto advice = lift_advice(behind); !advice.empty()) page.line(advice);
  if (begins_later) page.line("It begins on " + look.calendar.day(agreement.term.starts_ms) + ".");
  if (agreement.lapse && !clauses.empty())
    page.line("Nothing of it is in force yet. " + std::string(advice_of(*agreement.lapse)));
  return page.text();
}

std::string agreed_text(const vault::ProposalView& proposal, const vault::AgreementView& agreement,
                        const Look& look) {
  Names names = look.names;
  names.add(proposal.content);
  const Look all{names, look.calendar, look.width};
  Page page(look.width);
  page.line("You have agreed to “" + proposal.content.title + "”, asked for by " +
            proposal.by_name + ".");
  if (!proposal.changes.empty()) page.heading("Changes");
  for (const auto& change : proposal.changes) add_difference(page, change, all);
  if (!proposal.lifts.empty()) page.heading("Lifts");
  const std::string lifts = proposal.lifts.empty() ? "" : restrictions_text(proposal.lifts, look);
  const std::string held_back = held_back_text(agreed_in(proposal, agreement), agreement, all);
  return page.text() + lifts + (held_back.empty() ? "" : "\n" + held_back) +
         "\nThe agreement is now this one:\n" + digest_text(agreement.digest, look);
}

std::string proposals_text(const std::vector<vault::ProposalView>& proposals, const Look& look) {
  if (proposals.empty()) return "No proposal is open.\n";
  Page page(look.width);
  for (const auto& proposal : proposals) {
    page.item(short_id(proposal.state.entry), headline_of(proposal, look), 0);
    page.line(proposal.content.reason, kBehindId - 2);
    add_noes(page, proposal, look);
  }
  return page.text();
}

std::string proposal_text(const vault::ProposalView& proposal, const Look& look) {
  Names names = look.names;
  names.add(proposal.content);
  const Look all{names, look.calendar, look.width};
  const std::string id = short_id(proposal.state.entry);
  Page page(look.width);
  page.item(id, headline_of(proposal, look), 0).line(proposal.content.reason, kBehindId - 2);
  add_noes(page, proposal, look);
  if (proposal.state.counters)
    page.line("It answers " + short_id(*proposal.state.counters) + ".", kBehindId - 2);
  if (proposal.content.reaffirms)
    page.line("It asks to sign the agreement as it stands again: version " +
                  short_id(*proposal.content.reaffirms) + ".",
              kBehindId - 2);
  if (!proposal.changes.empty()) page.heading("Changes");
  for (const auto& change : proposal.changes) add_difference(page, change, all);
  if (proposal.state.counters && !proposal.answers_title.empty())
    page.heading(proposal.against_answered.empty()
                     ? "Its words are those of what it answers."
                     : "What it makes otherwise than “" + proposal.answers_title + "”");
  for (const auto& change : proposal.against_answered) add_difference(page, change, all);
  // By the names that stand, not by those that the proposal would give.
  if (!proposal.lifts.empty()) page.heading("Lifts");
  for (const auto& lifted : proposal.lifts)
    page.item(short_id(lifted.state.entry), cli::sentence_of(lifted, look.names));
  if (!proposal.notes.empty()) page.empty_line();
  for (const auto& note : proposal.notes) page.line(note);
  if (proposal.leaves_on_hold)
    page.line(
        "To agree again, one of you asks anew, as it suits you both now. With these words: troth "
        "proposal show " +
        id +
        " --toml >FILE, then troth propose FILE. With those that stood "
        "before: troth agreement edit");
  if (proposal.waits_for_me)
    page.empty_line().line("troth accept " + id + "   troth decline " + id + "   troth counter " +
                           id + " --edit   or leave it open.");
  return page.text();
}

}  // namespace troth::cli
