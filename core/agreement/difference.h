// What differs between two versions of an agreement, or between a proposal and
// what stands: clause by clause, with the words before and after. Pure, any
// thread; it decides nothing, it shows.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/agreement/proposal.h"

namespace troth::agreement {

using Contents = std::map<ClauseId, ClauseContent>;

// One field by its name in a proposal file ("reach", "until", "text"), with
// plain values: texts as they are, enumerations by their words, ids and
// partners in hexadecimal, times in Unix milliseconds; empty: not set.
struct FieldDifference {
  std::string field;
  std::vector<std::string> before;
  std::vector<std::string> after;
  bool operator==(const FieldDifference&) const = default;
};

struct ClauseDifference {
  // again: its words stay, and both would sign them again, which ends a hold.
  enum class Sort : std::uint8_t { added, changed, removed, again };
  ClauseId clause;
  ClauseKind kind = ClauseKind::preamble;
  Sort sort = Sort::changed;
  ClauseContent content;                // as it stood before; of an added one, as it would be
  std::vector<FieldDifference> fields;  // those that differ; of any other sort, all that are set
  bool operator==(const ClauseDifference&) const = default;
};

// All fields of a content, in the order of a proposal file, set or not.
struct Field {
  std::string name;
  std::vector<std::string> values;
};
std::vector<Field> fields_of(const ClauseContent& content);

// What a field holds, by its name: for whoever prints it. A last day is that
// before its instant.
enum class FieldSort : std::uint8_t {
  text,
  partner,
  partners,
  clause,
  first_day,
  last_day,
  flag,
  number,
  list,
};
FieldSort sort_of(std::string_view field);

// Ascending by clause; clauses that do not differ are left out.
std::vector<ClauseDifference> difference(const Contents& before, const Contents& after);
// What `proposal` would change of `standing`, or have signed again: each clause that it sets,
// so that nothing is signed without being shown.
std::vector<ClauseDifference> difference(const Contents& standing, const Proposal& proposal);

}  // namespace troth::agreement
