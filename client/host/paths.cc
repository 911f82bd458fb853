#include "client/host/paths.h"

#include <cstdlib>
#include <string_view>

namespace troth::host {
namespace {

// The specification ignores relative paths, and so do we.
std::filesystem::path absolute_from(const char* variable) {
  const char* value = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): nothing sets it
  if (value == nullptr || !std::string_view(value).starts_with('/')) return {};
  return value;
}

}  // namespace

Result<std::filesystem::path> default_profile() {
  if (const auto data = absolute_from("XDG_DATA_HOME"); !data.empty()) return data / "troth";
  if (const auto home = absolute_from("HOME"); !home.empty())
    return home / ".local" / "share" / "troth";
  return refuse(Code::profile_place_unknown);
}

}  // namespace troth::host
