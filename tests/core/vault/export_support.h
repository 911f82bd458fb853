// What the tests of exports share: an export of a couple that has lived a little,
// and its files to be tampered with. For the tests alone.
#pragma once

#include <filesystem>
#include <string>

#include "core/document/export_list.h"
#include "core/vault/export_verifier.h"
#include "core/vault/exports.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {

class ExportCase : public Couple {
 protected:
  // A pair with an agreement, a pause, a limit and check-ins of both.
  void live();
  // Mara's export; gives its folder.
  std::filesystem::path exported();

  static std::string read(const std::filesystem::path& file);
  static void write(const std::filesystem::path& file, std::string_view text);
  // The file with one part of it replaced; the list of the export says nothing of it.
  void replace(const std::string& name, std::string_view what, std::string_view by);
  // Makes the list name the files as they are now: what whoever tampers would do.
  void mend_list();
  // Verifying is refused with this code, in a sentence that holds these words.
  void expect_refused(Code code, std::string_view words);

  std::filesystem::path export_ = folder_ / "export";
};

}  // namespace troth::vault
