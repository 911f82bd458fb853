#include "core/vault/talks.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/vault/ground.h"
#include "core/vault/note_ids.h"
#include "core/vault/remarks.h"
#include "core/vault/signing.h"

namespace troth::vault {
namespace {

using practice::Kind;
using practice::TalkWish;

constexpr std::array kTalks = {Kind::talk};
constexpr std::array kHad = {Kind::talked};
constexpr std::size_t kTalksLookedAt = 500;

Result<std::vector<TalkWish>> with_answers(const store::Notes& notes,
                                           std::vector<practice::Note> wishes) {
  std::vector<practice::Note> answers;
  for (const practice::Note& wish : wishes) {
    TROTH_ASSIGN(auto of_this, notes.about(wish.entry, kHad));
    std::ranges::move(of_this, std::back_inserter(answers));
  }
  std::ranges::move(answers, std::back_inserter(wishes));
  auto talks = practice::talks_of(wishes);
  std::ranges::reverse(talks);
  return talks;
}

// Newest first; `open`: those that were not had.
Result<std::vector<TalkWish>> talks_of(const State& state, Which which) {
  const store::Notes notes = state.store().notes(state.pair()->chains);
  TROTH_ASSIGN(auto wishes, which == Which::open ? notes.open_talks(kTalksLookedAt)
                                                 : notes.newest(kTalks, kTalksLookedAt));
  TROTH_ASSIGN(auto talks, with_answers(notes, std::move(wishes)));
  if (which == Which::open)
    std::erase_if(talks, [](const TalkWish& talk) { return talk.had.has_value(); });
  return talks;
}

Result<TalkWish> find_talk(const State& state, std::string_view id) {
  const store::Notes notes = state.store().notes(state.pair()->chains);
  TROTH_ASSIGN(const EntryHash entry, find_note(notes, id, kTalks));
  TROTH_ASSIGN(const auto wish, notes.find(entry));
  if (!wish) return refuse(Code::id_unknown, id);
  TROTH_ASSIGN(auto talks, with_answers(notes, {*wish}));
  return std::move(talks.front());
}

Result<TalkWish> only_waiting(const State& state) {
  TROTH_ASSIGN(auto talks, talks_of(state, Which::open));
  if (talks.empty()) return refuse(Code::talk_none);
  if (talks.size() > 1)
    return refuse(Code::usage_wrong,
                  "Several talks are asked for; name one by its id, as troth talks shows it");
  return std::move(talks.front());
}

}  // namespace

Result<EntryHash> Talks::ask(const practice::Talk& talk) {
  State& state = vault_.state();
  TROTH_TRY(need_to_give(state, now_));
  TROTH_ASSIGN(auto payload, practice::encode(talk));
  return sign_one(state, ledger::EntryKind::talk, std::move(payload), now_);
}

Result<EntryHash> Talks::had(std::string_view id) {
  State& state = vault_.state();
  TROTH_TRY(need_to_give(state, now_));
  TROTH_ASSIGN(const TalkWish talk, id.empty() ? only_waiting(state) : find_talk(state, id));
  TROTH_TRY(practice::may_be_had(talk));
  TROTH_ASSIGN(auto payload, practice::encode(practice::Talked{talk.wish.entry}));
  return sign_one(state, ledger::EntryKind::talked, std::move(payload), now_);
}

Result<std::vector<TalkView>> Talks::list(Which which) const {
  const State& state = vault_.state();
  TROTH_TRY(state.need_pair());
  const People people = people_of(state);
  TROTH_ASSIGN(const auto talks, talks_of(state, which));
  std::vector<TalkView> views;
  for (const TalkWish& talk : talks) {
    TROTH_ASSIGN(const std::size_t comments, count_comments(state, talk.wish.entry));
    views.push_back({talk, side_of(state, talk.wish.by), people.name_of(talk.wish.by),
                     talk.had ? people.name_of(talk.had->by) : std::string(), comments});
  }
  if (which == Which::open)
    std::ranges::stable_partition(views,
                                  [](const TalkView& view) { return view.by == Side::partners; });
  return views;
}

}  // namespace troth::vault
