#include "client/cli/path_names.h"

#include <algorithm>
#include <filesystem>

namespace troth::cli {

std::vector<std::string> path_names(std::string_view typed, std::string_view sort) {
  std::vector<std::string> made;
  if (sort != "FILE" && sort != "DIR") return made;
  const auto slash = typed.rfind('/');
  const std::string folder(typed.substr(0, slash == typed.npos ? 0 : slash + 1));
  const std::string_view begins = typed.substr(folder.size());
  std::error_code failed;
  std::filesystem::directory_iterator entry(folder.empty() ? "." : folder, failed);
  for (; !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed)) {
    const std::string name = entry->path().filename().string();
    if (!name.starts_with(begins) || (begins.empty() && name.starts_with('.'))) continue;
    if (name.find_first_of(" \t\r\n'\"\\#") != name.npos) continue;
    std::error_code unknown;
    const bool is_folder = entry->is_directory(unknown);
    if (is_folder || sort == "FILE") made.push_back(folder + name + (is_folder ? "/" : ""));
  }
  std::ranges::sort(made);
  return made;
}

}  // namespace troth::cli
