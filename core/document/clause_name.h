// What people call a clause by: an area's name, the beginning of a standard's or
// an expectation's text, "role of Mara", else its kind. Pure, any thread.
#pragma once

#include <functional>
#include <string>

#include "core/agreement/clause.h"

namespace troth::document {

// The first line of a text, cut where it is long.
std::string beginning_of(const std::string& text);

std::string name_of_clause(const agreement::ClauseContent& content,
                           const std::function<std::string(const PartnerId&)>& name_of);

}  // namespace troth::document
