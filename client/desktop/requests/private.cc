#include "client/views/json_private.h"

#include <array>

#include "client/desktop/requests/request.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

constexpr std::size_t kPagesShown = 100;

Result<Answer> journal(const Asked& asked) {
  const std::size_t most = asked.arguments.count("most", kPagesShown);
  TROTH_ASSIGN(const auto pages, asked.profile.journal().pages(most));
  return views::json_list(pages);
}

Result<Answer> write_page(const Asked& asked) {
  TROTH_ASSIGN(const auto id, asked.profile.journal().write(asked.arguments.text("text")));
  return signed_answer(id);
}

Result<Answer> rewrite_page(const Asked& asked) {
  TROTH_ASSIGN(const auto id, asked.profile.journal().rewrite(asked.arguments.text("id"),
                                                              asked.arguments.text("text")));
  return signed_answer(id);
}

Result<Answer> remove_page(const Asked& asked) {
  TROTH_ASSIGN(const auto id, asked.profile.journal().remove(asked.arguments.text("id")));
  return signed_answer(id);
}

Result<Answer> settings(const Asked& asked) {
  TROTH_ASSIGN(const auto all, asked.profile.own_settings().all());
  return views::json_list(all);
}

Result<Answer> set(const Asked& asked) {
  const std::string name = asked.arguments.text("name");
  const std::string value = asked.arguments.text("value");
  TROTH_TRY(asked.profile.own_settings().set(name, value));
  return Json{{"name", name}, {"value", value}};
}

}  // namespace

std::span<const Request> private_requests() {
  static constexpr std::array kRequests = {
      Request{"journal", After::nothing, journal},
      Request{"write_page", After::changed, write_page},
      Request{"rewrite_page", After::changed, rewrite_page},
      Request{"remove_page", After::changed, remove_page},
      Request{"settings", After::nothing, settings},
      Request{"set", After::changed, set},
  };
  return kRequests;
}

}  // namespace troth::desktop
