#include <algorithm>
#include <map>

#include "client/cli/page.h"
#include "client/cli/show.h"

namespace troth::cli {
namespace {

using agreement::ClauseDifference;
using agreement::ClauseKind;
using agreement::Obstacle;
using agreement::RestrictionKind;

constexpr std::size_t kIndent = 14;  // under the text of an item with an id

std::string listed(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items) (out += out.empty() ? "" : ", ") += item;
  return out;
}

// A field's values as words; "none" where it is not set.
std::string words_of(const std::string& field, const std::vector<std::string>& values,
                     const Look& look) {
  if (values.empty()) return "none";
  std::vector<std::string> words;
  for (const auto& value : values) {
    switch (sort_of(field)) {
      case FieldSort::partner:
      case FieldSort::partners:
        words.push_back(look.names.partner(value));
        break;
      case FieldSort::clause:
        words.push_back(look.names.clause(value));
        break;
      case FieldSort::first_day:
        words.push_back(look.calendar.day(std::stoll(value)));
        break;
      case FieldSort::last_day:
        words.push_back(look.calendar.day(std::stoll(value) - 1));
        break;
      case FieldSort::flag:
        words.emplace_back(value == "true" ? "yes" : "no");
        break;
      default:
        words.push_back(value);
    }
  }
  return listed(words);
}

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

std::string sentence_of(const Obstacle& obstacle, const vault::AgreementView& agreement,
                        const Look& look) {
  switch (obstacle.why) {
    case Obstacle::Why::on_hold:
      return "On hold: agree again.";
    case Obstacle::Why::ended:
      return "Not in force: its time has passed.";
    case Obstacle::Why::lapsed:
      return "Not in force: the agreement has lapsed.";
    case Obstacle::Why::not_started:
      return "Not in force before the agreement starts.";
    case Obstacle::Why::restricted:
      break;
  }
  std::string out = "Not in force.";
  for (const auto& restriction : agreement.restrictions)
    if (std::ranges::find(obstacle.entries, restriction.state.entry) != obstacle.entries.end())
      out += " " + sentence_of(restriction, look);
  return out;
}

std::string origin_of(const vault::ClauseView& clause, const Look& look) {
  const auto& origin = clause.state.origin;
  if (!origin) return {};
  return "Asked for by " + look.names.partner(origin->proposed_by) + ", agreed by " +
         look.names.partner(origin->accepted_by) + " on " + look.calendar.day(origin->accepted_ms) +
         (origin->known_to_all ? "." : "; not yet known to both.");
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
    page_.line(status_sentence());
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
    page_.empty_line().line("Agreed then, revocable now.");
    return page_.text();
  }

 private:
  [[nodiscard]] std::string status_sentence() const {
    using agreement::AgreementStatus;
    const std::string version = " Version " + agreement_.digest.hex().substr(0, 10) + ".";
    switch (agreement_.status) {
      case AgreementStatus::ended:
        return "The agreement has ended." + version;
      case AgreementStatus::paused:
        return "Everything is paused." + version;
      case AgreementStatus::lapsed:
        return "The agreement has lapsed." + version;
      case AgreementStatus::none:
        return "No agreement is in force." + version;
      case AgreementStatus::in_force:
        break;
    }
    return "The agreement is in force." + version;
  }

  void clause(const vault::ClauseView& view) {
    const Fields fields(view.content, look_);
    page_.item(short_id(view.state.id), headline_of(view, fields));
    for (const char* more : {"about", "if_missed"})
      if (fields.has(more))
        page_.line((std::string_view(more) == "about" ? "" : "If missed: ") + fields[more],
                   kIndent);
    if (const auto notes = notes_of(view); !notes.empty()) page_.line(notes, kIndent);
  }

  // Its lines are often broken by hand: they get the width of the page.
  void preamble() {
    for (const auto& view : agreement_.clauses) {
      const auto* body = std::get_if<agreement::Preamble>(&view.content.body);
      if (body == nullptr) continue;
      page_.heading("Preamble").line(body->text, 2).item(short_id(view.state.id), notes_of(view));
    }
  }

  // Why it is not in force, and where it comes from, as far as either is to be said.
  [[nodiscard]] std::string notes_of(const vault::ClauseView& view) const {
    std::string notes;
    for (const auto& obstacle : view.state.obstacles)
      notes += sentence_of(obstacle, agreement_, look_) + "\n";
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
    restrictions("Taken back", [](RestrictionKind kind) { return kind != RestrictionKind::limit; });
  }

