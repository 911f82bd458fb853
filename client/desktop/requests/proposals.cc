#include <array>

#include "client/desktop/requests/request.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

Result<Answer> proposals(const Asked& asked) {
  const auto which = asked.arguments.flag("all") ? vault::Which::all : vault::Which::open;
  TROTH_ASSIGN(const auto found, asked.profile.queries().proposals(which));
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  return views::json_list(found, called.names);
}

Result<Answer> proposal(const Asked& asked) {
  TROTH_ASSIGN(Json json, views::proposal_json(asked.profile, asked.arguments.text("id")));
  return json;
}

Result<Answer> accept(const Asked& asked) {
  const std::string id = asked.arguments.text("id");
  TROTH_ASSIGN(const auto proposal, asked.profile.queries().proposal(id));
  TROTH_ASSIGN(const auto entry, asked.profile.commands().accept(id));
  TROTH_ASSIGN(const auto agreement, asked.profile.queries().agreement());
  return Json{{"id", entry.hex()},
              {"proposal", proposal.state.entry.hex()},
              {"title", proposal.content.title},
              {"digest", agreement.digest.hex()},
              {"status", name_of(agreement.status)}};
}

Result<Answer> decline(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.commands().decline(asked.arguments.text("id"),
                                                                  asked.arguments.text("reason")));
  return signed_answer(entry);
}

Result<Answer> retract(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.commands().retract(asked.arguments.text("id"),
                                                                  asked.arguments.text("reason")));
  return signed_answer(entry);
}

}  // namespace

std::span<const Request> proposal_requests() {
  static constexpr std::array kRequests = {
      Request{"proposals", After::nothing, proposals},
      Request{"proposal", After::nothing, proposal},
      Request{"accept", After::signed_, accept},
      Request{"decline", After::signed_, decline},
      Request{"retract", After::signed_, retract},
  };
  return kRequests;
}

}  // namespace troth::desktop
