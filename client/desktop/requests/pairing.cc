#include "core/vault/before_opening.h"

#include <array>

#include "client/desktop/requests/request.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

Result<Answer> pairing(const Asked& asked) {
  TROTH_ASSIGN(const auto view, asked.profile.queries().pairing());
  return views::json_of(view);
}

// The pump puts it out at the relay as soon as it begins anew.
Result<Answer> invite(const Asked& asked) {
  TROTH_ASSIGN(auto text, asked.profile.commands().invite());
  return Answer("invite", std::move(text));
}

// Without what a mail program put between its letters.
crypto::Secret without_space(const crypto::Secret& text) {
  crypto::Secret out(text.size());
  std::size_t size = 0;
  for (const std::uint8_t c : text.view())
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') out.writable()[size++] = c;
  return out.slice(0, size);
}

Result<Answer> join(const Asked& asked) {
  const auto text = without_space(asked.arguments.secret("invite"));
  TROTH_TRY(vault::check_invite(text));
  TROTH_TRY(asked.profile.commands().join(text));
  TROTH_ASSIGN(const auto view, asked.profile.queries().pairing());
  return views::json_of(view);
}

Result<Answer> confirm(const Asked& asked) {
  std::string digits = asked.arguments.text("digits");
  std::erase(digits, ' ');
  TROTH_TRY(vault::check_digits(digits));
  TROTH_TRY(asked.profile.commands().confirm(digits));
  return Json{{"confirmed", true}};
}

Result<Answer> cancel_pairing(const Asked& asked) {
  TROTH_TRY(asked.profile.commands().cancel_pairing());
  return Json{{"cancelled", true}};
}

Result<Answer> set_relay(const Asked& asked) {
  const auto address = without_space(asked.arguments.secret("address"));
  TROTH_TRY(vault::check_relay_address(address));
  TROTH_TRY(asked.profile.commands().set_relay(address));
  return Json{{"relay", "set"}};
}

Result<Answer> trust_this_device(const Asked& asked) {
  TROTH_ASSIGN(const bool doubted, asked.profile.commands().trust_this_device());
  return Json{{"doubted", doubted}};
}

}  // namespace

std::span<const Request> pairing_requests() {
  static constexpr std::array kRequests = {
      Request{"pairing", After::nothing, pairing},
      Request{"invite", After::signed_, invite},
      Request{"join", After::signed_, join},
      Request{"confirm", After::signed_, confirm},
      Request{"cancel_pairing", After::signed_, cancel_pairing},
      Request{"set_relay", After::signed_, set_relay},
      Request{"trust_this_device", After::signed_, trust_this_device},
  };
  return kRequests;
}

}  // namespace troth::desktop
