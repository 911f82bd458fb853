#include "core/practice/blind_check_ins.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace troth::practice {
namespace {

using Committed = Said<BlindCheckIn>;
using Stage = BlindAnswer::Stage;
using Sight = BlindAnswer::Sight;

// An opening by the author of the check-in.
struct Opened {
  const Note* note;
  const Opening* says;
  bool is_true;
};
// Those of each check-in, in order.
using Openings = std::unordered_map<EntryHash, std::vector<Opened>>;

// What one partner has to do with one period, in order.
struct Share {
  std::vector<Committed> committed;
  std::vector<const Note*> readable;  // open check-ins, and true openings of blind ones
};
using Shares = std::map<Period, std::map<PartnerId, Share>>;

// The one that counts of a partner's for one period.
const Committed& first_of(const std::vector<Committed>& all) {
  Firsts any;
  for (const Committed& said : all) any.add(*said.note);
  const auto place = [&](const Committed& said) {
    return std::tuple(any.is_any_in(said.note->past), said.note->at.seq, said.note->entry);
  };
  return *std::ranges::min_element(all, {}, place);
}

// Sets how far the answer is opened by its author.
void open_with(BlindAnswer& answer, const Openings& openings) {
  const auto found = openings.find(answer.entry);
  if (found == openings.end()) return;
  for (const Opened& opened : found->second) {
    if (answer.stage != Stage::committed && !opened.is_true) continue;
    answer.stage = opened.is_true ? Stage::opened : Stage::opened_falsely;
    answer.opening = opened.note->entry;
    if (!opened.is_true) continue;
    if (auto content = decode_check_in(opened.says->content)) answer.content = std::move(*content);
    return;
  }
}

Sight sight_of(const Note& committed, const std::vector<const Note*>& by_the_other) {
  if (by_the_other.empty()) return Sight::nothing_to_see;
  const auto had_seen = [&](const Note* note) { return sees(committed, *note); };
  if (std::ranges::any_of(by_the_other, had_seen)) return Sight::after_the_other;
  const auto saw_it = [&](const Note* note) { return sees(*note, committed); };
  return std::ranges::all_of(by_the_other, saw_it) ? Sight::blind : Sight::cannot_be_told;
}

BlindAnswer answer_of(const PartnerId& by, const std::map<PartnerId, Share>& shares,
                      const Openings& openings) {
  const std::vector<Committed>& all = shares.at(by).committed;
  const Committed& first = first_of(all);
  BlindAnswer out;
  out.entry = first.note->entry;
  out.by = by;
  out.written_ms = first.note->written_ms;
  open_with(out, openings);
  for (const auto& [partner, share] : shares)
    if (partner != by) out.sight = sight_of(*first.note, share.readable);
  for (const Committed& said : all)
    if (said.note != first.note) out.later.push_back(said.note->entry);
  std::ranges::sort(out.later);
  return out;
}

// Files each opening under its check-in, and what it shows under the period.
Openings openings_of(std::span<const Note* const> ordered, const PairId& pair, Shares& shares) {
  std::unordered_map<EntryHash, Committed> committed;
  for (const Committed& said : saying<BlindCheckIn>(ordered))
    committed.emplace(said.note->entry, said);
  Openings out;
  for (const auto& [note, says] : saying<Opening>(ordered)) {
    const auto opened = committed.find(says->check_in);
    if (opened == committed.end() || opened->second.note->by != note->by) continue;
    const BlindCheckIn& check_in = *opened->second.says;
    const bool is_true = opens(*says, check_in, pair, note->by);
    out[says->check_in].push_back({note, says, is_true});
    if (is_true) shares[check_in.period][note->by].readable.push_back(note);
  }
  return out;
}

}  // namespace

std::string_view name_of(Stage stage) {
  switch (stage) {
    case Stage::committed:
      return "committed";
    case Stage::opened:
      return "opened";
    case Stage::opened_falsely:
      return "opened_falsely";
  }
  return "unknown";
}

std::string_view name_of(Sight sight) {
  switch (sight) {
    case Sight::nothing_to_see:
      return "nothing_to_see";
    case Sight::blind:
      return "blind";
    case Sight::after_the_other:
      return "after_the_other";
    case Sight::cannot_be_told:
      return "cannot_be_told";
  }
  return "unknown";
}

std::string_view words_for(Sight sight) {
  switch (sight) {
    case Sight::nothing_to_see:
      return "";
    case Sight::blind:
      return "written before the other's could be read";
    case Sight::after_the_other:
      return "written when the other's could be read";
    case Sight::cannot_be_told:
      return "it cannot be told whether the other's could be read by then";
  }
  return "";
}

const BlindAnswer* BlindPeriod::of(const PartnerId& partner) const {
  const auto at = std::ranges::find(answers, partner, &BlindAnswer::by);
  return at == answers.end() ? nullptr : &*at;
}

const BlindAnswer* BlindPeriod::of_other_than(const PartnerId& partner) const {
  const auto at = std::ranges::find_if(
      answers, [&](const BlindAnswer& answer) { return answer.by != partner; });
  return at == answers.end() ? nullptr : &*at;
}

std::vector<BlindPeriod> blind_periods(std::span<const Note> notes, const PairId& pair) {
  const auto ordered = in_order(notes);
  Shares shares;
  for (const Committed& said : saying<BlindCheckIn>(ordered))
    shares[said.says->period][said.note->by].committed.push_back(said);
  for (const Said<CheckIn>& said : saying<CheckIn>(ordered))
    shares[said.says->period][said.note->by].readable.push_back(said.note);
  const Openings openings = openings_of(ordered, pair, shares);
  std::vector<BlindPeriod> out;
  for (const auto& [period, partners] : shares) {
    BlindPeriod shown{period, {}};
    for (const auto& [partner, share] : partners)
      if (!share.committed.empty()) shown.answers.push_back(answer_of(partner, partners, openings));
    if (!shown.answers.empty()) out.push_back(std::move(shown));
  }
  return out;
}

std::vector<EntryHash> to_open(std::span<const BlindPeriod> periods, const PartnerId& own) {
  std::vector<EntryHash> out;
  for (const BlindPeriod& period : periods) {
    const BlindAnswer* answer = period.of(own);
    if (answer != nullptr && answer->stage == Stage::committed && period.of_other_than(own))
      out.push_back(answer->entry);
  }
  return out;
}

Status may_commit(std::span<const BlindPeriod> periods, const Period& period,
                  const PartnerId& own) {
  const auto at = std::ranges::find(periods, period, &BlindPeriod::period);
  if (at != periods.end() && at->of(own) != nullptr) return refuse(Code::check_in_blind_twice);
  return {};
}

Status may_open_by_hand(const BlindPeriod& period, const BlindAnswer& answer, TimeMs now_ms) {
  if (answer.stage != Stage::committed) return refuse(Code::check_in_opened_already);
  if (period.of_other_than(answer.by) == nullptr && now_ms < period.period.end_ms)
    return refuse(Code::check_in_blind_waits);
  return {};
}

}  // namespace troth::practice
