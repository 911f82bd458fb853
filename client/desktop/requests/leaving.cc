#include <array>

#include "client/desktop/requests/request.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

Result<Answer> leave(const Asked& asked) {
  using Goes = vault::Commands::Goes;
  TROTH_ASSIGN(const auto before, asked.profile.queries().status());
  if (!before.people.partner) return refuse(Code::leave_nothing);
  const Goes goes = asked.arguments.flag("now") ? Goes::now : Goes::once_told;
  TROTH_TRY(asked.profile.commands().leave(asked.arguments.text("reason"), goes));
  TROTH_ASSIGN(const auto status, asked.profile.queries().status());
  Json json{{"left", !status.people.partner}};
  if (status.leaving) json["leaving"] = views::json_of(*status.leaving);
  return json;
}

Result<Answer> take_out(const Asked& asked) {
  const std::string folder = asked.arguments.text("folder");
  const auto journal = asked.arguments.flag("without_journal") ? vault::JournalPages::without
                                                               : vault::JournalPages::with;
  TROTH_ASSIGN(const auto written, asked.profile.exports().write(folder, journal));
  return views::json_of(written, folder);
}

}  // namespace

std::span<const Request> leaving_requests() {
  static constexpr std::array kRequests = {
      Request{"leave", After::signed_, leave},
      Request{"export", After::nothing, take_out},
  };
  return kRequests;
}

}  // namespace troth::desktop
