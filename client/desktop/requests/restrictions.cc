#include "client/views/sentences.h"

#include <array>

#include "client/desktop/requests/request.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

using agreement::Strength;

std::optional<Strength> strength_of(const Arguments& arguments) {
  const std::string word = arguments.text("strength");
  if (word == "soft") return Strength::soft;
  return word == "hard" ? std::optional(Strength::hard) : std::nullopt;
}

Answer restricted(const EntryHash& entry, std::string_view kind) {
  return Json{{"id", entry.hex()}, {"kind", kind}};
}

Result<Answer> restrictions(const Asked& asked) {
  const auto which = asked.arguments.flag("all") ? vault::Which::all : vault::Which::open;
  TROTH_ASSIGN(const auto found, asked.profile.queries().restrictions(which));
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  return views::json_list(found, called.names);
}

Result<Answer> pause(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.commands().pause(asked.arguments.some("area"),
                                                                asked.arguments.text("reason")));
  TROTH_ASSIGN(auto open, asked.profile.queries().restrictions(vault::Which::open));
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  std::erase_if(open, [&](const auto& view) { return view.state.entry != entry; });
  return Json{{"id", entry.hex()},
              {"kind", "pause"},
              {"partner_sees", views::pauses_as_the_partner_sees(
                                   open, {called.names, called.calendar, std::string::npos})}};
}

Result<Answer> withdraw(const Asked& asked) {
  const auto clauses = asked.arguments.texts("clauses");
  TROTH_ASSIGN(const auto entry,
               asked.profile.commands().withdraw(clauses, asked.arguments.text("reason")));
  return restricted(entry, "withdrawal");
}

Result<Answer> end(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.commands().end(asked.arguments.text("reason")));
  return restricted(entry, "ending");
}

Result<Answer> lift(const Asked& asked) {
  const auto ids = asked.arguments.texts("ids");
  TROTH_ASSIGN(const auto lift, asked.profile.commands().lift(ids, asked.arguments.text("reason")));
  return Json{{"id", lift.entry.hex()}, {"was_agreed", lift.was_agreed}};
}

Result<Answer> add_limit(const Asked& asked) {
  const auto suspends = asked.arguments.texts("suspends");
  const Strength strength = strength_of(asked.arguments).value_or(Strength::hard);
  TROTH_ASSIGN(const auto entry, asked.profile.commands().add_limit(asked.arguments.text("text"),
                                                                    strength, suspends));
  return restricted(entry, "limit");
}

Result<Answer> tighten_limit(const Asked& asked) {
  const auto suspends = asked.arguments.texts("suspends");
  TROTH_ASSIGN(const auto entry,
               asked.profile.commands().tighten_limit(asked.arguments.text("id"),
                                                      strength_of(asked.arguments), suspends));
  return restricted(entry, "limit");
}

}  // namespace

std::span<const Request> restriction_requests() {
  static constexpr std::array kRequests = {
      Request{"restrictions", After::nothing, restrictions},
      Request{"pause", After::signed_, pause},
      Request{"withdraw", After::signed_, withdraw},
      Request{"end", After::signed_, end},
      Request{"lift", After::signed_, lift},
      Request{"add_limit", After::signed_, add_limit},
      Request{"tighten_limit", After::signed_, tighten_limit},
  };
  return kRequests;
}

}  // namespace troth::desktop
