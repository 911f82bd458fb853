// Every version of the agreement: what made it, how things stood with it, what
// differs between two, and the whole life of a clause. A version goes by the
// beginning of its digest: of the one in the history, or of the one that an
// entry's author had seen (core/agreement/history.h). Borrows an open Vault, on
// its thread. Fails where the disk does, and version_unknown, id_unknown,
// id_ambiguous.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/agreement/history.h"
#include "core/agreement/word_difference.h"
#include "core/vault/types.h"
#include "core/vault/vault.h"

namespace troth::vault {

struct VersionView {
  agreement::AgreementVersion state;
  std::string by_name;
  bool is_current = false;  // nothing has come after it
  // Of the proposal that was accepted, or said no to, where it can be read.
  std::string title;
  std::string proposed_by_name;
  TimeMs proposed_ms = 0;
  // The proposal's, the restriction's, or that of the no.
  std::string reason;
  std::optional<RestrictionView> restriction;  // as it stands now
  std::vector<RestrictionView> lifts;          // likewise
  std::vector<std::string> changed;            // the names of the clauses that it changed
  std::vector<std::string> notes;              // why an acceptance does not count
};

// The agreement as it was with a version, as of the time that the version claims.
struct SnapshotView {
  VersionView version;
  AgreementView agreement;
};

struct VersionDifference {
  VersionView before;
  VersionView after;
  std::vector<agreement::ClauseDifference> clauses;
  std::vector<RestrictionView> restricted;  // holds after, and did not before
  std::vector<RestrictionView> lifted;      // held before, and does no longer
  // Of either, for whoever prints the names of clauses.
  std::vector<ClauseView> named;
};

// One turn in the life of a clause.
struct ClauseStep {
  VersionView version;
  enum class What : std::uint8_t {
    set,         // its content became another, or its first
    removed,     // nothing of it stands any more
    held,        // a change to it does not count: on hold until agreed again
    restricted,  // the version is a restriction that covers it
    lift_agreed,
  };
  What what = What::set;
  // What was set against what stood before, or what was removed.
  std::optional<agreement::ClauseDifference> change;
  bool is_on_hold = false;  // after it
};

struct ClauseLife {
  agreement::ClauseState state;  // as it is now
  std::string name;
  std::optional<agreement::ClauseContent> content;  // what stands
  std::vector<ClauseStep> steps;                    // oldest first
  std::vector<RestrictionView> restrictions;        // those that cover it now
  std::vector<ClauseView> named;                    // for the names of clauses
  std::size_t comments = 0;
};

class Versions {
 public:
  Versions(const Vault& vault, TimeMs now) : vault_(vault), now_(now) {}

  // Newest first, at most `most`.
  [[nodiscard]] Result<std::vector<VersionView>> history(std::size_t most) const;
  [[nodiscard]] Result<SnapshotView> at(std::string_view version) const;
  // Nothing for `after`: the newest.
  [[nodiscard]] Result<VersionDifference> difference(std::string_view before,
                                                     const std::optional<std::string>& after) const;
  // Also one that was removed.
  [[nodiscard]] Result<ClauseLife> clause(std::string_view id) const;

 private:
  const Vault& vault_;
  TimeMs now_;
};

}  // namespace troth::vault
