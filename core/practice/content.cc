#include "core/practice/content.h"

namespace troth::practice {
namespace {

struct AboutOf {
  using Found = std::optional<About>;
  Found operator()(const Opening& it) const { return it.check_in; }
  Found operator()(const Comment& it) const { return it.about; }
  Found operator()(const Question& it) const { return it.area; }
  Found operator()(const DecisionView& it) const { return it.question; }
  Found operator()(const DecisionAnswer& it) const { return it.question; }
  Found operator()(const Reopened& it) const { return it.question; }
  Found operator()(const Observance& it) const {
    if (it.amends_for) return *it.amends_for;
    if (it.standard) return *it.standard;
    return std::nullopt;
  }
  Found operator()(const MomentClosed& it) const { return it.moment; }
  Found operator()(const Talked& it) const { return it.talk; }
  Found operator()(const AgendaItem& it) const { return it.about; }
  Found operator()(const Minutes& it) const { return it.review; }
  Found operator()(const MinutesSigned& it) const { return it.minutes; }
  Found operator()(const ActionDone& it) const { return it.minutes; }
  Found operator()(const CheckIn&) const { return std::nullopt; }
  Found operator()(const BlindCheckIn&) const { return std::nullopt; }
  Found operator()(const MomentOpened&) const { return std::nullopt; }
  Found operator()(const Talk&) const { return std::nullopt; }
  Found operator()(const ReviewOpened&) const { return std::nullopt; }
};

std::optional<ClauseId> clause_in(const std::optional<About>& about) {
  const ClauseId* clause = about ? std::get_if<ClauseId>(&*about) : nullptr;
  return clause ? std::optional(*clause) : std::nullopt;
}

struct TextsOf {
  using Texts = std::vector<std::string>;
  Texts operator()(const CheckIn& it) const { return {it.text}; }
  Texts operator()(const Opening& it) const { return texts_of(Kind::check_in, it.content); }
  Texts operator()(const Comment& it) const { return {it.text}; }
  Texts operator()(const Question& it) const { return {it.text}; }
  Texts operator()(const DecisionView& it) const { return {it.text}; }
  Texts operator()(const DecisionAnswer& it) const { return {it.text}; }
  Texts operator()(const Reopened& it) const { return {it.reason}; }
  Texts operator()(const Observance& it) const { return {it.text}; }
  Texts operator()(const MomentOpened& it) const { return {it.text}; }
  Texts operator()(const MomentClosed& it) const { return {it.reason}; }
  Texts operator()(const Talk& it) const { return {it.text}; }
  Texts operator()(const ReviewOpened& it) const { return {it.text}; }
  Texts operator()(const AgendaItem& it) const { return {it.text}; }
  Texts operator()(const Minutes& it) const {
    Texts out{it.text, it.lessons};
    for (const Action& action : it.actions) out.push_back(action.text);
    return out;
  }
  Texts operator()(const BlindCheckIn&) const { return {}; }
  Texts operator()(const Talked&) const { return {}; }
  Texts operator()(const MinutesSigned&) const { return {}; }
  Texts operator()(const ActionDone&) const { return {}; }
};

}  // namespace

Result<Content> decode(Kind kind, ByteView payload) {
  switch (kind) {
    case Kind::opening:
    case Kind::open_by_hand:
      return decode_opening(payload);
    case Kind::check_in:
      return decode_check_in(payload);
    case Kind::blind_check_in:
      return decode_blind_check_in(payload);
    case Kind::comment:
      return decode_comment(payload);
    case Kind::question:
      return decode_question(payload);
    case Kind::view:
      return decode_view(payload);
    case Kind::answer:
      return decode_answer(payload);
    case Kind::reopened:
      return decode_reopened(payload);
    case Kind::observance:
      return decode_observance(payload);
    case Kind::moment_opened:
      return decode_moment_opened(payload);
    case Kind::moment_closed:
      return decode_moment_closed(payload);
    case Kind::talk:
      return decode_talk(payload);
    case Kind::talked:
      return decode_talked(payload);
    case Kind::review_opened:
      return decode_review_opened(payload);
    case Kind::agenda_item:
      return decode_agenda_item(payload);
    case Kind::minutes:
      return decode_minutes(payload);
    case Kind::minutes_signed:
      return decode_minutes_signed(payload);
    case Kind::action_done:
      return decode_action_done(payload);
  }
  return refuse(Code::practice_newer_version);
}

std::optional<About> about_of(const Content& content) { return std::visit(AboutOf{}, content); }

std::optional<About> about_of(Kind kind, ByteView payload) {
  const auto content = decode(kind, payload);
  if (!content) return std::nullopt;
  return about_of(*content);
}

std::optional<ClauseId> clause_of(const Content& content) {
  if (const auto* answer = std::get_if<DecisionAnswer>(&content)) return answer->area;
  if (const auto* observance = std::get_if<Observance>(&content)) return observance->standard;
  return clause_in(about_of(content));
}

std::optional<CheckIn> check_in_of(const Content& content) {
  if (const auto* open = std::get_if<CheckIn>(&content)) return *open;
  const auto* opening = std::get_if<Opening>(&content);
  if (opening == nullptr) return std::nullopt;
  auto committed = decode_check_in(opening->content);
  if (!committed) return std::nullopt;
  return std::move(*committed);
}

std::optional<Period> period_of(const Content& content) {
  if (const auto* blind = std::get_if<BlindCheckIn>(&content)) return blind->period;
  if (const auto check_in = check_in_of(content)) return check_in->period;
  return std::nullopt;
}

std::vector<std::string> texts_of(const Content& content) {
  std::vector<std::string> texts = std::visit(TextsOf{}, content);
  std::erase_if(texts, [](const std::string& text) { return text.empty(); });
  return texts;
}

std::vector<std::string> texts_of(Kind kind, ByteView payload) {
  const auto content = decode(kind, payload);
  if (!content) return {};
  return texts_of(*content);
}

}  // namespace troth::practice
