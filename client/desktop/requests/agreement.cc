#include "client/views/json_versions.h"
#include "core/vault/contract.h"

#include <array>

#include "client/desktop/requests/request.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

constexpr std::size_t kVersionsShown = 50;

Result<Answer> status(const Asked& asked) {
  TROTH_ASSIGN(Json json, views::status_json(asked.profile, asked.directory));
  return json;
}

Result<Answer> agreement(const Asked& asked) {
  TROTH_ASSIGN(const auto view, asked.profile.queries().agreement());
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  return views::json_of(view, called.names);
}

Result<Answer> history(const Asked& asked) {
  const std::size_t most = asked.arguments.count("most", kVersionsShown);
  TROTH_ASSIGN(const auto versions, asked.profile.versions().history(most));
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  return views::json_list(versions, called.names);
}

Result<Answer> snapshot(const Asked& asked) {
  TROTH_ASSIGN(const auto view, asked.profile.versions().at(asked.arguments.text("at")));
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  return views::json_of(view, views::Names(called.names.people(), view.agreement.clauses));
}

Result<Answer> difference(const Asked& asked) {
  TROTH_ASSIGN(const auto view, asked.profile.versions().difference(asked.arguments.text("before"),
                                                                    asked.arguments.some("after")));
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  return views::json_of(view, views::Names(called.names.people(), view.named));
}

Result<Answer> clause(const Asked& asked) {
  TROTH_ASSIGN(const auto life, asked.profile.versions().clause(asked.arguments.text("id")));
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  return views::json_of(life, views::Names(called.names.people(), life.named));
}

Result<Answer> make_template(const Asked& asked) {
  TROTH_ASSIGN(const auto toml, asked.profile.queries().agreement_template());
  return Json{{"toml", toml}};
}

Result<Answer> reaffirm(const Asked& asked) {
  const vault::Reaffirmation wish{asked.arguments.some("renew_by"), asked.arguments.text("reason")};
  TROTH_ASSIGN(const auto entry, asked.profile.reaffirming().ask(wish));
  TROTH_ASSIGN(const auto view, asked.profile.queries().agreement());
  return Json{{"id", entry.hex()}, {"status", name_of(view.status)}};
}

}  // namespace

std::span<const Request> agreement_requests() {
  static constexpr std::array kRequests = {
      Request{"status", After::nothing, status},
      Request{"agreement", After::nothing, agreement},
      Request{"history", After::nothing, history},
      Request{"snapshot", After::nothing, snapshot},
      Request{"difference", After::nothing, difference},
      Request{"clause", After::nothing, clause},
      Request{"template", After::nothing, make_template},
      Request{"reaffirm", After::signed_, reaffirm},
  };
  return kRequests;
}

}  // namespace troth::desktop
