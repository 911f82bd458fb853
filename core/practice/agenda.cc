#include "core/practice/agenda.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace troth::practice {
namespace {

using Sort = AgendaLine::Sort;

std::string quoted(const std::string& words) { return "\"" + words + "\""; }

// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? " and " : ", ";
    out += parts[i];
  }
  return out;
}

// What a flagged check-in says, as what its author did.
std::string told_by(const CheckIn& check_in) {
  std::vector<std::string> parts;
  if (check_in.works == Answer::unsure) parts.emplace_back("was unsure whether this still works");
  if (check_in.works == Answer::no) parts.emplace_back("said that this does not work now");
  if (check_in.feels_right == Answer::unsure)
    parts.emplace_back("was unsure whether it still feels right");
  if (check_in.feels_right == Answer::no)
    parts.emplace_back("said that it does not feel right now");
  if (check_in.wants_to_talk) parts.emplace_back("asked to talk");
  return listed(parts);
}

class Writing {
 public:
  Writing(std::span<const Note> notes, const PairId& pair, const AgreementFacts& agreement,
          TimeMs now_ms, const Wording& wording)
      : notes_(notes),
        pair_(pair),
        agreement_(agreement),
        now_ms_(now_ms),
        say_(wording),
        ordered_(in_order(notes)),
        reviews_(reviews_of(notes)) {}

  std::vector<AgendaLine> take() {
    add_items();
    add_talks();
    add_check_ins();
    add_observances();
    add_decisions();
    add_agreement();
    add_actions();
    std::ranges::stable_sort(lines_, {}, [](const AgendaLine& line) {
      return std::tie(line.sort, line.at_ms, line.about, line.number, line.words);
    });
    return std::move(lines_);
  }

 private:
  // Not there yet when the last minutes were written.
  [[nodiscard]] bool is_new(const Tick& at) const {
    return !reviews_.last || !reviews_.last->seen.contains(at);
  }

  void add(Sort sort, const std::optional<About>& about, TimeMs at_ms, std::string words) {
    lines_.push_back({sort, about, 0, at_ms, std::move(words)});
  }

  void add_items() {
    const Review* open = reviews_.open();
    for (const ItemAdded& added : open == nullptr ? reviews_.for_next : open->items)
      add(Sort::added_by_hand, added.item.entry, added.item.written_ms, added.item.text);
  }

  void add_talks() {
    for (const TalkWish& talk : talks_of(notes_)) {
      if (talk.had) continue;
      const Remark& wish = talk.wish;
      add(Sort::talk_wished, wish.entry, wish.written_ms,
          say_.partner(wish.by) + " would like to talk" + (talk.as_equals ? " as equals" : "") +
              " (" + say_.day(wish.written_ms) + ").");
    }
  }

  void add_check_ins() {
    std::vector<ReadableCheckIn> since;
    std::map<PartnerId, ReadableCheckIn> before;  // each one's last
    for (ReadableCheckIn& check_in : readable_check_ins(notes_, pair_))
      if (is_new(check_in.note->at))
        since.push_back(std::move(check_in));
      else
        before.insert_or_assign(check_in.note->by, std::move(check_in));
    add_flags(since);
    for (auto& [by, check_in] : before) since.insert(since.begin(), std::move(check_in));
    for (const Falling& falling : falling_dimensions(since))
      add(Sort::falling_dimension, {}, 0,
          quoted(falling.dimension) + " has become lower for " + say_.partner(falling.partner) +
              ".");
  }

  void add_flags(std::span<const ReadableCheckIn> since) {
    for (const ReadableCheckIn& check_in : since) {
      if (!flags_of(check_in.content).any()) continue;
      const Note& note = *check_in.note;
      add(Sort::flagged_check_in, check_in.entry, note.written_ms,
          say_.partner(note.by) + " " + told_by(check_in.content) + " (" +
              say_.day(note.written_ms) + ").");
    }
  }

  void add_observances() {
    const auto observances = saying<Observance>(ordered_);
    std::unordered_set<EntryHash> amended;
    for (const Said<Observance>& said : observances)
      if (said.says->amends_for) amended.insert(*said.says->amends_for);
    for (const Said<Observance>& said : observances) {
      if (!is_new(said.note->at) || said.says->sort == Observance::Sort::kept) continue;
      const bool has_amends = amended.contains(said.note->entry);
      add(sort_of(said.says->sort), said.note->entry, said.note->written_ms,
          words_of(said, has_amends) + " (" + say_.day(said.note->written_ms) + ").");
    }
  }

  static Sort sort_of(Observance::Sort sort) {
    if (sort == Observance::Sort::missed) return Sort::missed;
    return sort == Observance::Sort::amends ? Sort::amends : Sort::appreciated;
  }

  [[nodiscard]] std::string words_of(const Said<Observance>& said, bool has_amends) const {
    const Observance& it = *said.says;
    const std::string about = say_.partner(it.about);
    const std::string standard = it.standard ? quoted(say_.clause(*it.standard)) : std::string();
    if (it.sort == Observance::Sort::missed)
      return standard + " was missed by " + about + (has_amends ? "; amends were made" : "");
    const std::string by = say_.partner(said.note->by);
    const std::string on = it.standard ? " on " + standard : std::string();
    if (it.sort == Observance::Sort::amends) return "Amends by " + about + on;
    return by + " appreciated " + about + on;
  }

