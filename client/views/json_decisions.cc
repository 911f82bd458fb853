#include "client/views/json_decisions.h"

namespace troth::views {
namespace {

Json mark_json(const std::optional<vault::MarkView>& mark) {
  return mark ? json_of(*mark) : Json(nullptr);
}

Json answer_json(const vault::AnswerView& given) {
  Json out = json_of(given.answer);
  out["stands"] = given.stands;
  out["is_of_this_area"] = given.is_of_this_area;
  out["judged"] = mark_json(given.mark);
  return out;
}

Json list_of(const std::vector<vault::RemarkView>& remarks) {
  return json_each(remarks, [](const auto& remark) { return json_of(remark); });
}

}  // namespace

Json json_of(const vault::RemarkView& remark) {
  return {{"id", remark.entry.hex()},
          {"by", remark.by_name},
          {"written_ms", remark.written_ms},
          {"text", remark.text}};
}

Json json_of(const vault::MarkView& mark) {
  const auto& why = mark.verdict.why;
  return {{"outcome", agreement::name_of(mark.verdict.outcome)},
          {"why", why ? Json(agreement::name_of(*why)) : Json(nullptr)},
          {"without_view", mark.verdict.without_view},
          {"words", mark.why}};
}

Json json_of(const vault::DecisionView& decision) {
  Json out = json_of(decision.question);
  out["area"] = decision.area;
  out["due_ms"] = time_or_null(decision.due_ms);
  out["stage"] = practice::name_of(decision.stage);
  out["views"] = list_of(decision.views);
  out["answers"] = Json::array();
  for (const auto& given : decision.answers) out["answers"].push_back(answer_json(given));
  out["reopenings"] = list_of(decision.reopenings);
  out["decides"] = decision.decides.empty() ? Json(nullptr) : Json(decision.decides);
  out["waits_for_me"] = decision.waits_for_me;
  out["view_wanted_of_me"] = decision.view_wanted_of_me;
  out["view_wanted_of_partner"] = decision.view_wanted_of_partner;
  out["if_answered_now"] = mark_json(decision.if_answered_now);
  out["comments"] = decision.comments;
  return out;
}

Json json_list(const std::vector<vault::DecisionView>& decisions) {
  return json_each(decisions, [](const auto& decision) { return json_of(decision); });
}

Json json_of(const vault::ThreadView& thread) {
  const std::string about = practice::hex_of(thread.on.about);
  return {{"about", about},
          {"kind", vault::name_of(thread.on.sort)},
          {"name", thread.on.name},
          {"comments", list_of(thread.comments)}};
}

}  // namespace troth::views
