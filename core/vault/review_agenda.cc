#include "core/vault/review_agenda.h"

#include <algorithm>
#include <limits>
#include <set>

#include "core/vault/dates.h"
#include "core/vault/ground.h"
#include "core/vault/review_notes.h"

namespace troth::vault {
namespace {

using agreement::ProposalState;
using practice::Kind;
using practice::Note;

constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
constexpr Kind kSince[] = {Kind::opening, Kind::open_by_hand, Kind::check_in, Kind::observance,
                           Kind::answer};
constexpr Kind kHad[] = {Kind::talked};
constexpr Kind kOfPeriods[] = {Kind::blind_check_in, Kind::opening, Kind::open_by_hand};

// The notes that an agenda is made of, each once.
class Gathering {
 public:
  explicit Gathering(const store::Notes& store) : store_(store) {}

  void add(std::vector<Note> notes) {
    for (Note& note : notes)
      if (held_.insert(note.entry).second) notes_.push_back(std::move(note));
  }
  // What was committed to where something was opened: it may be older than that.
  Status add_blind(std::span<const Note> opened) {
    std::set<TimeMs> begins;
    for (const Note& note : opened)
      if (std::holds_alternative<practice::Opening>(note.content))
        if (const auto period = practice::period_of(note.content)) begins.insert(period->start_ms);
    for (const TimeMs begin : begins) {
      TROTH_ASSIGN(auto notes, store_.of_periods(kOfPeriods, {begin, begin + 1}, kAll));
      add(std::move(notes));
    }
    return {};
  }
  // Whether each was had, where the store does not tell.
  Status add_had(std::span<const Note> talks) {
    for (const Note& talk : talks) {
      TROTH_ASSIGN(auto had, store_.about(talk.entry, kHad));
      add(std::move(had));
    }
    return {};
  }
  std::vector<Note> take() { return std::move(notes_); }

 private:
  const store::Notes& store_;
  std::set<EntryHash> held_;
  std::vector<Note> notes_;
};

class Facts {
 public:
  Facts(const State& state, const store::Proposals& proposals, const document::Ground& ground)
      : state_(state), proposals_(proposals), ground_(ground), people_(people_of(state)) {}

  Result<practice::AgreementFacts> of(std::span<const Note> notes) {
    const agreement::Agreement& agreement = state_.pair()->agreement;
    for (const Note& note : notes) TROTH_TRY(add_answer(note));
    for (const ProposalState& proposal : agreement.proposals()) TROTH_TRY(add(proposal));
    for (const agreement::ClauseState& clause : ground_.clauses)
      if (clause.exists && clause.origin)
        facts_.clauses.push_back({clause.id, std::max(clause.origin->accepted_ms, reaffirmed_ms_)});
    facts_.renew_by_ms = agreement.term().renew_by_ms;
    if (proposals_.failure()) return std::unexpected(*proposals_.failure());
    return std::move(facts_);
  }

 private:
  Status add_answer(const Note& note) {
    if (!std::holds_alternative<practice::DecisionAnswer>(note.content)) return {};
    TROTH_ASSIGN(const auto verdict,
                 state_.store().notes(state_.pair()->chains).verdict(note.entry));
    if (!verdict || agreement::is_as_agreed(*verdict)) return {};
    const PartnerId& other = ground_.pair.other_than(note.by);
    facts_.outside.push_back(
        {note.entry, verdict->outcome,
         agreement::words_for(*verdict, people_.name_of(note.by), people_.name_of(other))});
    return {};
  }

  Status add(const ProposalState& proposal) {
    using Stage = ProposalState::Stage;
    if (proposal.stage == Stage::open)
      facts_.open_proposals.push_back(
          {proposal.entry, proposal.by, title_of(proposal), proposal.written_ms});
    if (proposal.stage == Stage::accepted) keep_reaffirmation(proposal);
    const bool is_void = proposal.stage != Stage::accepted && !proposal.acceptances.empty();
    return is_void ? add_void(proposal) : Status{};
  }

