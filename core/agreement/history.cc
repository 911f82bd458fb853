#include "core/agreement/history.h"

#include <algorithm>
#include <tuple>

#include "core/agreement/consent.h"
#include "core/base/check.h"

namespace troth::agreement {
namespace {

// How many entries the past holds: more than that of each of them.
std::uint64_t size_of(const Clock& past) {
  std::uint64_t size = 0;
  for (const Tick& tick : past.ticks()) size += tick.seq;
  return size;
}

// Only these can change how things stand.
bool may_turn(const Act& act) {
  const auto* proposal = std::get_if<ProposalFacts>(&act.deed);
  return (proposal != nullptr && proposal->counters.has_value()) ||
         std::holds_alternative<Acceptance>(act.deed) ||
         std::holds_alternative<NoFacts>(act.deed) ||
         std::holds_alternative<RestrictionFacts>(act.deed) ||
         std::holds_alternative<Cut>(act.deed);
}

Clock with(Clock clock, const Act& act) {
  clock.merge(act.past);
  clock.raise(act.at);
  return clock;
}

std::vector<VoidCause> causes_of(const Agreement& agreement, const EntryHash& acceptance,
                                 const EntryHash& proposal) {
  const auto state = agreement.proposal(proposal);
  if (!state) return {};
  const auto found = std::ranges::find(state->acceptances, acceptance, &AcceptanceState::entry);
  if (found == state->acceptances.end()) return {};
  return found->void_causes;
}

}  // namespace

History::History(const Pair& pair, std::vector<Act> acts)
    : pair_(pair), acts_(std::move(acts)), consent_(std::make_unique<Consent>(pair)) {}
History::~History() = default;
History::History(History&&) noexcept = default;
History& History::operator=(History&&) noexcept = default;

Result<History> History::of(const Pair& pair, std::vector<Act> acts) {
  History history(pair, std::move(acts));
  TROTH_TRY(history.read());
  return history;
}

Status History::read() {
  std::vector<const Act*> turns;
  Agreement all(pair_);
  for (const Act& act : acts_) {
    TROTH_TRY(consent_->add(act));
    TROTH_TRY(all.add(act));
  }
  for (const Act& act : acts_)
    if (may_turn(act) && !never_counted(act)) turns.push_back(&act);
  // An entry claims no earlier than its past does, and its past is larger than theirs.
  const auto place = [](const Act* act) {
    return std::tuple(act->latest_ms, size_of(act->past), act->entry);
  };
  std::ranges::sort(turns, {}, place);
  Clock clock;
  for (const Act* act : turns) add(*act, clock);
  for (AgreementVersion& version : versions_)
    if (version.what == AgreementVersion::What::accepted)
      version.void_causes = causes_of(all, version.entry, *version.proposal);
  return {};
}

void History::add(const Act& act, Clock& clock) {
  const View before = *consent_->held(clock);
  clock = with(std::move(clock), act);
  const View after = *consent_->held(clock);
  AgreementVersion version = version_of(act);
  version.digest = consent_->digest(after);
  const Hash last = versions_.empty() ? consent_->digest(before) : versions_.back().digest;
  if (version.digest == last && !is_reaffirmed_by(act)) return;
  version.clock = clock;
  for (const auto& [id, index] : consent_->touched())
    if (consent_->standing(index, before) != consent_->standing(index, after))
      version.changed.push_back(id);
  versions_.push_back(std::move(version));
}

// An acceptance that is not sound has no effect on anything; the store keeps only some of them.
bool History::never_counted(const Act& act) const {
  const auto* acceptance = std::get_if<Acceptance>(&act.deed);
  if (acceptance == nullptr) return false;
  const auto index = consent_->find_proposal(acceptance->proposal);
  return !index || std::ranges::none_of(consent_->proposals()[*index].sound, [&](Index sound) {
    return consent_->acceptances()[sound].entry == act.entry;
  });
}

// A sound acceptance of the agreement as it stands changes nothing, and is remembered.
bool History::is_reaffirmed_by(const Act& act) const {
  const auto* acceptance = std::get_if<Acceptance>(&act.deed);
  const auto index = acceptance ? consent_->find_proposal(acceptance->proposal) : std::nullopt;
  return index && consent_->proposals()[*index].facts.reaffirms.has_value();
}

AgreementVersion History::version_of(const Act& act) const {
  using What = AgreementVersion::What;
  AgreementVersion version;
  version.seen_digest = consent_->digest(*consent_->held(with({}, act)));
  version.entry = act.entry;
  version.by = act.partner;
  version.written_ms = act.written_ms;
  version.latest_ms = act.latest_ms;
  if (const auto* acceptance = std::get_if<Acceptance>(&act.deed)) {
    version.proposal = acceptance->proposal;
    if (const auto index = consent_->find_proposal(acceptance->proposal)) {
      const ProposalFacts& facts = consent_->proposals()[*index].facts;
      version.lifts = facts.lifts;
      version.reaffirms = facts.reaffirms.has_value();
    }
  } else if (const auto* no = std::get_if<NoFacts>(&act.deed)) {
    version.proposal = no->proposal;
    const auto index = consent_->find_proposal(no->proposal);
    const bool is_own =
        index && consent_->partner(consent_->proposals()[*index].side) == act.partner;
    version.what = is_own ? What::retracted : What::declined;
  } else if (const auto* proposal = std::get_if<ProposalFacts>(&act.deed)) {
    version.what = What::countered;
    version.proposal = proposal->counters;
  } else {
    version.what = std::holds_alternative<Cut>(act.deed) ? What::disputed : What::restricted;
  }
  return version;
}

Agreement History::at(const AgreementVersion& version) const {
  Agreement agreement(pair_);
  for (const Act& act : acts_)
    if (version.clock.contains(act.at)) CHECK(agreement.add(act));
  return agreement;
}

std::vector<ClauseTurn> History::life_of(const ClauseId& clause) const {
  std::vector<ClauseTurn> out;
  const auto index = consent_->find_clause(clause);
  if (!index) return out;
  const auto covers = [&](const EntryHash& entry, const View& view) {
    const auto restriction = consent_->find_restriction(entry);
    return restriction && consent_->covers(consent_->restrictions()[*restriction], *index, view) &&
           consent_->content(*index, view) != nullptr;
  };
  ClauseTurn last;
  for (std::size_t number = 0; number < versions_.size(); ++number) {
    const AgreementVersion& version = versions_[number];
    const View view = *consent_->held(version.clock);
    ClauseTurn turn{number,
                    last.after,
                    consent_->standing(*index, view),
                    last.is_on_hold,
                    consent_->on_hold(*index, view),
                    false,
                    {}};
    turn.is_restricted =
        version.what == AgreementVersion::What::restricted && covers(version.entry, view);
    for (const EntryHash& lifted : version.lifts)
      if (covers(lifted, view)) turn.lifted.push_back(lifted);
    last = turn;
    if (turn.before != turn.after || turn.was_on_hold != turn.is_on_hold || turn.is_restricted ||
        !turn.lifted.empty())
      out.push_back(std::move(turn));
  }
  return out;
}

}  // namespace troth::agreement
