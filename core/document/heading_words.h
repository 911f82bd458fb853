// What the words of a heading say of the section below it: the small table by
// which a contract in Markdown is read. English words; a heading that the table
// does not know names an area, and the couple corrects that in the draft.
// Private to this room; pure, any thread.
#pragma once

#include <string_view>

#include "core/agreement/restriction.h"

namespace troth::document {

enum class Section {
  area,          // what the table does not know
  rules,         // "Rules", "Standards": of the area above, else an area
  limits,        // any heading with limit, boundary or never in it
  expectations,  // "Expectations", "Expectations and wishes"
  desires,       // "Desires", "Our wishes", "Hopes"
  words          // "Roles", "Check-ins", "Term", ...: kept in the preamble, word for word
};

// The section that a heading opens. A name ("Mara's limits"), a number ("3.")
// and words like "our" and "and" beside the table's make no difference.
Section section_of(std::string_view heading);

// Soft where the heading says soft and not hard; where it says neither, `otherwise`.
agreement::Strength strength_of(std::string_view heading, agreement::Strength otherwise);

}  // namespace troth::document
