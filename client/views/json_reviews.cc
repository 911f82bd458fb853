#include "client/views/json_reviews.h"

#include <algorithm>

namespace troth::views {
namespace {

Json json_of(const practice::About& about) { return practice::hex_of(about); }

// Who took it on; null for both.
Json json_of(const practice::Action& action, const Names& names) {
  return {{"text", action.text},
          {"owner", action.owner ? Json(names.partner(*action.owner)) : Json(nullptr)},
          {"due_ms", time_or_null(action.due_ms)}};
}

Json json_of(const practice::Remark& remark, const Names& names) {
  return {{"id", remark.entry.hex()},
          {"by", names.partner(remark.by)},
          {"written_ms", remark.written_ms},
          {"text", remark.text}};
}

// The proposals that were raised from it.
Json json_of(const vault::Raised& raised, const std::optional<practice::About>& about) {
  Json out = Json::array();
  const auto found = about ? raised.find(*about) : raised.end();
  if (found == raised.end()) return out;
  for (const vault::RaisedProposal& proposal : found->second) out.push_back(proposal.entry.hex());
  return out;
}

Json json_of(const practice::AgendaLine& line, const vault::AgendaView& agenda) {
  const bool is_action = line.sort == practice::AgendaLine::Sort::open_action;
  Json id = line.about ? json_of(*line.about) : Json(nullptr);
  if (is_action && line.about) id = action_id(practice::hex_of(*line.about), line.number);
  return {{"sort", practice::name_of(line.sort)},
          {"id", id},
          {"at_ms", time_or_null(line.at_ms)},
          {"text", line.words},
          {"comments", vault::count_on(agenda.comments, line.about)},
          {"proposals", json_of(agenda.raised, line.about)}};
}

}  // namespace

std::string action_id(std::string_view minutes, std::uint32_t number) {
  return std::string(minutes) + "." + std::to_string(number + 1);
}

Json json_of(const practice::MinutesText& minutes, const Names& names) {
  const practice::Minutes& says = minutes.says;
  Json out = {{"id", minutes.entry.hex()},
              {"by", names.partner(minutes.by)},
              {"written_ms", minutes.written_ms},
              {"text", says.text},
              {"lessons", says.lessons},
              {"actions", Json::array()},
              {"next_review_ms", time_or_null(says.next_review_ms)},
              {"replaces", Json::array()},
              {"signed_ms", time_or_null(minutes.signed_by ? minutes.signed_ms : 0)},
              {"replaced", !minutes.is_head},
              {"counts", minutes.counts}};
  for (const practice::Action& action : says.actions)
    out["actions"].push_back(json_of(action, names));
  for (const EntryHash& text : says.replaces) out["replaces"].push_back(text.hex());
  return out;
}

Json json_of(const vault::ReviewView& review, const Names& names) {
  const practice::Review& state = review.state;
  Json out = {
      {"id", state.name.hex()},   {"over", state.is_over},
      {"opened", Json::array()},  {"items", Json::array()},
      {"minutes", Json::array()}, {"edited_twice", !state.is_over && state.is_edited_twice()}};
  for (const practice::Remark& opening : state.openings)
    out["opened"].push_back(json_of(opening, names));
  for (const practice::ItemAdded& added : state.items) {
    Json one = json_of(added.item, names);
    one["comments"] = vault::count_on(review.comments, added.item.entry);
    out["items"].push_back(std::move(one));
  }
  for (const practice::MinutesText& text : state.minutes) {
    Json one = json_of(text, names);
    one["waits_for_me"] = std::ranges::find(review.waiting, text.entry) != review.waiting.end();
    one["comments"] = vault::count_on(review.comments, text.entry);
    out["minutes"].push_back(std::move(one));
  }
  return out;
}

Json json_of(const vault::AgendaView& agenda, const Names& names) {
  Json out = {{"review", agenda.review ? json_of(*agenda.review, names) : Json(nullptr)},
              {"agenda", Json::array()},
              {"next_review_ms", or_null(agenda.next_ms)}};
  for (const practice::AgendaLine& line : agenda.lines)
    out["agenda"].push_back(json_of(line, agenda));
  if (!agenda.review) return out;
  Json& items = out["review"]["items"];
  for (std::size_t i = 0; i < items.size(); ++i)
    items[i]["proposals"] = json_of(agenda.raised, agenda.review->state.items[i].item.entry);
  return out;
}

Json json_of(const practice::ActionState& action, const Names& names) {
  Json out = {{"id", action_id(action.minutes.hex(), action.number)}};
  out.update(json_of(action.action, names));
  out["review"] = action.review.hex();
  out["carried_over"] = action.carried_over;
  out["done_ms"] = action.done ? Json(action.done->written_ms) : Json(nullptr);
  out["done_by"] = action.done ? Json(names.partner(action.done->by)) : Json(nullptr);
  return out;
}

Json json_of(const std::vector<practice::Lesson>& lessons) {
  Json out = Json::array();
  for (const practice::Lesson& lesson : lessons)
    out.push_back({{"minutes", lesson.minutes.hex()},
                   {"written_ms", lesson.written_ms},
                   {"text", lesson.text}});
  return out;
}

Json json_of(const vault::ReviewReminder& reminder) {
  return {{"open", reminder.is_open},
          {"minutes_waiting", reminder.minutes_waiting},
          {"next_ms", or_null(reminder.next_ms)}};
}

}  // namespace troth::views
