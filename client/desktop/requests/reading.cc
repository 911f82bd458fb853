#include "client/views/json_decisions.h"
#include "client/views/json_private.h"

#include <array>

#include "client/desktop/requests/request.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

constexpr std::size_t kLinesShown = 200;

Result<Answer> thread(const Asked& asked) {
  TROTH_ASSIGN(const auto found, asked.profile.comments().thread(asked.arguments.text("about")));
  return views::json_of(found);
}

Result<Answer> comment(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.comments().write(asked.arguments.text("about"),
                                                                asked.arguments.text("text")));
  return signed_answer(entry);
}

Result<Answer> timeline(const Asked& asked) {
  const Arguments& arguments = asked.arguments;
  const vault::TimelineWish wish{arguments.some("since"), arguments.some("kind"),
                                 arguments.some("by"), arguments.count("most", kLinesShown)};
  TROTH_ASSIGN(const auto lines, asked.profile.timeline().lines(wish));
  return views::json_list(lines);
}

Result<Answer> search(const Asked& asked) {
  const Arguments& arguments = asked.arguments;
  vault::SearchFor wanted;
  wanted.words = arguments.text("words");
  wanted.by = arguments.text("by");
  wanted.since = arguments.text("since");
  wanted.until = arguments.text("until");
  wanted.most = arguments.count("most", wanted.most);
  if (const auto subject = arguments.some("subject")) {
    for (const auto known : vault::subjects())
      if (name_of(known) == *subject) wanted.subject = known;
    if (!wanted.subject) return refuse(Code::kind_unknown, *subject);
  }
  TROTH_ASSIGN(const auto hits, asked.profile.searching().find(wanted));
  return views::json_list(hits);
}

}  // namespace

std::span<const Request> reading_requests() {
  static constexpr std::array kRequests = {
      Request{"thread", After::nothing, thread},
      Request{"comment", After::signed_, comment},
      Request{"timeline", After::nothing, timeline},
      Request{"search", After::nothing, search},
  };
  return kRequests;
}

}  // namespace troth::desktop