  void add_decisions() {
    std::unordered_map<EntryHash, const Note*> by_entry;
    for (const Note* note : ordered_) by_entry.emplace(note->entry, note);
    for (const OutsideAnswer& outside : agreement_.outside) {
      const auto found = by_entry.find(outside.answer);
      if (found == by_entry.end() || !is_new(found->second->at)) continue;
      const Note* const note = found->second;
      add(Sort::decision_outside, outside.answer, note->written_ms,
          "An answer by " + say_.partner(note->by) + " (" + say_.day(note->written_ms) +
              ") is marked " +
              quoted(std::string(agreement::mark_for({outside.outcome, {}, false}))) + ". " +
              outside.why);
    }
  }

  void add_agreement() {
    for (const VoidAcceptance& accepted : agreement_.void_acceptances)
      if (std::ranges::any_of(accepted.because, [&](const Tick& at) { return is_new(at); }))
        add(Sort::void_acceptance, accepted.proposal, accepted.written_ms,
            quoted(accepted.title) + " was accepted and does not count. " + accepted.why);
    for (const OpenProposal& open : agreement_.open_proposals)
      add(Sort::open_proposal, open.proposal, open.written_ms,
          quoted(open.title) + ", proposed by " + say_.partner(open.by) + ", is open.");
    for (const StandingClause& stands : agreement_.clauses)
      if (now_ms_ - stands.revisited_ms >= kRevisitAfterMs)
        add(Sort::not_revisited, stands.clause, stands.revisited_ms,
            quoted(say_.clause(stands.clause)) + " stands as it was agreed (" +
                say_.day(stands.revisited_ms) + ").");
    add_renewal();
  }

  void add_renewal() {
    const TimeMs by_ms = agreement_.renew_by_ms;
    if (by_ms == 0 || by_ms - now_ms_ > kRenewNearMs) return;
    const bool has_lapsed = by_ms <= now_ms_;
    add(Sort::renew_by_near, {}, by_ms,
        (has_lapsed ? "The agreement has lapsed (" : "The agreement is agreed until then (") +
            say_.day(by_ms - 1) + "); it can be renewed by both of you.");
  }

  void add_actions() {
    for (const ActionState& action : reviews_.actions) {
      if (action.done) continue;
      const std::string due =
          action.action.due_ms == 0 ? std::string() : ", " + say_.day(action.action.due_ms - 1);
      const std::string owner =
          action.action.owner ? say_.partner(*action.action.owner) : std::string("both");
      add(Sort::open_action, action.minutes, action.action.due_ms,
          quoted(action.action.text) + " is open (" + owner + due + ").");
      lines_.back().number = action.number;
    }
  }

  std::span<const Note> notes_;
  const PairId& pair_;
  const AgreementFacts& agreement_;
  TimeMs now_ms_;
  const Wording& say_;
  std::vector<const Note*> ordered_;
  Reviews reviews_;
  std::vector<AgendaLine> lines_;
};

// One partner's ratings of one dimension, by period.
bool is_falling(const std::map<Period, std::uint32_t>& by_period) {
  std::vector<std::uint32_t> values;
  for (const auto& [period, value] : by_period) values.push_back(value);
  const auto half = static_cast<std::ptrdiff_t>(values.size() / 2);
  if (half == 0) return false;
  const auto earlier = std::accumulate(values.begin(), values.begin() + half, 0L);
  const auto later = std::accumulate(values.end() - half, values.end(), 0L);
  return later + half <= earlier;  // means of as many, without dividing
}

}  // namespace

std::string_view name_of(Sort sort) {
  switch (sort) {
    case Sort::added_by_hand:
      return "added_by_hand";
    case Sort::talk_wished:
      return "talk_wished";
    case Sort::flagged_check_in:
      return "flagged_check_in";
    case Sort::falling_dimension:
      return "falling_dimension";
    case Sort::missed:
      return "missed";
    case Sort::amends:
      return "amends";
    case Sort::appreciated:
      return "appreciated";
    case Sort::decision_outside:
      return "decision_outside";
    case Sort::void_acceptance:
      return "void_acceptance";
    case Sort::open_proposal:
      return "open_proposal";
    case Sort::open_action:
      return "open_action";
    case Sort::renew_by_near:
      return "renew_by_near";
    case Sort::not_revisited:
      return "not_revisited";
  }
  return "unknown";
}

std::vector<ReadableCheckIn> readable_check_ins(std::span<const Note> notes, const PairId& pair) {
  std::map<EntryHash, std::pair<EntryHash, CheckIn>> opened;  // by the opening
  for (const BlindPeriod& period : blind_periods(notes, pair))
    for (const BlindAnswer& answer : period.answers)
      if (answer.content) opened.emplace(*answer.opening, std::pair(answer.entry, *answer.content));
  std::vector<ReadableCheckIn> out;
  for (const Note* note : in_order(notes)) {
    if (const auto* open = std::get_if<CheckIn>(&note->content))
      out.push_back({note, note->entry, *open});
    if (const auto blind = opened.find(note->entry); blind != opened.end())
      out.push_back({note, blind->second.first, blind->second.second});
  }
  return out;
}

std::vector<Falling> falling_dimensions(std::span<const ReadableCheckIn> check_ins) {
  std::map<std::pair<PartnerId, std::string>, std::map<Period, std::uint32_t>> ratings;
  for (const ReadableCheckIn& check_in : check_ins)
    for (const Rating& rating : check_in.content.ratings)
      ratings[{check_in.note->by, rating.dimension}][check_in.content.period] = rating.value;
  std::vector<Falling> out;
  for (const auto& [of, by_period] : ratings)
    if (is_falling(by_period)) out.push_back({of.first, of.second});
  return out;
}

std::vector<AgendaLine> agenda(std::span<const Note> notes, const PairId& pair,
                               const AgreementFacts& agreement, TimeMs now_ms,
                               const Wording& wording) {
  return Writing(notes, pair, agreement, now_ms, wording).take();
}

}  // namespace troth::practice
