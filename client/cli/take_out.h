// Taking everything out into a folder, as `export` and `leave` do it: with a sign
// of progress, and words for what was written. One thread.
#pragma once

#include <string>

#include "client/cli/context.h"
#include "core/vault/exports.h"

namespace troth::cli {

// vault::Exports::write.
Result<vault::ExportView> write_export(Context& context, const host::Profile& profile,
                                       const std::string& folder, vault::JournalPages journal);

std::string text_of(const vault::ExportView& written, const std::string& folder);

}  // namespace troth::cli
