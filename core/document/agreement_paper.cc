#include <algorithm>
#include <map>

#include "core/agreement/difference.h"
#include "core/document/papers.h"
#include "core/document/record_words.h"

namespace troth::document {
namespace {

using agreement::ClauseKind;
using agreement::ClauseState;
using agreement::RestrictionKind;
using agreement::RestrictionState;

class AgreementPaper {
 public:
  explicit AgreementPaper(const Record& record) : record_(record) {
    for (const ClauseState& clause : record.clauses)
      if (record.content(clause) != nullptr) standing_.push_back(&clause);
    std::ranges::stable_sort(standing_, {}, [&](const ClauseState* clause) {
      return std::pair(clause->kind, record.name_of(clause->id));
    });
  }

  Paper run() {
    head();
    section("Preamble", ClauseKind::preamble);
    section("Roles", ClauseKind::role);
    areas();
    restrictions("Limits", [](RestrictionKind kind) { return kind == RestrictionKind::limit; });
    section("Expectations and desires", ClauseKind::expectation);
    section("Rhythm", ClauseKind::rhythm);
    section("Term", ClauseKind::term);
    restrictions("Paused or taken back",
                 [](RestrictionKind kind) { return kind != RestrictionKind::limit; });
    return std::move(paper_);
  }

 private:
  void head() {
    const Circumstances& by = record_.by;
    paper_.title("The agreement of " + by.exporter.name + " and " + by.other.name);
    paper_.line(kNoProof);
    paper_.line(std::string(agreement::words_for(record_.status)) + " As it stood on " +
                record_.minute(by.exported_ms) + " (" + by.time_zone + "), exported by " +
                by.exporter.name + ".");
    paper_.item("Version", record_.digest.hex());
  }

  void section(const std::string& title, ClauseKind kind) {
    bool any = false;
    for (const ClauseState* clause : standing_) {
      if (clause->kind != kind) continue;
      if (!any) paper_.heading(title);
      any = true;
      write(*clause);
    }
  }

  // Each area with its standards under it.
  void areas() {
    section_of_areas();
    bool any = false;
    for (const ClauseState* clause : standing_) {
      const auto* body = body_of<agreement::Standard>(*clause);
      if (body == nullptr || has_area(body->area)) continue;
      if (!any) paper_.heading("Standards whose area was removed");
      any = true;
      write(*clause);
    }
  }

  void section_of_areas() {
    bool any = false;
    for (const ClauseState* area : standing_) {
      if (area->kind != ClauseKind::area) continue;
      if (!any) paper_.heading("Areas and standards");
      any = true;
      write(*area);
      for (const ClauseState* standard : standing_) {
        const auto* body = body_of<agreement::Standard>(*standard);
        if (body != nullptr && body->area == area->id) write(*standard);
      }
    }
  }

  template <class Body>
  [[nodiscard]] const Body* body_of(const ClauseState& clause) const {
    return std::get_if<Body>(&record_.content(clause)->body);
  }

  [[nodiscard]] bool has_area(const ClauseId& id) const {
    return std::ranges::any_of(standing_, [&](const ClauseState* it) { return it->id == id; });
  }

  [[nodiscard]] std::string headline_of(const ClauseState& clause) const {
    if (const auto* role = body_of<agreement::Role>(clause))
      return record_.name_of(role->partner) + ": " + role->title + (role->leads ? ", leads" : "");
    if (const auto* area = body_of<agreement::Area>(clause)) return area->name;
    if (const auto* standard = body_of<agreement::Standard>(clause))
      return "Standard in " + record_.name_of(standard->area);
    if (const auto* expectation = body_of<agreement::Expectation>(clause))
      return (expectation->sort == agreement::Expectation::Sort::desire ? "Desire of "
                                                                        : "Expectation of ") +
             record_.name_of(expectation->owner);
    return {};
  }

  void write(const ClauseState& clause) {
    paper_.part(headline_of(clause));
    for (const agreement::Field& field : agreement::fields_of(*record_.content(clause)))
      write(field);
    for (const agreement::Obstacle& obstacle : clause.obstacles)
      paper_.line(std::string(words_for(obstacle.why)));
    const ClauseState::Origin& origin = *clause.origin;
    paper_.line("Asked for by " + record_.name_of(origin.proposed_by) + " on " +
                record_.day(origin.proposed_ms) + ", agreed by " +
                record_.name_of(origin.accepted_by) + " on " + record_.day(origin.accepted_ms) +
                ".");
    paper_.item("Clause", clause.id.hex());
  }

  void write(const agreement::Field& field) {
    constexpr std::string_view kInHeadline[] = {"partner", "title", "leads", "name",
                                                "area",    "owner", "sort"};
    if (field.values.empty() || std::ranges::find(kInHeadline, field.name) != std::end(kInHeadline))
      return;
    if (field.name == "preamble" || field.name == "text" || field.name == "about") {
      paper_.words(field.values.front());
    } else if (field.name == "if_missed") {
      paper_.line("If it is missed:").words(field.values.front());
    } else {
      paper_.item(label_of(field.name), words_of(record_, field.name, field.values));
    }
  }

  template <class Wanted>
  void restrictions(const std::string& title, Wanted wanted) {
    bool any = false;
    for (const RestrictionState& restriction : record_.restrictions) {
      if (restriction.lifted || !wanted(restriction.kind)) continue;
      if (!any) paper_.heading(title);
      any = true;
      write(restriction);
    }
  }

  void write(const RestrictionState& restriction) {
    agreement::Restriction unreadable;
    unreadable.kind = RestrictionKind::unreadable;
    const agreement::Restriction* said = record_.restriction(restriction.entry);
    paper_.part(sentence_of(record_, restriction.by, said == nullptr ? unreadable : *said));
    if (said != nullptr) paper_.words(said->text).words(said->reason);
    paper_.line("Signed on " + record_.day(restriction.written_ms) + ".");
    paper_.item("Entry", restriction.entry.hex());
  }

  const Record& record_;
  std::vector<const ClauseState*> standing_;
  Paper paper_;
};

}  // namespace

Paper agreement_paper(const Record& record) { return AgreementPaper(record).run(); }

}  // namespace troth::document
