#include "core/vault/decision_reader.h"

#include <algorithm>
#include <array>

#include "core/document/calendar.h"
#include "core/vault/dates.h"
#include "core/vault/ground.h"
#include "core/vault/note_ids.h"

namespace troth::vault {
namespace {

using agreement::Reach;
using agreement::Verdict;
using practice::Decision;
using practice::Kind;
using practice::Note;

constexpr std::array kQuestions = {Kind::question};
constexpr std::array kOfAQuestion = {Kind::view, Kind::answer, Kind::reopened};

bool has_view_of(const Decision& decision, const PartnerId& partner) {
  return std::ranges::any_of(decision.views, [&](const auto& view) { return view.by == partner; });
}

bool has_view_of_other_than(const Decision& decision, const PartnerId& partner) {
  return std::ranges::any_of(decision.views, [&](const auto& view) { return view.by != partner; });
}

}  // namespace

MarkView marked(const State& state, const Verdict& verdict, const PartnerId& author) {
  const People people = people_of(state);
  const std::string other = author == people.me ? people.partner_name : people.my_name;
  return {verdict, std::string(agreement::mark_for(verdict)),
          agreement::words_for(verdict, people.name_of(author), other)};
}

Result<DecisionReader> DecisionReader::open(const State& state, TimeMs now) {
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  DecisionReader out(state, *pair, now);
  TROTH_ASSIGN(out.ground_, ground_of(state, out.proposals_, now));
  out.time_zone_ = zone_of(out.ground_).name();
  return out;
}

DecisionReader::DecisionReader(const State& state, const PairState& pair, TimeMs now)
    : state_(&state),
      pair_(&pair),
      now_(now),
      proposals_(state.store().ledger(), pair.reading()),
      notes_(state.store().notes(pair.chains)) {}

Result<Decision> DecisionReader::find(std::string_view id) const {
  TROTH_ASSIGN(const EntryHash entry, find_note(notes_, id, kQuestions));
  TROTH_ASSIGN(const auto question, notes_.find(entry));
  if (!question) return refuse(Code::id_unknown, id);  // it lies beyond a cut
  return decision_of(*question);
}

Result<std::vector<Decision>> DecisionReader::open_ones(std::size_t most) const {
  TROTH_ASSIGN(const auto questions, notes_.open_questions(most));
  TROTH_ASSIGN(auto decisions, decisions_of(questions));
  std::erase_if(decisions, [](const Decision& decision) {
    return decision.stage == Decision::Stage::answered;
  });
  return decisions;
}

Result<std::vector<Decision>> DecisionReader::newest(
    std::size_t most, const std::optional<std::string>& before_day) const {
  store::Times times;
  if (before_day) {
    TROTH_ASSIGN(times.until_ms, start_of_day(*before_day, time_zone_));
  }
  TROTH_ASSIGN(const auto questions, notes_.newest(kQuestions, most, times));
  return decisions_of(questions);
}

Result<std::vector<DecisionView>> DecisionReader::views_of(
    const std::vector<Decision>& decisions) const {
  std::vector<DecisionView> views;
  for (const Decision& decision : decisions) {
    TROTH_ASSIGN(auto view, view_of(decision));
    views.push_back(std::move(view));
  }
  return views;
}

Result<DecisionView> DecisionReader::view_of(const Decision& decision) const {
  DecisionView view;
  view.question = remark_view(*state_, decision.question);
  view.area = area_name(decision.area);
  view.due_ms = decision.due_ms;
  view.stage = decision.stage;
  for (const auto& one : decision.views) view.views.push_back(remark_view(*state_, one));
  for (const auto& given : decision.answers) {
    TROTH_ASSIGN(auto answer, answer_view(given));
    view.answers.push_back(std::move(answer));
  }
  for (const auto& one : decision.reopenings) view.reopenings.push_back(remark_view(*state_, one));
  TROTH_ASSIGN(view.comments, notes_.count_about(decision.question.entry, Kind::comment));
  if (decision.stage != Decision::Stage::answered) TROTH_TRY(add_waiting(view, decision));
  return view;
}

Result<Decision> DecisionReader::decision_of(const Note& question) const {
  TROTH_ASSIGN(std::vector<Note> about_it, notes_.about(question.entry, kOfAQuestion));
  about_it.push_back(question);
  return practice::decisions_of(about_it).front();
}

Result<std::vector<Decision>> DecisionReader::decisions_of(
    const std::vector<Note>& questions) const {
  std::vector<Decision> decisions;
  for (const Note& question : questions) {
    TROTH_ASSIGN(auto decision, decision_of(question));
    decisions.push_back(std::move(decision));
  }
  return decisions;
}

Result<AnswerView> DecisionReader::answer_view(const practice::AnswerGiven& given) const {
  AnswerView view{remark_view(*state_, given.answer), std::nullopt, given.is_of_this_area,
                  given.stands};
  TROTH_ASSIGN(const auto verdict, notes_.verdict(given.answer.entry));
  if (verdict) view.mark = marked(*state_, *verdict, given.answer.by);
  return view;
}

std::string DecisionReader::area_name(const ClauseId& area) const {
  const auto content = ground_.contents.find(area);
  if (content == ground_.contents.end()) return "an area that was removed";
  return name_of_clause(content->second, people_of(*state_));
}

// What an open question waits for.
Status DecisionReader::add_waiting(DecisionView& view, const Decision& decision) const {
  // What is paused, on hold or over is nobody's to decide, and nothing is expected there.
  const auto decides = ground_.is_in_force(decision.area)
                           ? pair_->agreement.who_decides(decision.area)
                           : std::nullopt;
  const auto facts = pair_->agreement.facts(decision.area);
  const PartnerId me = state_->me();
  const bool heard = has_view_of_other_than(decision, me);
  if (decides) {
    view.decides = people_of(*state_).name_of(*decides);
    view.waits_for_me = *decides == me;
    const bool wants_view = facts->reach == Reach::discuss || facts->reach == Reach::consult;
    view.view_wanted_of_me = wants_view && *decides != me && !has_view_of(decision, me);
    view.view_wanted_of_partner = wants_view && *decides == me && !heard;
  }
  const agreement::Agreement::Answering answering{decision.area, state_->author(), heard};
  TROTH_ASSIGN(const Verdict verdict, pair_->agreement.verdict_if_answered_now(
                                          answering, now_, proposals_, pair_->civil_time));
  view.if_answered_now = marked(*state_, verdict, me);
  return {};
}

}  // namespace troth::vault
