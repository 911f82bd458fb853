// The minutes of the open review, written in the person's editor (edit_text.h): the
// text so far, or those that both wrote at once, one below the other; else an empty
// one with the agenda above it. Lives for one command. Fails as editor.h and
// vault/reviewing.h say; then nothing was signed.
#pragma once

#include "client/cli/context.h"

namespace troth::cli {

Status edit_minutes(Context& context);

// What was written, sent if it can be.
Status show_written(Context& context, host::Profile& profile, const EntryHash& minutes);

}  // namespace troth::cli
