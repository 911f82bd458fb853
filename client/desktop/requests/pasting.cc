#include "client/desktop/requests/pasting.h"

#include <algorithm>

#include "core/base/sizes.h"
#include "core/base/text.h"
#include "core/vault/journal.h"
#include "core/vault/parts.h"

namespace troth::desktop {
namespace {

// No line of a file is longer than a text may be: what reads it would refuse that, and a field
// takes half a minute to lay out a megabyte without a space.
Status check_file(std::string_view text) {
  if (text.size() > vault::kLargestFile) return refuse(Code::document_too_large);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    TROTH_TRY(check_text(line, sizes::kText, Lines::many, "Line " + std::to_string(number)));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return {};
}

Status check_pasted(const Arguments& arguments) {
  const std::string text = arguments.text("text");
  const std::string holds = arguments.text("holds");
  if (holds == "file") return check_file(text);
  const std::size_t largest = holds == "page" ? store::kLargestPage : sizes::kText;
  return check_text(text, largest, Lines::many, arguments.text("name"));
}

}  // namespace

Result<Answer> text_fits(const Arguments& arguments) {
  TROTH_TRY(check_pasted(arguments));
  return Answer(Json::object());
}

}  // namespace troth::desktop