  Status add_void(const ProposalState& proposal) {
    practice::VoidAcceptance out{proposal.entry, title_of(proposal), {}, 0, {}};
    out.written_ms = proposal.acceptances.front().written_ms;
    for (const agreement::AcceptanceState& acceptance : proposal.acceptances) {
      TROTH_TRY(add_tick(out, acceptance.entry));
      for (const agreement::VoidCause& cause : acceptance.void_causes)
        TROTH_TRY(add_tick(out, cause.entry));
    }
    out.why = why_void(proposal);
    facts_.void_acceptances.push_back(std::move(out));
    return {};
  }

  // consent.md's words, each once.
  [[nodiscard]] std::string why_void(const ProposalState& proposal) const {
    std::vector<std::string> sentences;
    for (const agreement::AcceptanceState& acceptance : proposal.acceptances) {
      if (acceptance.unsound) sentences.push_back(agreement::words_for(*acceptance.unsound));
      for (const agreement::VoidCause& cause : acceptance.void_causes)
        sentences.push_back(agreement::words_for(cause.why, people_.name_of(cause.by),
                                                 people_.name_of(acceptance.by)));
    }
    std::string all;
    for (const std::string& sentence : sentences)
      if (all.find(sentence) == std::string::npos) all += (all.empty() ? "" : " ") + sentence;
    return all;
  }

  Status add_tick(practice::VoidAcceptance& out, const EntryHash& entry) {
    TROTH_ASSIGN(const auto place, state_.store().ledger().find(entry));
    if (place) out.because.push_back(place->tick);
    return {};
  }

  // Whoever reaffirms has looked at every clause again.
  void keep_reaffirmation(const ProposalState& proposal) {
    const agreement::Proposal* content = proposals_.proposal(proposal.entry);
    if (content == nullptr || !content->reaffirms) return;
    for (const agreement::AcceptanceState& acceptance : proposal.acceptances)
      if (!acceptance.unsound && acceptance.void_causes.empty())
        reaffirmed_ms_ = std::max(reaffirmed_ms_, acceptance.written_ms);
  }

  [[nodiscard]] std::string title_of(const ProposalState& proposal) const {
    const agreement::Proposal* content = proposals_.proposal(proposal.entry);
    return content == nullptr ? "A proposal" : content->title;
  }

  const State& state_;
  const store::Proposals& proposals_;
  const document::Ground& ground_;
  People people_;
  practice::AgreementFacts facts_;
  TimeMs reaffirmed_ms_ = 0;
};

practice::Wording wording_of(const State& state, const document::Ground& ground) {
  const std::string zone_name = zone_of(ground).name();
  const People people = people_of(state);
  const auto clause_name = [people, &ground](const ClauseId& id) {
    const auto content = ground.contents.find(id);
    return content == ground.contents.end() ? "a clause that no longer stands"
                                            : name_of_clause(content->second, people);
  };
  return {[people](const PartnerId& id) { return people.name_of(id); }, clause_name,
          [zone_name](TimeMs instant) { return day_text(instant, zone_name); }};
}

}  // namespace

Result<std::vector<practice::AgendaLine>> agenda_of(const State& state,
                                                    const store::Proposals& proposals,
                                                    const document::Ground& ground, TimeMs now) {
  const store::Notes store = state.store().notes(state.pair()->chains);
  TROTH_ASSIGN(auto of_reviews, review_notes(state, LookBack::lately));
  const practice::Reviews reviews = practice::reviews_of(of_reviews);
  const Clock seen = reviews.last ? reviews.last->seen : Clock{};
  TROTH_ASSIGN(auto since, store.beyond(seen, kSince, kAll));
  // What those since are compared with.
  TROTH_ASSIGN(auto before, store.last_check_ins(seen));
  TROTH_ASSIGN(auto talks, store.open_talks(kAll));
  Gathering gathering(store);
  gathering.add(std::move(of_reviews));
  TROTH_TRY(gathering.add_had(talks));
  gathering.add(std::move(talks));
  TROTH_TRY(gathering.add_blind(since));
  TROTH_TRY(gathering.add_blind(before));
  gathering.add(std::move(before));
  TROTH_ASSIGN(const auto facts, Facts(state, proposals, ground).of(since));
  gathering.add(std::move(since));
  const auto notes = gathering.take();
  return practice::agenda(notes, ground.pair.id, facts, now, wording_of(state, ground));
}

}  // namespace troth::vault
