#include "tests/core/vault/export_support.h"

#include <fstream>
#include <sstream>

#include "core/vault/export_files.h"

namespace troth::vault {

void ExportCase::live() {
  agree();
  must(mara_.commands().check_in(saying("It went well, *really*.")));
  must(jonas_.commands().add_limit("nothing that touches my work", agreement::Strength::hard, {}));
  sync();
  now_ += kDayMs;
  must(mara_.commands().pause("Household", "I am tired."));
  must(jonas_.commands().check_in(rating("trust", 5)));
  sync();
}

std::filesystem::path ExportCase::exported() {
  must(Exports(mara_.vault(), now_).write(export_, JournalPages::with));
  return export_;
}

std::string ExportCase::read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void ExportCase::write(const std::filesystem::path& file, std::string_view text) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

void ExportCase::replace(const std::string& name, std::string_view what, std::string_view by) {
  std::string text = read(export_ / name);
  const auto at = text.find(what);
  ASSERT_NE(at, std::string::npos) << what << " is not in " << name;
  write(export_ / name, text.replace(at, what.size(), by));
}

void ExportCase::mend_list() {
  auto list = must(document::parse_export_list(read(export_ / kListFile)));
  for (document::ListedFile& file : list.files)
    file = listed(file.name, bytes_of(read(export_ / file.name)));
  write(export_ / kListFile, document::text_of(list));
}

void ExportCase::expect_refused(Code code, std::string_view words) {
  const auto verified = verify_export(export_);
  ASSERT_FALSE(verified) << words;
  EXPECT_EQ(name_of(verified.error().code), name_of(code)) << verified.error().message;
  EXPECT_NE(verified.error().message.find(words), std::string::npos) << verified.error().message;
}

}  // namespace troth::vault
