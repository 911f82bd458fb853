// What a proposal file says, before it is held against the agreement: names are
// relative ("me", areas by name, ids by their beginning), and what a table that
// amends leaves out is absent here. toml.h reads and writes drafts, resolve.h
// turns one into a proposal and the limits that are signed first. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/agreement/clause.h"
#include "core/agreement/restriction.h"
#include "core/document/calendar.h"

namespace troth::document {

// Where something stood in its file, from 1; zeros where it came from none, and a
// column of 0 where it is the line that counts. Two drafts that say the same are equal wherever
// they say it.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  bool operator==(const Place&) const { return true; }
};

// "Line 3, column 8: ", or nothing where there is no place.
std::string words_of(Place place);
// What a file names, between quotes; "this" where it is not fit to be shown.
std::string shown(std::string_view name);

enum class Who { me, partner };
enum class Whom { me, partner, both };
// Whoever leads by default.
struct DefaultLeader {
  bool operator==(const DefaultLeader&) const = default;
};
using Leader = std::variant<DefaultLeader, Who>;

// "none", a day in the agreed time zone, or an exact instant.
struct NoDate {
  bool operator==(const NoDate&) const = default;
};
using Date = std::variant<NoDate, CivilDate, TimeMs>;

// The beginning of an id, in lower-case hexadecimal digits.
struct IdBeginning {
  Place place;
  std::string digits;
  bool operator==(const IdBeginning&) const = default;
};

struct PreambleDraft {
  Place place;
  std::string text;  // empty: there is none
  bool operator==(const PreambleDraft&) const = default;
};

struct RoleDraft {
  Place place;
  Who partner = Who::me;
  std::optional<std::string> title;
  std::optional<bool> leads;
  std::optional<Date> until;
  bool operator==(const RoleDraft&) const = default;
};

struct Times {
  agreement::When when = agreement::When::always;
  std::vector<agreement::Window> windows;  // where `when` is windows
  bool operator==(const Times&) const = default;
};

struct AreaDraft {
  Place place;
  std::optional<IdBeginning> id;
  std::optional<std::string> name;
  std::optional<std::string> about;
  std::optional<Leader> leader;
  std::optional<agreement::Reach> reach;
  std::optional<Times> times;
  std::optional<Date> until;
  bool operator==(const AreaDraft&) const = default;
};

struct StandardDraft {
  Place place;
  std::optional<IdBeginning> id;
  std::optional<std::string> area;  // its name
  std::optional<Whom> applies_to;
  std::optional<std::string> text;
  std::optional<agreement::Standard::Every> every;
  std::optional<std::string> if_missed;
  std::optional<Date> until;
  bool operator==(const StandardDraft&) const = default;
};

struct ExpectationDraft {
  Place place;
  std::optional<IdBeginning> id;
  std::optional<Who> owner;
  std::optional<agreement::Expectation::Sort> sort;
  std::optional<std::string> text;
  std::optional<Date> until;
  bool operator==(const ExpectationDraft&) const = default;
};

// One's own: a limit of the partner is refused where it is read.
struct LimitDraft {
  Place place;
  agreement::Strength strength = agreement::Strength::hard;
  std::string text;
  std::vector<IdBeginning> suspends;
  bool operator==(const LimitDraft&) const = default;
};

struct RhythmDraft {
  Place place;
  std::optional<agreement::Rhythm::Every> check_in;
  std::optional<std::vector<std::string>> dimensions;
  std::optional<bool> blind;
  std::optional<agreement::Rhythm::Every> review;
  std::optional<WeekTime> review_at;
  std::optional<std::string> time_zone;
  std::optional<Date> until;
  bool operator==(const RhythmDraft&) const = default;
};

struct TermDraft {
  Place place;
  std::optional<Date> starts;
  std::optional<Date> renew_by;
  std::optional<std::uint32_t> cooling_off_hours;
  std::optional<std::uint32_t> pause_cooling_off_hours;
  std::optional<Date> until;
  bool operator==(const TermDraft&) const = default;
};

struct Draft {
  std::string title;
  std::string reason;
  std::optional<PreambleDraft> preamble;
  std::vector<IdBeginning> remove;  // clauses
  std::vector<IdBeginning> lift;    // restrictions
  std::vector<RoleDraft> roles;
  std::vector<AreaDraft> areas;
  std::vector<StandardDraft> standards;
  std::vector<LimitDraft> limits;
  std::vector<ExpectationDraft> expectations;
  std::optional<RhythmDraft> rhythm;
  std::optional<TermDraft> term;
  bool operator==(const Draft&) const = default;
};

}  // namespace troth::document
