#include "client/cli/take_out.h"

#include <algorithm>

namespace troth::cli {

namespace {

bool has_journal(const vault::ExportView& written) {
  return std::ranges::find(written.files, std::string_view("journal.md")) != written.files.end();
}

}  // namespace

Result<vault::ExportView> write_export(Context& context, const host::Profile& profile,
                                       const std::string& folder, vault::JournalPages journal) {
  const Progress progress(context.terminal(), "Writing the export ...");
  return profile.exports().write(folder, journal);
}

std::string text_of(const vault::ExportView& written, const std::string& folder) {
  return folder + " holds the agreement and all " + counted(written.entries, "entry", "entries") +
         " of its history, to read and to print, and the signed ledger; README.md there says what "
         "each file is" +
         (has_journal(written) ? ", and journal.md is yours alone" : "") +
         ".\nThese files are not encrypted: keep them where only you can read "
         "them.\nAgreed then, revocable now: an export is no proof of consent.\nTo check it, on "
         "any "
         "machine: troth verify " +
         folder;
}

}  // namespace troth::cli
