#include <algorithm>

#include "core/document/minutes.h"
#include "core/document/toml.h"
#include "core/document/words.h"

namespace troth::document {
namespace {

constexpr std::string_view kHead =
    R"(# The minutes of a review. Write between the marks what you spoke about; it is yours and your
# partner's alone. They count once you have both signed the same text. Saved unchanged, or
# empty, nothing is signed. Dates are days in the agreed time zone.
)";

constexpr std::string_view kAnAction = R"(
#[[action]]                     # what one of you, or both, took on; as many as you like
#text = "..."
#owner = "both"                 # me | partner | both
#due = 2099-12-31               # a day, or left out
)";

constexpr std::string_view kStillOpen = R"(
# Open from earlier, and open still where you leave them out. Take away the "#" before one to
# take it on again here.
)";

// `text` on one line, so that a comment can hold it.
std::string on_one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

// A text of many lines that needs no escapes, where it can be written so.
std::string block(const std::string& text) {
  if (text.find("'''") != std::string::npos) return quoted(text + "\n");
  return "'''\n" + text + (text.empty() ? "'''" : "\n'''");
}

std::string table_of(const ActionDraft& action, std::string_view before_each_line) {
  std::string out;
  const auto line = [&](const std::string& text) {
    out += std::string(before_each_line) + text + "\n";
  };
  line("[[action]]");
  line("text = " + quoted(action.text));
  line("owner = " + quoted(words::word_for(words::kWhom, action.owner)));
  if (action.due) line("due = " + toml_of(*action.due));
  return out;
}

std::string head_of(const MinutesSheet& sheet) {
  std::string out(kHead);
  if (sheet.joins > 1)
    out += "#\n# You both wrote at the same time: " + std::to_string(sheet.joins) +
           " texts stand here, one below the other. What you make of\n# them takes the place of "
           "each.\n";
  if (!sheet.agenda.empty()) out += "#\n# On the agenda:\n";
  for (const std::string& line : sheet.agenda) out += "#   " + on_one_line(line) + "\n";
  return out + "\n";
}

std::string ids_of(const std::vector<IdBeginning>& ids) {
  std::string out;
  for (const IdBeginning& id : ids) out += (out.empty() ? "" : ", ") + quoted(id.digits);
  return "[" + out + "]";
}

}  // namespace

std::string write(const MinutesSheet& sheet) {
  const MinutesDraft& draft = sheet.draft;
  std::string out = head_of(sheet);
  out += "text = " + block(draft.text) + "\n\n";
  out += "# What you learnt, if anything.\n";
  out += "lessons = " + block(draft.lessons) + "\n\n";
  out +=
      draft.next_review
          ? "next_review = " + toml_of(*draft.next_review) + "\n"
          : "# Without a day the next review is when the rhythm says.\n#next_review = 2099-12-31\n";
  if (draft.replaces)
    out += "\n# The texts that you had before you: leave this as it is.\nreplaces = " +
           ids_of(*draft.replaces) + "\n";
  for (const ActionDraft& action : draft.actions) out += "\n" + table_of(action, "");
  out += kAnAction;
  if (!sheet.open_actions.empty()) out += kStillOpen;
  for (const ActionDraft& action : sheet.open_actions) out += "\n" + table_of(action, "#");
  return out;
}

}  // namespace troth::document
