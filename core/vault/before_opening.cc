#include "core/vault/before_opening.h"

#include <algorithm>
#include <string>
#include <system_error>

#include "core/base/sizes.h"
#include "core/base/text.h"
#include "core/document/toml.h"
#include "core/net/relay_address.h"
#include "core/store/profile_directory.h"
#include "core/sync/invite.h"

namespace troth::vault {
namespace {

constexpr std::ptrdiff_t kDigits = 9;

bool has_header(const std::filesystem::path& directory) {
  std::error_code ignored;
  const auto status = std::filesystem::symlink_status(directory / store::kHeaderFile, ignored);
  // What cannot even be looked at is told when it is opened.
  return status.type() != std::filesystem::file_type::not_found;
}

}  // namespace

Status check_profile_there(const std::filesystem::path& directory) {
  if (!has_header(directory)) return refuse(Code::profile_missing, directory.native());
  return {};
}

Status check_new_profile(const std::filesystem::path& directory, std::string_view name,
                         const crypto::Secret& relay_address) {
  if (has_header(directory)) return refuse(Code::profile_exists, directory.native());
  TROTH_TRY(check_required_text(name, sizes::kName, Lines::one, "The name"));
  return relay_address.empty() ? Status() : check_relay_address(relay_address);
}

Status check_relay_address(const crypto::Secret& address) {
  const std::string_view text(reinterpret_cast<const char*>(address.view().data()), address.size());
  TROTH_TRY(net::parse_relay_address(text));
  return {};
}

Status check_invite(const crypto::Secret& invite) {
  TROTH_TRY(sync::parse_invite(invite.view()));
  return {};
}

Status check_proposal_file(std::string_view toml) {
  TROTH_TRY(document::parse(toml));
  return {};
}

Status check_digits(std::string_view digits) {
  const auto count = std::ranges::count_if(digits, [](char c) { return c >= '0' && c <= '9'; });
  if (count == kDigits) return {};
  return refuse(Code::usage_wrong, "The screen shows nine digits, and you typed " +
                                       std::to_string(count) +
                                       ": compare all nine with your partner, and type them all");
}

}  // namespace troth::vault
