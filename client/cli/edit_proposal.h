// A proposal that is written in the person's editor (edit_text.h): the text is made
// of what stands, edited, proposed. Lives for one command. Fails as editor.h and
// vault/editing.h say; then nothing was signed.
#pragma once

#include <functional>
#include <string>

#include "client/cli/context.h"
#include "core/vault/editing.h"

namespace troth::cli {

// What --about of a command that proposes says.
inline constexpr const char* kAbout =
    "What it is raised from, as review show has it; the reason ends by naming it";

struct EditedProposal {
  std::function<Result<vault::Sheet>(const vault::Editing&)> sheet;
  std::string then;  // the command that a kept file is for: "troth propose"
};

Status edit_proposal(Context& context, const EditedProposal& proposal);

// What was proposed, sent if it can be.
Status show_proposed(Context& context, host::Profile& profile, const vault::Proposed& proposed);

}  // namespace troth::cli
