#include "client/views/json_practice.h"
#include "core/vault/check_in_draft.h"

#include <array>

#include "client/desktop/requests/request.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

using vault::Openness;

constexpr std::size_t kCheckInsShown = 100;

// What was answered; a rating that is none, or of no dimension, is the vault's to refuse.
Result<vault::CheckInAnswers> answers_of(const Arguments& arguments) {
  vault::CheckInAnswers answers;
  const Json ratings = arguments.object("ratings");
  for (const auto& [dimension, value] : ratings.items()) {
    if (value.is_null()) continue;
    const double rating = value.is_number() ? value.get<double>() : 0;
    if (!(rating >= 1 && rating <= 5)) return refuse(Code::rating_malformed, "'" + dimension + "'");
    answers.ratings.push_back({dimension, static_cast<std::uint32_t>(rating)});
  }
  answers.works = practice::answer_named(arguments.text("works"));
  answers.feels_right = practice::answer_named(arguments.text("feels_right"));
  answers.wants_to_talk = arguments.flag("talk");
  answers.text = arguments.text("text");
  return answers;
}

Openness openness_of(const std::string& word) {
  if (word == "blind") return Openness::blind;
  return word == "open" ? Openness::open : Openness::as_agreed;
}

Json json_of(const std::optional<practice::Answer>& answer) {
  return answer ? Json(name_of(*answer)) : Json(nullptr);
}

Json json_of(const vault::CheckInAnswers& answers) {
  Json ratings = Json::object();
  for (const auto& rating : answers.ratings) ratings[rating.dimension] = rating.value;
  return {{"ratings", ratings},
          {"works", json_of(answers.works)},
          {"feels_right", json_of(answers.feels_right)},
          {"talk", answers.wants_to_talk},
          {"text", answers.text}};
}

Result<Answer> check_ins(const Asked& asked) {
  const std::size_t most = asked.arguments.count("most", kCheckInsShown);
  TROTH_ASSIGN(const auto found, asked.profile.queries().check_ins(most));
  return views::json_list(found);
}

Result<Answer> due(const Asked& asked) {
  TROTH_ASSIGN(const auto found, asked.profile.check_ins().due());
  return views::json_of_due(found);
}

Result<Answer> dimensions(const Asked& asked) {
  TROTH_ASSIGN(const auto names, asked.profile.queries().dimensions());
  return Json(names);
}

// The draft is done with once what it says is signed.
Result<Answer> check_in(const Asked& asked) {
  TROTH_ASSIGN(const auto answers, answers_of(asked.arguments));
  TROTH_ASSIGN(const auto written, asked.profile.check_ins().write(
                                       answers, openness_of(asked.arguments.text("openness"))));
  TROTH_TRY(asked.profile.drafts().remove(vault::kCheckInDraft));
  return Json{{"id", written.entry.hex()}, {"blind", written.is_blind}, {"open", written.is_open}};
}

Result<Answer> draft(const Asked& asked) {
  TROTH_ASSIGN(const auto found, asked.profile.drafts().find(vault::kCheckInDraft));
  if (!found) return Json(nullptr);
  TROTH_ASSIGN(const auto answers, vault::answers_in(found->content));
  return json_of(answers);
}

Result<Answer> save_draft(const Asked& asked) {
  TROTH_ASSIGN(const auto answers, answers_of(asked.arguments));
  const std::string kind(vault::kCheckInDraft);
  TROTH_TRY(asked.profile.drafts().keep(kind, "", vault::draft_of(answers)));
  return Json{{"draft", kind}};
}

Result<Answer> open_check_in(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.check_ins().open(asked.arguments.text("id")));
  return signed_answer(entry);
}

}  // namespace

std::span<const Request> check_in_requests() {
  static constexpr std::array kRequests = {
      Request{"check_ins", After::nothing, check_ins},
      Request{"due", After::nothing, due},
      Request{"dimensions", After::nothing, dimensions},
      Request{"check_in", After::signed_, check_in},
      Request{"draft", After::nothing, draft},
      Request{"save_draft", After::nothing, save_draft},
      Request{"open_check_in", After::signed_, open_check_in},
  };
  return kRequests;
}

}  // namespace troth::desktop
