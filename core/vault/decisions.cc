#include "core/vault/decisions.h"

#include "core/vault/dates.h"
#include "core/vault/decision_reader.h"
#include "core/vault/ground.h"
#include "core/vault/signing.h"

namespace troth::vault {
namespace {

using ledger::EntryKind;
using practice::Decision;

Result<Decision> find(const State& state, std::string_view question, TimeMs now) {
  TROTH_ASSIGN(const DecisionReader reader, DecisionReader::open(state, now));
  return reader.find(question);
}

// The first instant after the day; 0 for none.
Result<TimeMs> due_ms_of(const std::optional<std::string>& day, const std::string& time_zone,
                         TimeMs now) {
  if (!day) return 0;
  TROTH_ASSIGN(const TimeMs due_ms, end_of_day(*day, time_zone));
  if (due_ms <= now) return refuse(Code::due_past, *day);
  return due_ms;
}

}  // namespace

Result<EntryHash> Decisions::ask(const std::string& area, const std::string& text,
                                 const std::optional<std::string>& due) {
  State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, need_to_give(state, now_));
  TROTH_ASSIGN(const DecisionReader reader, DecisionReader::open(state, now_));
  practice::Question question;
  question.text = text;
  TROTH_ASSIGN(question.area, find_area(reader.ground(), area));
  TROTH_ASSIGN(question.due_ms, due_ms_of(due, reader.time_zone(), now_));
  TROTH_TRY(pair->agreement.may_ask(question.area, state.author()));
  TROTH_ASSIGN(auto payload, practice::encode(question));
  return sign_one(state, EntryKind::question, std::move(payload), now_);
}

Result<EntryHash> Decisions::give_view(std::string_view question, const std::string& text) {
  State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, need_to_give(state, now_));
  TROTH_ASSIGN(const Decision decision, find(state, question, now_));
  TROTH_TRY(practice::may_answer(decision));
  TROTH_TRY(pair->agreement.may_give_view(decision.area, state.author()));
  TROTH_ASSIGN(auto payload,
               practice::encode(practice::DecisionView{decision.question.entry, text}));
  return sign_one(state, EntryKind::view, std::move(payload), now_);
}

Result<Answered> Decisions::answer(std::string_view question, const std::string& text) {
  State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, need_to_give(state, now_));
  TROTH_ASSIGN(const Decision decision, find(state, question, now_));
  TROTH_TRY(practice::may_answer(decision));
  TROTH_TRY(pair->agreement.may_answer(state.author()));
  TROTH_ASSIGN(auto payload, practice::encode(practice::DecisionAnswer{decision.question.entry,
                                                                       decision.area, text}));
  TROTH_ASSIGN(const EntryHash entry, sign_one(state, EntryKind::answer, std::move(payload), now_));
  TROTH_ASSIGN(const auto verdict, state.store().notes(pair->chains).verdict(entry));
  if (!verdict) return refuse(Code::store_inconsistent, "an answer without its verdict");
  return Answered{entry, marked(state, *verdict, state.me())};
}

Result<EntryHash> Decisions::reopen(std::string_view question, const std::string& reason) {
  State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, need_to_give(state, now_));
  TROTH_ASSIGN(const Decision decision, find(state, question, now_));
  TROTH_TRY(practice::may_reopen(decision));
  TROTH_TRY(pair->agreement.may_reopen(state.author()));
  TROTH_ASSIGN(auto payload, practice::encode(practice::Reopened{decision.question.entry, reason}));
  return sign_one(state, EntryKind::reopened, std::move(payload), now_);
}

Result<std::vector<DecisionView>> Decisions::open(std::size_t most) const {
  TROTH_ASSIGN(const DecisionReader reader, DecisionReader::open(vault_.state(), now_));
  TROTH_ASSIGN(const auto decisions, reader.open_ones(most));
  return reader.views_of(decisions);
}

Result<std::vector<DecisionView>> Decisions::newest(
    std::size_t most, const std::optional<std::string>& before_day) const {
  TROTH_ASSIGN(const DecisionReader reader, DecisionReader::open(vault_.state(), now_));
  TROTH_ASSIGN(const auto decisions, reader.newest(most, before_day));
  return reader.views_of(decisions);
}

Result<DecisionView> Decisions::show(std::string_view question) const {
  TROTH_ASSIGN(const DecisionReader reader, DecisionReader::open(vault_.state(), now_));
  TROTH_ASSIGN(const Decision decision, reader.find(question));
  return reader.view_of(decision);
}

}  // namespace troth::vault
