#include "core/document/draft.h"

#include "core/base/sizes.h"
#include "core/base/text.h"

namespace troth::document {

std::string words_of(Place place) {
  if (place.line == 0) return {};
  if (place.column == 0) return "Line " + std::to_string(place.line) + ": ";
  return "Line " + std::to_string(place.line) + ", column " + std::to_string(place.column) + ": ";
}

std::string shown(std::string_view name) {
  if (!check_required_text(name, sizes::kTitle, Lines::one, "")) return "this";
  return "'" + std::string(name) + "'";
}

}  // namespace troth::document
