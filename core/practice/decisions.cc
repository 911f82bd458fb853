#include "core/practice/decisions.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace troth::practice {
namespace {

// What was said of one question, in order.
struct Sayings {
  std::vector<Said<DecisionView>> views;
  std::vector<Said<DecisionAnswer>> answers;
  std::vector<Said<Reopened>> reopenings;
  std::map<PartnerId, Firsts> views_of;
  Clock reopened;  // all that the authors of reopenings had seen
};
using OfQuestions = std::unordered_map<EntryHash, Sayings>;

OfQuestions sayings_of(std::span<const Note* const> ordered) {
  OfQuestions out;
  for (const auto& said : saying<DecisionView>(ordered)) {
    Sayings& of_it = out[said.says->question];
    of_it.views.push_back(said);
    of_it.views_of[said.note->by].add(*said.note);
  }
  for (const auto& said : saying<DecisionAnswer>(ordered))
    out[said.says->question].answers.push_back(said);
  for (const auto& said : saying<Reopened>(ordered)) {
    Sayings& of_it = out[said.says->question];
    of_it.reopenings.push_back(said);
    of_it.reopened.merge(said.note->past);
  }
  return out;
}

AnswerGiven given(const Said<DecisionAnswer>& said, const Question& question,
                  const Sayings& of_it) {
  const Note& answer = *said.note;
  AnswerGiven out{remark(answer, said.says->text)};
  out.is_of_this_area = said.says->area == question.area;
  out.had_view = std::ranges::any_of(of_it.views_of, [&](const auto& views) {
    return views.first != answer.by && views.second.is_any_in(answer.past);
  });
  out.stands = out.is_of_this_area && !of_it.reopened.contains(answer.at);
  return out;
}

Decision::Stage stage_of(const std::vector<AnswerGiven>& answers) {
  if (std::ranges::any_of(answers, &AnswerGiven::stands)) return Decision::Stage::answered;
  const bool had_one = std::ranges::any_of(answers, &AnswerGiven::is_of_this_area);
  return had_one ? Decision::Stage::reopened : Decision::Stage::open;
}

Decision decision_of(const Said<Question>& asked, const Sayings& of_it) {
  const Question& question = *asked.says;
  Decision out{remark(*asked.note, question.text), question.area, question.due_ms, {}, {}, {}, {}};
  for (const auto& view : of_it.views) out.views.push_back(remark(*view.note, view.says->text));
  for (const auto& answer : of_it.answers) out.answers.push_back(given(answer, question, of_it));
  for (const auto& reopened : of_it.reopenings)
    out.reopenings.push_back(remark(*reopened.note, reopened.says->reason));
  out.stage = stage_of(out.answers);
  return out;
}

}  // namespace

std::string_view name_of(Decision::Stage stage) {
  switch (stage) {
    case Decision::Stage::open:
      return "open";
    case Decision::Stage::answered:
      return "answered";
    case Decision::Stage::reopened:
      return "reopened";
  }
  return "unknown";
}

std::vector<Decision> decisions_of(std::span<const Note> notes) {
  const auto ordered = in_order(notes);
  OfQuestions all = sayings_of(ordered);
  std::vector<Decision> out;
  for (const auto& asked : saying<Question>(ordered))
    out.push_back(decision_of(asked, all[asked.note->entry]));
  return out;
}

Status may_answer(const Decision& decision) {
  if (decision.stage == Decision::Stage::answered) return refuse(Code::question_answered);
  return {};
}

Status may_reopen(const Decision& decision) {
  if (decision.stage != Decision::Stage::answered) return refuse(Code::question_open);
  return {};
}

}  // namespace troth::practice
