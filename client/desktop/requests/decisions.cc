#include "client/views/json_decisions.h"

#include <array>

#include "client/desktop/requests/request.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

constexpr std::size_t kShown = 100;

Result<Answer> decisions(const Asked& asked) {
  const auto door = asked.profile.decisions();
  TROTH_ASSIGN(const auto found, asked.arguments.flag("open")
                                     ? door.open(kShown)
                                     : door.newest(kShown, asked.arguments.some("before")));
  return views::json_list(found);
}

Result<Answer> decision(const Asked& asked) {
  TROTH_ASSIGN(const auto found, asked.profile.decisions().show(asked.arguments.text("id")));
  return views::json_of(found);
}

Result<Answer> ask_decision(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.decisions().ask(asked.arguments.text("area"),
                                                               asked.arguments.text("text"),
                                                               asked.arguments.some("due")));
  return signed_answer(entry);
}

Result<Answer> give_view(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.decisions().give_view(asked.arguments.text("id"),
                                                                     asked.arguments.text("text")));
  return signed_answer(entry);
}

Result<Answer> answer(const Asked& asked) {
  TROTH_ASSIGN(const auto answered, asked.profile.decisions().answer(asked.arguments.text("id"),
                                                                     asked.arguments.text("text")));
  return Json{{"id", answered.entry.hex()}, {"judged", views::json_of(answered.mark)}};
}

Result<Answer> reopen(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.decisions().reopen(asked.arguments.text("id"),
                                                                  asked.arguments.text("text")));
  return signed_answer(entry);
}

}  // namespace

std::span<const Request> decision_requests() {
  static constexpr std::array kRequests = {
      Request{"decisions", After::nothing, decisions},
      Request{"decision", After::nothing, decision},
      Request{"ask_decision", After::signed_, ask_decision},
      Request{"give_view", After::signed_, give_view},
      Request{"answer", After::signed_, answer},
      Request{"reopen", After::signed_, reopen},
  };
  return kRequests;
}

}  // namespace troth::desktop
