#include "client/cli/edit_text.h"

#include "core/vault/editing.h"

namespace troth::cli {
namespace {

std::string where(const std::filesystem::path& file, const EditedText& edited) {
  return "What you wrote is kept in memory, in " + file.string() +
         ", at most until you log out; mend it there, then: " + edited.then + " " + file.string() +
         ", and delete it.";
}

enum class Then { edit_again, keep, drop };

// What becomes of a text that could not be used; kept where nobody can be asked, or answers.
Then ask_what_then(Context& context, const Error& wrong) {
  if (!context.can_ask()) return Then::keep;
  context.terminal().say(wrong.message);
  const auto chosen =
      ask_choice(context.terminal(), "Edit it again, keep it for later, or drop it?",
                 {"edit", "keep", "drop"});
  return chosen ? static_cast<Then>(chosen->value_or(0)) : Then::keep;
}

// Keeps the text, and says where. What was told already is not told again.
Status keep(Context& context, const Editor& editor, const EditedText& edited, std::string_view text,
            const Error& wrong) {
  TROTH_ASSIGN(const auto file, editor.keep(text));
  return std::unexpected(
      Error{wrong.code, (context.can_ask() ? "" : wrong.message + " ") + where(file, edited)});
}

}  // namespace

Status edit_text(Context& context, const Editor& editor, const EditedText& edited) {
  std::string text = edited.text;
  for (;;) {
    TROTH_ASSIGN(text, editor.edit(text));
    if (!vault::changes(edited.text, text)) {
      context.output().show(edited.nothing, "Nothing was changed, so " + edited.undone + ".");
      return {};
    }
    const Status used = edited.use(text);
    if (used) return {};
    const Then then = ask_what_then(context, used.error());
    if (then == Then::keep) return keep(context, editor, edited, text, used.error());
    if (then == Then::edit_again) continue;
    context.output().note("Dropped; " + edited.undone + ".");
    return {};
  }
}

}  // namespace troth::cli
