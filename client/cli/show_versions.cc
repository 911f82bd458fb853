#include "client/cli/show_versions.h"

#include "client/cli/called.h"
#include "client/cli/indents.h"
#include "client/cli/show_comments.h"
#include "client/cli/show_difference.h"

namespace troth::cli {
namespace {

using vault::ClauseStep;
using vault::VersionView;
using What = agreement::AgreementVersion::What;

std::string quoted(const std::string& text) { return "“" + text + "”"; }

// Who did what, in a sentence.
std::string sentence_of(const VersionView& version, const Look& look) {
  const std::string asked = version.proposed_by_name + " asked for it on " +
                            look.calendar.day(version.proposed_ms) + ", " + version.by_name +
                            " agreed.";
  switch (version.state.what) {
    case What::accepted:
      return (version.state.reaffirms ? "Signed again by both, as it stood: " : "Agreed: ") +
             quoted(version.title) + ". " + asked;
    case What::restricted:
      return version.restriction ? cli::sentence_of(*version.restriction, look.names)
                                 : version.by_name + " signed something that takes consent back.";
    case What::retracted:
      return version.by_name + " took back " + quoted(version.title) + " while it was accepted.";
    case What::declined:
      return version.by_name + " declined " + quoted(version.title) + " while it was accepted.";
    case What::countered:
      return version.by_name + " answered " + quoted(version.title) +
             " with another proposal while it was accepted.";
    case What::disputed:
      break;
  }
  return version.by_name +
         " signed that a device does not count any more; what rests on it does not either.";
}

void add_version(Page& page, const VersionView& version, const Look& look) {
  page.item(short_id(version.state.digest),
            look.calendar.minute(version.state.written_ms) + "  " + sentence_of(version, look) +
                (version.is_current ? " (now)" : ""),
            0);
  if (!version.reason.empty()) page.line(quoted(version.reason), kBehindId - 2);
  if (!version.changed.empty())
    page.line("Changes " + with_commas(version.changed) + ".", kBehindId - 2);
  for (const auto& lift : version.lifts)
    page.line("Agrees to lift: " + cli::sentence_of(lift, look.names), kBehindId - 2);
  for (const auto& note : version.notes) page.line(note, kBehindId - 2);
}

std::string place_of(const VersionView& version, const Look& look) {
  return short_id(version.state.digest) + " of " + look.calendar.day(version.state.written_ms);
}

// What a step did to the clause, beside its version's own sentence.
std::string words_for(const ClauseStep& step) {
  switch (step.what) {
    case ClauseStep::What::removed:
      return "It is removed.";
    case ClauseStep::What::held:
      return "It is on hold from here on: agree again.";
    case ClauseStep::What::restricted:
    case ClauseStep::What::lift_agreed:
    case ClauseStep::What::set:
      break;
  }
  return step.is_on_hold ? "It is on hold: agree again." : "";
}

std::string standing_of(const vault::ClauseLife& life) {
  if (!life.state.exists) return "Nothing of it stands any more.";
  if (life.state.in_force) return "It stands, and is in force.";
  return "It stands, and is not in force.";
}

}  // namespace

std::string history_text(const std::vector<VersionView>& versions, const Look& look) {
  if (versions.empty()) return "Nothing has been agreed or taken back yet.\n";
  Page page(look.width);
  for (const auto& version : versions) {
    page.empty_line();
    add_version(page, version, look);
  }
  return page.text();
}

std::string snapshot_text(const vault::SnapshotView& snapshot, const Look& look) {
  Page page(look.width);
  page.line(snapshot.version.is_current ? "This version is the newest one. As it came about:"
                                        : "As it was then, which is not how it stands now:");
  add_version(page, snapshot.version, look);
  page.empty_line();
  return page.text() + agreement_text(snapshot.agreement, look);
}

std::string difference_text(const vault::VersionDifference& difference, const Look& look) {
  Page page(look.width);
  page.line("From " + place_of(difference.before, look) + " to " +
            place_of(difference.after, look) + ":");
  if (difference.clauses.empty()) page.line("No clause differs.");
  for (const auto& change : difference.clauses) {
    page.empty_line();
    add_difference(page, change, look);
  }
  if (!difference.restricted.empty()) page.heading("Taken back, or limited, in between");
  for (const auto& restriction : difference.restricted)
    page.item(short_id(restriction.state.entry), cli::sentence_of(restriction, look.names));
  if (!difference.lifted.empty()) page.heading("Lifted in between");
  for (const auto& restriction : difference.lifted)
    page.item(short_id(restriction.state.entry), cli::sentence_of(restriction, look.names));
  return page.text();
}

std::string clause_text(const vault::ClauseLife& life, const Look& look) {
  Page page(look.width);
  page.item(short_id(life.state.id), life.name + " (" + std::string(name_of(life.state.kind)) + ")",
            0);
  page.line(standing_of(life), kBehindId - 2);
  for (const auto& obstacle : life.state.obstacles)
    if (obstacle.why != agreement::Obstacle::Why::restricted)
      page.line(cli::sentence_of(obstacle.why), kBehindId - 2);
  for (const auto& restriction : life.restrictions)
    page.line(cli::sentence_of(restriction, look.names), kBehindId - 2);
  add_comments(page, life.comments, short_id(life.state.id), kBehindId - 2);
  for (const auto& step : life.steps) {
    page.empty_line();
    add_version(page, step.version, look);
    if (const auto words = words_for(step); !words.empty()) page.line(words, kBehindId - 2);
    if (step.change) add_difference(page, *step.change, look);
  }
  return page.text();
}

}  // namespace troth::cli
