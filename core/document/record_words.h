// The words that a record's readable files share: fields of clauses, what a
// restriction does, how far a proposal came. Names instead of ids, days of the
// agreed calendar instead of instants. Pure, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/document/record.h"

namespace troth::document {

// The values of a clause's field (agreement::fields_of) as people read them:
// "none" where it is not set.
std::string words_of(const Record& record, std::string_view field,
                     const std::vector<std::string>& values);
// "if missed" for "if_missed".
std::string label_of(std::string_view field);

// "Mara paused Household.", "Jonas set a hard limit."
std::string sentence_of(const Record& record, const PartnerId& by,
                        const agreement::Restriction& restriction);
// consent.md's words for whatever keeps this acceptance from counting.
std::vector<std::string> notes_of(const Record& record,
                                  const agreement::AcceptanceState& acceptance);
// The names of these clauses, with commas.
std::string names_of(const Record& record, const std::vector<ClauseId>& clauses);

}  // namespace troth::document
