#include "core/vault/moments.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/vault/ground.h"
#include "core/vault/note_ids.h"
#include "core/vault/signing.h"

namespace troth::vault {
namespace {

using practice::Kind;
using practice::Moment;

constexpr std::array kOpenings = {Kind::moment_opened};
constexpr std::array kClosings = {Kind::moment_closed};
constexpr std::size_t kMomentsLookedAt = 500;

// Every one that is open: how many more somebody opens must not hide one.
Result<std::vector<practice::Note>> open_notes(const State& state, const store::Notes& notes,
                                               TimeMs now) {
  std::vector<practice::Note> open;
  for (const EntryHash& entry : state.pair()->agreement.open_moments(now)) {
    TROTH_ASSIGN(auto note, notes.find(entry));
    if (note) open.push_back(std::move(*note));
  }
  return open;
}

// Newest first.
Result<std::vector<Moment>> moments_of(const State& state, Which which, TimeMs now) {
  const PairState& pair = *state.pair();
  const store::Notes notes = state.store().notes(pair.chains);
  TROTH_ASSIGN(auto all, which == Which::open ? open_notes(state, notes, now)
                                              : notes.newest(kOpenings, kMomentsLookedAt));
  std::vector<practice::Note> closings;
  for (const practice::Note& opened : all) {
    TROTH_ASSIGN(auto of_this, notes.about(opened.entry, kClosings));
    std::ranges::move(of_this, std::back_inserter(closings));
  }
  std::ranges::move(closings, std::back_inserter(all));
  auto moments = practice::moments_of(
      all, [&](const EntryHash& moment) { return pair.agreement.closed_by(moment); });
  std::ranges::reverse(moments);
  return moments;
}

MomentView view_of(const State& state, const document::Ground& ground, const Moment& moment,
                   TimeMs now) {
  const People people = people_of(state);
  MomentView view{moment,
                  side_of(state, moment.opened.by),
                  people.name_of(moment.opened.by),
                  moment.closed ? people.name_of(moment.closed->by) : std::string(),
                  {},
                  {},
                  moment.is_open(now)};
  for (const ClauseId& area : state.pair()->agreement.areas_opened_by(moment.opened.entry)) {
    const auto content = ground.contents.find(area);
    if (content == ground.contents.end()) continue;
    view.areas.push_back(name_of_clause(content->second, people));
    if (!ground.is_in_force(area)) view.resting.push_back(view.areas.back());
  }
  return view;
}

// The one that is meant, or every open one.
Result<std::vector<EntryHash>> to_close(const State& state, std::string_view id, TimeMs now) {
  if (!id.empty()) {
    const store::Notes notes = state.store().notes(state.pair()->chains);
    TROTH_ASSIGN(const EntryHash entry, find_note(notes, id, kOpenings));
    return std::vector{entry};
  }
  std::vector<EntryHash> open = state.pair()->agreement.open_moments(now);
  if (open.empty()) return refuse(Code::moment_none);
  return open;
}

}  // namespace

Result<EntryHash> Moments::open(const NewMoment& moment) {
  State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, need_to_give(state, now_));
  TROTH_ASSIGN(const auto ground, ground_of(state, now_));
  practice::MomentOpened opened{{}, moment.until_ms, moment.text};
  for (const std::string& name : moment.areas) {
    TROTH_ASSIGN(const ClauseId area, find_area(ground, name));
    opened.areas.push_back(area);
  }
  std::ranges::sort(opened.areas);
  opened.areas.erase(std::ranges::unique(opened.areas).begin(), opened.areas.end());
  TROTH_TRY(pair->agreement.may_open_moment({opened.areas, opened.until_ms}, state.author(), now_));
  TROTH_ASSIGN(auto payload, practice::encode(opened));
  return sign_one(state, ledger::EntryKind::moment_opened, std::move(payload), now_);
}

// Waits for nothing, not even for telling what else gives: it takes away.
Result<std::vector<EntryHash>> Moments::close(std::string_view id, const std::string& reason) {
  State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, need_compared(state));
  TROTH_ASSIGN(auto moments, to_close(state, id, now_));
  for (const EntryHash& moment : moments) TROTH_TRY(pair->agreement.may_close_moment(moment, now_));
  TROTH_ASSIGN(auto signing, Signing::begin(state, now_));
  for (const EntryHash& moment : moments) {
    TROTH_ASSIGN(auto payload, practice::encode(practice::MomentClosed{moment, reason}));
    TROTH_TRY(signing.sign(ledger::EntryKind::moment_closed, std::move(payload)));
  }
  TROTH_TRY(signing.commit());
  return moments;
}

Result<std::vector<MomentView>> Moments::list(Which which) const {
  const State& state = vault_.state();
  TROTH_TRY(state.need_pair());
  TROTH_ASSIGN(const auto ground, ground_of(state, now_));
  TROTH_ASSIGN(const auto moments, moments_of(state, which, now_));
  std::vector<MomentView> views;
  for (const Moment& moment : moments) views.push_back(view_of(state, ground, moment, now_));
  return views;
}

}  // namespace troth::vault
