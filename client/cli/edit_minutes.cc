#include "client/cli/edit_minutes.h"

#include "client/cli/edit_text.h"

namespace troth::cli {
namespace {

Result<std::string> sheet_of(Context& context) {
  TROTH_ASSIGN(auto profile, context.open());
  return profile.reviewing().sheet();
}

Status write(Context& context, std::string_view toml) {
  TROTH_ASSIGN(auto profile, context.open_quietly());
  TROTH_ASSIGN(const auto entry, profile.reviewing().write_minutes(toml));
  return show_written(context, profile, entry);
}

}  // namespace

Status edit_minutes(Context& context) {
  TROTH_ASSIGN(const Editor editor, Editor::find("minutes.toml"));
  TROTH_ASSIGN(const std::string sheet, sheet_of(context));
  return edit_text(context, editor,
                   {.text = sheet,
                    .use = [&](std::string_view text) { return write(context, text); },
                    .then = "troth review minutes --file",
                    .nothing = {{"id", nullptr}},
                    .undone = "nothing is signed"});
}

Status show_written(Context& context, host::Profile& profile, const EntryHash& minutes) {
  return context.show_signed(profile, {{"id", minutes.hex()}},
                             "Written and signed by you: " + short_id(minutes) +
                                 ". They count once your partner has signed them too.");
}

}  // namespace troth::cli
