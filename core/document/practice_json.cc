#include "core/document/content_json.h"
#include "core/document/record_words.h"

namespace troth::document {
namespace {

using namespace practice;

Json answer_json(const std::optional<Answer>& answer) {
  return answer ? Json(name_of(*answer)) : Json(nullptr);
}

Json about_json(const std::optional<About>& about) {
  return about ? Json(to_hex(practice::view_of(*about))) : Json(nullptr);
}

struct PracticeJson {
  Json operator()(const CheckIn& said) const {
    Json ratings = Json::array();
    for (const Rating& rating : said.ratings)
      ratings.push_back({{"dimension", rating.dimension}, {"value", rating.value}});
    return {{"period_start_ms", said.period.start_ms},
            {"period_end_ms", said.period.end_ms},
            {"ratings", std::move(ratings)},
            {"works", answer_json(said.works)},
            {"feels_right", answer_json(said.feels_right)},
            {"wants_to_talk", said.wants_to_talk},
            {"text", said.text}};
  }
  Json operator()(const BlindCheckIn& said) const {
    return {{"period_start_ms", said.period.start_ms},
            {"period_end_ms", said.period.end_ms},
            {"commitment", said.commitment.hex()}};
  }
  Json operator()(const Opening& said) const {
    const auto content = decode_check_in(said.content);
    return {{"check_in", said.check_in.hex()},
            {"nonce", said.nonce.hex()},
            {"content", content ? (*this)(*content) : Json(nullptr)}};
  }
  Json operator()(const Comment& said) const {
    return {{"about", about_json(said.about)}, {"text", said.text}};
  }
  Json operator()(const Question& said) const {
    return {{"area", said.area.hex()}, {"text", said.text}, {"due_ms", time_json(said.due_ms)}};
  }
  Json operator()(const DecisionView& said) const {
    return {{"question", said.question.hex()}, {"text", said.text}};
  }
  Json operator()(const DecisionAnswer& said) const {
    return {{"question", said.question.hex()}, {"area", said.area.hex()}, {"text", said.text}};
  }
  Json operator()(const Reopened& said) const {
    return {{"question", said.question.hex()}, {"reason", said.reason}};
  }
  Json operator()(const Observance& said) const {
    return {{"sort", name_of(said.sort)},
            {"standard", json_of(said.standard)},
            {"about", said.about.hex()},
            {"amends_for", json_of(said.amends_for)},
            {"text", said.text}};
  }
  Json operator()(const MomentOpened& said) const {
    return {{"areas", ids_json(said.areas)},
            {"until_ms", time_json(said.until_ms)},
            {"text", said.text}};
  }
  Json operator()(const MomentClosed& said) const {
    return {{"moment", said.moment.hex()}, {"reason", said.reason}};
  }
  Json operator()(const Talk& said) const {
    return {{"as_equals", said.as_equals}, {"text", said.text}};
  }
  Json operator()(const Talked& said) const { return {{"talk", said.talk.hex()}}; }
  Json operator()(const ReviewOpened& said) const { return {{"text", said.text}}; }
  Json operator()(const AgendaItem& said) const {
    return {{"text", said.text}, {"about", about_json(said.about)}};
  }
  Json operator()(const Minutes& said) const {
    Json actions = Json::array();
    for (const Action& action : said.actions)
      actions.push_back({{"text", action.text},
                         {"owner", json_of(action.owner)},
                         {"due_ms", time_json(action.due_ms)}});
    return {{"review", said.review.hex()},
            {"text", said.text},
            {"lessons", said.lessons},
            {"actions", std::move(actions)},
            {"next_review_ms", time_json(said.next_review_ms)},
            {"replaces", ids_json(said.replaces)}};
  }
  Json operator()(const MinutesSigned& said) const { return {{"minutes", said.minutes.hex()}}; }
  Json operator()(const ActionDone& said) const {
    return {{"minutes", said.minutes.hex()}, {"number", said.number}};
  }
};

}  // namespace

Json json_of(const practice::Content& content) { return std::visit(PracticeJson{}, content); }

}  // namespace troth::document