  template <class Wanted>
  void restrictions(std::string_view title, Wanted wanted) {
    std::vector<vault::RestrictionView> some;
    for (const auto& restriction : agreement_.restrictions)
      if (wanted(restriction.state.kind)) some.push_back(restriction);
    if (some.empty()) return;
    page_.heading(title);
    for (const auto& restriction : some)
      page_.item(short_id(restriction.state.entry), cli::sentence_of(restriction, look_));
  }

  const vault::AgreementView& agreement_;
  const Look& look_;
  Page page_;
  std::string origin_;
};

std::string_view stage_words(agreement::ProposalState::Stage stage) {
  using Stage = agreement::ProposalState::Stage;
  switch (stage) {
    case Stage::open:
      return "open";
    case Stage::accepted:
      return "agreed";
    case Stage::voided:
      return "does not count: agree again";
    case Stage::declined:
      return "declined";
    case Stage::retracted:
      return "taken back";
    case Stage::countered:
      return "answered by another";
    case Stage::restricted:
      return "closed, for consent to it was taken back";
    case Stage::outdated:
      break;
  }
  return "outdated: what it would change has changed since";
}

std::string headline_of(const vault::ProposalView& proposal, const Look& look) {
  return proposal.content.title + " (" + proposal.by_name + ", " +
         look.calendar.minute(proposal.state.written_ms) + ", " +
         std::string(stage_words(proposal.state.stage)) + ")";
}

void add_change(Page& page, const ClauseDifference& change, const Look& look) {
  const auto sort = change.sort;
  const std::string mark = sort == ClauseDifference::Sort::added     ? "+"
                           : sort == ClauseDifference::Sort::removed ? "-"
                                                                     : "~";
  std::string title(name_of(change.kind));
  if (sort != ClauseDifference::Sort::added) {
    const std::string name = look.names.clause(change.clause);
    if (name != title) title += " " + name;
  }
  page.item(mark, title + (sort == ClauseDifference::Sort::removed ? ", removed" : ""));
  for (const auto& field : change.fields) {
    const std::string before = words_of(field.field, field.before, look);
    const std::string after = words_of(field.field, field.after, look);
    const bool one_sided = sort != ClauseDifference::Sort::changed;
    page.item(field.field + ":",
              one_sided ? (sort == ClauseDifference::Sort::added ? after : before)
                        : before + "\n→ " + after,
              5);
  }
}

}  // namespace

std::string agreement_text(const vault::AgreementView& agreement, const Look& look) {
  return AgreementPage(agreement, look).run();
}

std::string proposals_text(const std::vector<vault::ProposalView>& proposals, const Look& look) {
  if (proposals.empty()) return "No proposal is open.\n";
  Page page(look.width);
  for (const auto& proposal : proposals) {
    page.item(short_id(proposal.state.entry), headline_of(proposal, look), 0);
    page.line(proposal.content.reason, kIndent - 2);
  }
  return page.text();
}

std::string proposal_text(const vault::ProposalView& proposal, const Look& look) {
  Names names = look.names;
  names.add(proposal.content);
  const Look all{names, look.calendar, look.width};
  const std::string id = short_id(proposal.state.entry);
  Page page(look.width);
  page.item(id, headline_of(proposal, look), 0).line(proposal.content.reason, kIndent - 2);
  if (proposal.state.counters)
    page.line("It answers " + short_id(*proposal.state.counters) + ".", kIndent - 2);
  if (!proposal.changes.empty()) page.heading("Changes");
  for (const auto& change : proposal.changes) add_change(page, change, all);
  if (!proposal.lifts.empty()) page.heading("Lifts");
  for (const auto& lifted : proposal.lifts)
    page.item(short_id(lifted.state.entry), cli::sentence_of(lifted, all));
  if (!proposal.notes.empty()) page.empty_line();
  for (const auto& note : proposal.notes) page.line(note);
  if (proposal.waits_for_me)
    page.empty_line().line("troth accept " + id + "   troth decline " + id + "   troth counter " +
                           id + " FILE   or leave it open.");
  return page.text();
}

}  // namespace troth::cli
