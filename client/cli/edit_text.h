// A text that is written in the person's editor: edited, then used, which signs it;
// and where it cannot be used, edited again, kept or dropped, as the person says,
// so that nothing that was typed is lost. The profile is free while the editor is
// open. Lives for one command. Fails as editor.h and `use` do; then nothing was signed.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "client/cli/context.h"
#include "client/cli/editor.h"

namespace troth::cli {

struct EditedText {
  std::string text;  // to begin with
  // Opens the profile again, signs what the text says, and shows it.
  std::function<Status(std::string_view)> use;
  std::string then;    // the command that a kept file is for: "troth propose"
  Json nothing;        // what is shown where nothing was signed,
  std::string undone;  // and in words: "nothing is proposed"
};

Status edit_text(Context& context, const Editor& editor, const EditedText& edited);

}  // namespace troth::cli
