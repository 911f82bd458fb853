#include "core/vault/check_ins.h"

#include <algorithm>
#include <array>

#include "core/vault/blind_check_ins.h"
#include "core/vault/ground.h"
#include "core/vault/note_ids.h"

namespace troth::vault {
namespace {

using practice::Kind;

constexpr std::array kCommitments = {Kind::blind_check_in};
constexpr std::array kAnswers = {Kind::check_in, Kind::blind_check_in};
constexpr std::size_t kMostOfAPeriod = 1000;

Status check_dimensions(const practice::CheckIn& check_in,
                        const std::vector<std::string>& dimensions) {
  std::string all;
  for (const std::string& dimension : dimensions) all += (all.empty() ? "" : ", ") + dimension;
  for (const practice::Rating& rating : check_in.ratings)
    if (std::ranges::find(dimensions, rating.dimension) == dimensions.end())
      return refuse(Code::dimension_unknown, all);
  return {};
}

// What the answers say, for the period that is now.
Result<practice::CheckIn> check_in_of(const CheckInAnswers& answers, const document::Ground& ground,
                                      TimeMs now) {
  practice::CheckIn check_in{.period = {},
                             .ratings = answers.ratings,
                             .works = answers.works,
                             .feels_right = answers.feels_right,
                             .wants_to_talk = answers.wants_to_talk,
                             .text = answers.text};
  TROTH_ASSIGN(check_in.period, period_at(ground, now));
  TROTH_TRY(check_dimensions(check_in, dimensions_of(ground)));
  return check_in;
}

bool is_blind(Openness openness, const document::Ground& ground) {
  if (openness != Openness::as_agreed) return openness == Openness::blind;
  const agreement::Rhythm* rhythm = rhythm_of(ground);
  return rhythm != nullptr && rhythm->blind;
}

}  // namespace

Status CheckIns::may_write() const {
  TROTH_TRY(need_compared(vault_.state()));
  return {};
}

Result<CheckInWritten> CheckIns::write(const CheckInAnswers& answers, Openness openness) {
  State& state = vault_.state();
  TROTH_TRY(need_to_give(state, now_));
  TROTH_ASSIGN(const auto ground, ground_of(state, now_));
  TROTH_ASSIGN(const auto check_in, check_in_of(answers, ground, now_));
  if (is_blind(openness, ground)) {
    TROTH_ASSIGN(const auto committed, commit_blindly(state, check_in, now_));
    return CheckInWritten{committed.entry, true, committed.is_opened};
  }
  TROTH_ASSIGN(auto payload, practice::encode(check_in));
  TROTH_ASSIGN(const EntryHash entry,
               sign_one(state, ledger::EntryKind::check_in, std::move(payload), now_));
  return CheckInWritten{entry, false, true};
}

Result<EntryHash> CheckIns::open(std::string_view id) {
  State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, need_to_give(state, now_));
  const store::Notes notes = state.store().notes(pair->chains);
  TROTH_ASSIGN(const EntryHash entry, find_note(notes, id, kCommitments));
  TROTH_ASSIGN(const auto note, notes.find(entry));
  if (note && note->by != state.me())
    return refuse(Code::usage_wrong,
                  "That check-in is your partner's, who alone can open it; wait for it");
  return open_by_hand(state, entry, now_);
}

Result<std::optional<practice::CheckInReminder>> CheckIns::due() const {
  const State& state = vault_.state();
  const PairState* pair = state.pair();
  if (pair == nullptr) return std::nullopt;
  TROTH_ASSIGN(const auto ground, ground_of(state, now_));
  const agreement::Rhythm* rhythm = rhythm_of(ground);
  const auto* clause = ground.clause(agreement::rhythm_id(ground.pair.id));
  if (rhythm == nullptr || clause == nullptr || !clause->in_force) return std::nullopt;
  // Where this system does not know the zone nobody can say when the day ends.
  const auto zone = document::TimeZone::find(rhythm->time_zone);
  if (!zone) return std::nullopt;
  const practice::Cadence cadence{rhythm->check_in, zone->days()};
  const TimeMs start_ms = practice::period_of(now_, cadence).start_ms;
  TROTH_ASSIGN(const auto notes,
               state.store()
                   .notes(pair->chains)
                   .of_periods(kAnswers, {start_ms, start_ms + 1}, kMostOfAPeriod));
  std::vector<practice::Period> answered;
  for (const practice::Note& note : notes)
    if (note.by == state.me())
      if (const auto period = practice::period_of(note.content)) answered.push_back(*period);
  return practice::next_check_in(now_, cadence, answered);
}

Result<practice::Period> CheckIns::lived() const {
  const State& state = vault_.state();
  TROTH_TRY(state.need_pair());
  const store::LedgerStore& ledger = state.store().ledger();
  TROTH_ASSIGN(const auto paired, ledger.of_kind_by(state.device(), ledger::EntryKind::paired, 1));
  practice::Period out{0, now_};
  if (paired.empty()) return out;
  TROTH_ASSIGN(const auto entry, ledger.entry(paired.front()));
  if (entry) out.start_ms = entry->header().written_at_ms;
  return out;
}

}  // namespace troth::vault
