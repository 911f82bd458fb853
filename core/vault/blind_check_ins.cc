#include "core/vault/blind_check_ins.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>

#include "core/practice/content.h"
#include "core/vault/ground.h"

namespace troth::vault {
namespace {

using ledger::EntryKind;
using practice::BlindAnswer;
using practice::BlindCheckIn;
using practice::BlindPeriod;
using practice::Kind;
using practice::Note;
using store::StateName;

constexpr std::array kCommitments = {Kind::blind_check_in};
constexpr std::array kOfAPeriod = {Kind::check_in, Kind::blind_check_in};
constexpr std::array kOpenings = {Kind::opening, Kind::open_by_hand};
constexpr std::size_t kMostOfAPeriod = 1000;
constexpr std::size_t kOpeningsLookedAt = 64;

// What a commitment opens with.
struct Unopened {
  practice::Nonce nonce;
  Bytes content;
};

// In the store: nonce 32 | content.
Status keep(store::PrivateState& states, const EntryHash& entry, const Unopened& unopened) {
  const Bytes value = Writer().raw(unopened.nonce.view()).raw(unopened.content).take();
  return states.put(StateName::unopened_check_in, crypto::Secret::copy_of(value), entry.view());
}

Result<std::optional<Unopened>> kept(const State& state, const EntryHash& entry) {
  TROTH_ASSIGN(const auto value,
               state.store().state().find(StateName::unopened_check_in, entry.view()));
  if (!value || value->size() < practice::Nonce::kSize) return std::nullopt;
  const ByteView bytes = value->view();
  return Unopened{*practice::Nonce::from(bytes.first(practice::Nonce::kSize)),
                  copy_of(bytes.subspan(practice::Nonce::kSize))};
}

store::Notes notes_of(const State& state) { return state.store().notes(state.pair()->chains); }

// Nothing where it is no commitment, or does not count.
Result<std::optional<BlindCheckIn>> commitment(const State& state, const EntryHash& entry) {
  TROTH_ASSIGN(const auto note, notes_of(state).find(entry));
  const auto* says = note ? std::get_if<BlindCheckIn>(&note->content) : nullptr;
  return says ? std::optional(*says) : std::nullopt;
}

// What can be told of the periods that begin then.
Result<std::vector<BlindPeriod>> periods_from(const State& state, TimeMs start_ms) {
  const store::Notes notes = notes_of(state);
  TROTH_ASSIGN(auto found, notes.of_periods(kOfAPeriod, {start_ms, start_ms + 1}, kMostOfAPeriod));
  std::vector<Note> openings;
  for (const Note& note : found) {
    if (!std::holds_alternative<BlindCheckIn>(note.content)) continue;
    TROTH_ASSIGN(auto of_this, notes.about(note.entry, kOpenings));
    std::ranges::move(of_this, std::back_inserter(openings));
  }
  std::ranges::move(openings, std::back_inserter(found));
  return practice::blind_periods(found, state.pair()->record.pair);
}

// An answer among the periods; null where none is of that entry.
struct Found {
  const BlindPeriod* period = nullptr;
  const BlindAnswer* answer = nullptr;
};
Found find_answer(const std::vector<BlindPeriod>& periods, const EntryHash& entry) {
  for (const BlindPeriod& period : periods) {
    const auto answer = std::ranges::find(period.answers, entry, &BlindAnswer::entry);
    if (answer != period.answers.end()) return {&period, &*answer};
  }
  return {};
}

// Within `signing`: shows what was committed to, and forgets what was kept for it.
Result<EntryHash> sign_opening(const State& state, Signing& signing, EntryKind kind,
                               const EntryHash& entry, const BlindCheckIn& check_in,
                               const Unopened& unopened) {
  TROTH_ASSIGN(const auto opening,
               practice::opening_of(entry, check_in, state.pair()->record.pair, state.me(),
                                    unopened.nonce, unopened.content));
  TROTH_ASSIGN(Bytes payload, practice::encode(opening));
  TROTH_TRY(signing.change().state().remove(StateName::unopened_check_in, entry.view()));
  return signing.sign(kind, std::move(payload));
}

Result<EntryHash> open(State& state, const EntryHash& entry, EntryKind kind, TimeMs now) {
  TROTH_ASSIGN(const auto check_in, commitment(state, entry));
  TROTH_ASSIGN(const auto unopened, kept(state, entry));
  if (!check_in || !unopened) return refuse(Code::check_in_not_as_committed);
  TROTH_ASSIGN(auto signing, Signing::begin(state, now));
  TROTH_ASSIGN(const EntryHash opening,
               sign_opening(state, signing, kind, entry, *check_in, *unopened));
  TROTH_TRY(signing.commit());
  return opening;
}

// The own check-ins that are not open yet; also those that count no more.
Result<std::vector<EntryHash>> unopened_entries(const State& state) {
  TROTH_ASSIGN(const auto keys, state.store().state().keys(StateName::unopened_check_in));
  std::vector<EntryHash> entries;
  for (const Bytes& key : keys)
    if (const auto entry = EntryHash::from(key)) entries.push_back(*entry);
  return entries;
}

Result<bool> is_answered(const State& state, const EntryHash& entry) {
  TROTH_ASSIGN(const auto check_in, commitment(state, entry));
  if (!check_in) return false;
  TROTH_ASSIGN(const auto periods, periods_from(state, check_in->period.start_ms));
  const auto due = practice::to_open(periods, state.me());
  return std::ranges::find(due, entry) != due.end();
}

BlindView blind_view_of(const State& state, const BlindPeriod& period, const BlindAnswer& answer,
                        TimeMs now) {
  const bool is_own = answer.by == state.me();
  return {answer.stage,
          answer.sight,
          period.period,
          now >= period.period.end_ms,
          period.of_other_than(answer.by) != nullptr,
          is_own && practice::may_open_by_hand(period, answer, now).has_value(),
          answer.later.size()};
}

CheckInView view_of(const State& state, const BlindPeriod& period, const BlindAnswer& answer,
                    TimeMs now) {
  return {answer.entry,
          side_of(state, answer.by),
          people_of(state).name_of(answer.by),
          answer.written_ms,
          true,
          answer.content,
          blind_view_of(state, period, answer, now),
          0};
}

// The same, where it is one's own with what nobody else can read yet.
Result<CheckInView> view_for_me(const State& state, const BlindPeriod& period,
                                const BlindAnswer& answer, TimeMs now) {
  CheckInView view = view_of(state, period, answer, now);
  if (view.by != Side::mine || answer.stage != BlindAnswer::Stage::committed) return view;
  TROTH_ASSIGN(const auto unopened, kept(state, answer.entry));
  if (!unopened) return view;
  if (auto content = practice::decode_check_in(unopened->content))
    view.content = std::move(*content);
  return view;
}

// The answers to the periods that begin then, those that `is_wanted` takes.
template <class IsWanted>
Result<std::vector<CheckInView>> views_of(const State& state, const std::set<TimeMs>& starts,
                                          TimeMs now, const IsWanted& is_wanted) {
  std::vector<CheckInView> views;
  for (const TimeMs start_ms : starts) {
    TROTH_ASSIGN(const auto periods, periods_from(state, start_ms));
    for (const BlindPeriod& period : periods) {
      for (const BlindAnswer& answer : period.answers) {
        if (!is_wanted(answer)) continue;
        TROTH_ASSIGN(auto view, view_for_me(state, period, answer, now));
        views.push_back(std::move(view));
      }
    }
  }
  return views;
}

bool is_newer(const CheckInView& a, const CheckInView& b) {
  return std::tie(b.written_ms, b.entry) < std::tie(a.written_ms, a.entry);
}

// Whether the note opens something flagged; whether it does so truly is another question.
bool seems_flagged(const Note& opening) {
  const auto content = practice::check_in_of(opening.content);
  return content && practice::flags_of(*content).any();
}

// The partner's: those written after `after_ms`, and those outside of `seen`.
Result<std::vector<Note>> openings_since(const State& state, TimeMs after_ms, const Clock& seen) {
  const store::Notes notes = notes_of(state);
  TROTH_ASSIGN(auto out, notes.newest(kOpenings, kOpeningsLookedAt, {.from_ms = after_ms + 1}));
  for (const EntryKind kind : {EntryKind::opening, EntryKind::open_by_hand}) {
    TROTH_ASSIGN(const auto unseen, state.store().views().flagged_beyond(
                                        state.pair()->partner(), seen, kind, kOpeningsLookedAt));
    for (const EntryHash& entry : unseen) {
      if (std::ranges::find(out, entry, &Note::entry) != out.end()) continue;
      TROTH_ASSIGN(auto note, notes.find(entry));
      if (note) out.push_back(std::move(*note));
    }
  }
  return out;
}

}  // namespace

Result<Committed> commit_blindly(State& state, const practice::CheckIn& check_in, TimeMs now) {
  const PairId& pair = state.pair()->record.pair;
  TROTH_ASSIGN(const auto periods, periods_from(state, check_in.period.start_ms));
  TROTH_TRY(practice::may_commit(periods, check_in.period, state.me()));
  const auto nonce = state.random().id<practice::Nonce>();
  TROTH_ASSIGN(auto blinded, practice::blinded(check_in, pair, state.me(), nonce));
  TROTH_ASSIGN(Bytes payload, practice::encode(blinded.check_in));
  const Unopened unopened{nonce, std::move(blinded.content)};

  TROTH_ASSIGN(auto signing, Signing::begin(state, now));
  TROTH_ASSIGN(const EntryHash entry, signing.sign(EntryKind::blind_check_in, std::move(payload)));
  const auto same = std::ranges::find(periods, check_in.period, &BlindPeriod::period);
  const bool other_has_answered =
      same != periods.end() && same->of_other_than(state.me()) != nullptr;
  if (other_has_answered) {
    TROTH_TRY(sign_opening(state, signing, EntryKind::opening, entry, blinded.check_in, unopened));
  } else {
    TROTH_TRY(keep(signing.change().state(), entry, unopened));
  }
  TROTH_TRY(signing.commit());
  return Committed{entry, other_has_answered};
}

Status open_what_is_answered(State& state, TimeMs now) {
  if (state.pair() == nullptr) return {};
  TROTH_ASSIGN(const auto entries, unopened_entries(state));
  if (entries.empty()) return {};
  TROTH_ASSIGN(const auto standing, state.standing_to_sign());
  if (!ledger::may_sign(standing, EntryKind::opening)) return {};
  for (const EntryHash& entry : entries) {
    TROTH_ASSIGN(const bool answered, is_answered(state, entry));
    if (!answered) continue;
    const auto opened = open(state, entry, EntryKind::opening, now);
    // What would be shown as something else stays closed.
    if (!opened && opened.error().code != Code::check_in_not_as_committed)
      return std::unexpected(opened.error());
  }
  return {};
}

Result<EntryHash> open_by_hand(State& state, const EntryHash& check_in, TimeMs now) {
  TROTH_ASSIGN(const auto committed, commitment(state, check_in));
  if (!committed) return refuse(Code::check_in_not_as_committed);
  TROTH_ASSIGN(const auto periods, periods_from(state, committed->period.start_ms));
  const Found found = find_answer(periods, check_in);
  if (found.answer == nullptr) return refuse(Code::check_in_blind_twice);
  TROTH_TRY(practice::may_open_by_hand(*found.period, *found.answer, now));
  return open(state, check_in, EntryKind::open_by_hand, now);
}

Result<std::vector<CheckInView>> blind_check_ins(const State& state, std::size_t most, TimeMs now) {
  TROTH_ASSIGN(const auto newest, notes_of(state).newest(kCommitments, most));
  std::set<TimeMs> starts;
  for (const Note& note : newest)
    starts.insert(std::get<BlindCheckIn>(note.content).period.start_ms);
  TROTH_ASSIGN(auto views, views_of(state, starts, now, [](const auto&) { return true; }));
  std::ranges::sort(views, is_newer);
  if (views.size() > most) views.resize(most);
  return views;
}

Result<std::vector<CheckInView>> blind_check_ins(const State& state,
                                                 const std::set<EntryHash>& entries, TimeMs now) {
  std::set<TimeMs> starts;
  for (const EntryHash& entry : entries) {
    TROTH_ASSIGN(const auto check_in, commitment(state, entry));
    if (check_in) starts.insert(check_in->period.start_ms);
  }
  return views_of(state, starts, now,
                  [&](const BlindAnswer& answer) { return entries.contains(answer.entry); });
}

Result<std::vector<CheckInView>> flagged_blind_check_ins(const State& state, TimeMs after_ms,
                                                         const Clock& seen, TimeMs now) {
  TROTH_ASSIGN(const auto openings, openings_since(state, after_ms, seen));
  std::vector<CheckInView> views;
  for (const Note& note : openings) {
    if (note.by == state.me() || !seems_flagged(note)) continue;
    const EntryHash& entry = std::get<practice::Opening>(note.content).check_in;
    TROTH_ASSIGN(const auto check_in, commitment(state, entry));
    if (!check_in) continue;
    TROTH_ASSIGN(const auto periods, periods_from(state, check_in->period.start_ms));
    const Found found = find_answer(periods, entry);
    // The first true opening alone, so that one that is opened again comes up once.
    if (found.answer == nullptr || found.answer->opening != note.entry || !found.answer->content)
      continue;
    views.push_back(view_of(state, *found.period, *found.answer, now));
  }
  return views;
}

}  // namespace troth::vault
