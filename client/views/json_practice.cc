#include "client/views/json_practice.h"

namespace troth::views {
namespace {

Json json_of(const practice::Remark& remark, const std::string& by_name) {
  return {{"id", remark.entry.hex()},
          {"by", by_name},
          {"written_ms", remark.written_ms},
          {"text", remark.text}};
}

Json json_of(const vault::MomentView& view) {
  const practice::Moment& moment = view.moment;
  Json out = json_of(moment.opened, view.by_name);
  out["areas"] = view.areas;
  out["resting"] = view.resting;
  out["open"] = view.is_open;
  out["until_ms"] = time_or_null(moment.until_ms);
  out["closed"] = moment.closed ? json_of(*moment.closed, view.closed_by_name) : Json(nullptr);
  return out;
}

Json json_of(const vault::TalkView& view) {
  const practice::TalkWish& talk = view.talk;
  Json out = json_of(talk.wish, view.by_name);
  out["as_equals"] = talk.as_equals;
  out["had"] = talk.had ? json_of(*talk.had, view.had_by_name) : Json(nullptr);
  if (talk.had) out["had"].erase("text");
  out["comments"] = view.comments;
  return out;
}

}  // namespace

Json json_of_due(const std::optional<practice::CheckInReminder>& due) {
  if (!due) return nullptr;
  return {{"period_start_ms", due->period.start_ms},
          {"period_end_ms", due->period.end_ms},
          {"answered", due->is_answered}};
}

Json json_of(const std::vector<vault::MomentView>& moments) {
  return json_each(moments, [](const auto& view) { return json_of(view); });
}

Json json_of(const std::vector<vault::TalkView>& talks) {
  return json_each(talks, [](const auto& view) { return json_of(view); });
}

Json json_of(const vault::ObservanceView& view) {
  const auto& says = view.says;
  return {{"id", view.entry.hex()},
          {"sort", practice::name_of(says.sort)},
          {"by", view.by_name},
          {"about", view.about_name},
          {"written_ms", view.written_ms},
          {"standard", says.standard ? Json(says.standard->hex()) : Json(nullptr)},
          {"standard_text", view.standard},
          {"amends_for", says.amends_for ? Json(says.amends_for->hex()) : Json(nullptr)},
          {"text", says.text},
          {"agreed_response", view.agreed_response},
          {"comments", view.comments}};
}

Json json_of(const std::vector<vault::ObservanceView>& observances) {
  return json_each(observances, [](const auto& view) { return json_of(view); });
}

}  // namespace troth::views
