#include "client/views/json_practice.h"

#include <array>

#include "client/desktop/requests/request.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

using practice::Observance;
using vault::Side;

constexpr std::size_t kObservancesShown = 100;
constexpr std::int64_t kLongestHours = 31 * 24;

vault::Which which_of(const Arguments& arguments) {
  return arguments.flag("all") ? vault::Which::all : vault::Which::open;
}

Result<Answer> observances(const Asked& asked) {
  const std::size_t most = asked.arguments.count("most", kObservancesShown);
  TROTH_ASSIGN(const auto found, asked.profile.observances().newest(most));
  return views::json_of(found);
}

Result<Observance::Sort> sort_named(const std::string& word) {
  using enum Observance::Sort;
  for (const auto sort : {kept, missed, appreciated, amends})
    if (practice::name_of(sort) == word) return sort;
  return refuse(Code::usage_wrong, "'" + word + "' is no sort of observance");
}

// "about" is "mine" or "partner"; without it as the standard says.
Result<Answer> observe(const Asked& asked) {
  const Arguments& arguments = asked.arguments;
  vault::NewObservance observance;
  TROTH_ASSIGN(observance.sort, sort_named(arguments.text("sort")));
  observance.standard = arguments.text("standard");
  observance.amends_for = arguments.text("amends_for");
  observance.text = arguments.text("text");
  if (const auto about = arguments.some("about"))
    observance.about = *about == "mine" ? Side::mine : Side::partners;
  TROTH_ASSIGN(const auto entry, asked.profile.observances().write(observance));
  TROTH_ASSIGN(const auto view, asked.profile.observances().find(entry));
  return views::json_of(view);
}

Result<Answer> moments(const Asked& asked) {
  TROTH_ASSIGN(const auto found, asked.profile.moments().list(which_of(asked.arguments)));
  return views::json_of(found);
}

Result<Answer> open_moment(const Asked& asked) {
  vault::NewMoment moment;
  moment.areas = asked.arguments.texts("areas");
  moment.text = asked.arguments.text("text");
  if (const auto hours = asked.arguments.number("hours")) {
    if (*hours < 1 || *hours > kLongestHours)
      return refuse(Code::usage_wrong, "A moment lasts from 1 to 744 hours");
    moment.until_ms = asked.now + *hours * kHourMs;
  }
  TROTH_ASSIGN(const auto entry, asked.profile.moments().open(moment));
  return signed_answer(entry);
}

Result<Answer> close_moment(const Asked& asked) {
  TROTH_ASSIGN(const auto closed, asked.profile.moments().close(asked.arguments.text("id"),
                                                                asked.arguments.text("reason")));
  Json ids = Json::array();
  for (const auto& moment : closed) ids.push_back(moment.hex());
  return Json{{"closed", ids}};
}

Result<Answer> talks(const Asked& asked) {
  TROTH_ASSIGN(const auto found, asked.profile.talks().list(which_of(asked.arguments)));
  return views::json_of(found);
}

Result<Answer> ask_talk(const Asked& asked) {
  practice::Talk talk;
  talk.as_equals = asked.arguments.flag("as_equals");
  talk.text = asked.arguments.text("text");
  TROTH_ASSIGN(const auto entry, asked.profile.talks().ask(talk));
  return signed_answer(entry);
}

Result<Answer> had_talk(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.talks().had(asked.arguments.text("id")));
  return signed_answer(entry);
}

}  // namespace

std::span<const Request> practice_requests() {
  static constexpr std::array kRequests = {
      Request{"observances", After::nothing, observances},
      Request{"observe", After::signed_, observe},
      Request{"moments", After::nothing, moments},
      Request{"open_moment", After::signed_, open_moment},
      Request{"close_moment", After::signed_, close_moment},
      Request{"talks", After::nothing, talks},
      Request{"ask_talk", After::signed_, ask_talk},
      Request{"had_talk", After::signed_, had_talk},
  };
  return kRequests;
}

}  // namespace troth::desktop
