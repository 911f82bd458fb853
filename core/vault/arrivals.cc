#include "core/vault/arrivals.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "core/agreement/proposal.h"
#include "core/practice/blind_check_in.h"
#include "core/practice/content.h"
#include "core/store/content.h"
#include "core/vault/blind_check_ins.h"
#include "core/vault/ground.h"
#include "core/vault/queries.h"
#include "core/vault/snapshot.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

using ledger::EntryKind;

constexpr std::size_t kPage = 256;

template <class Content>
std::optional<EntryHash> proposal_in(const Result<Content>& content) {
  return content ? std::optional(content->proposal) : std::nullopt;
}

// The proposal that an entry makes or answers.
std::optional<EntryHash> proposal_of(const ledger::PlacedEntry& placed) {
  const ByteView payload = placed.entry.payload();
  switch (placed.place.kind) {
    case EntryKind::propose:
      return placed.place.hash;
    case EntryKind::accept:
      return proposal_in(agreement::decode_acceptance(payload));
    case EntryKind::decline:
    case EntryKind::retract:
      return proposal_in(agreement::decode_no(payload));
    case EntryKind::assent:
      return proposal_in(agreement::decode_assent(payload));
    default:
      return std::nullopt;
  }
}

// A restriction by its entry, and whether it waits.
template <class Known>
std::pair<EntryHash, bool> place_of(const Known& known) {
  return {known.entry, known.waits_for_its_past};
}

// `all` ascend: whoever signs many must not make each of them be looked for among all.
template <class Known>
bool is_among(const std::vector<Known>& all, const Known& one) {
  return std::ranges::binary_search(all, place_of(one), {}, place_of<Known>);
}

// What devices sign of themselves is nobody's news. An opening is signed by one
// too, but shows what its partner said.
bool is_told(EntryKind kind) { return ledger::is_by_choice(kind) || kind == EntryKind::opening; }

// The check-in that an entry is, or opens; any other entry itself.
EntryHash check_in_of(const ledger::PlacedEntry& placed) {
  const EntryKind kind = placed.place.kind;
  if (kind != EntryKind::opening && kind != EntryKind::open_by_hand) return placed.place.hash;
  const auto opening = practice::decode_opening(placed.entry.payload());
  return opening ? opening->check_in : placed.place.hash;
}

// Whether an opening shows something, and of a check-in that was told of before.
bool shows_more(const Arrival& opening, const std::set<EntryHash>& came) {
  return opening.check_in && opening.check_in->content && !came.contains(opening.check_in->entry);
}

template <class View>
std::optional<View> found_in(const std::map<EntryHash, View>& views, const EntryHash& entry) {
  const auto at = views.find(entry);
  return at == views.end() ? std::nullopt : std::optional(at->second);
}

bool is_news_of(const PairState& pair, const ledger::PlacedEntry& placed) {
  const ledger::Device* device = pair.chains.find(placed.place.device);
  return device != nullptr && device->partner == pair.partner() && is_told(placed.place.kind) &&
         !store::restriction_kind(placed.place.kind);
}

// What an entry of practice is about; itself, where people call it by its own words.
practice::About about_of(const ledger::PlacedEntry& placed) {
  const auto kind = static_cast<practice::Kind>(placed.place.kind);
  if (kind == practice::Kind::question) return placed.place.hash;
  const auto about = practice::about_of(kind, placed.entry.payload());
  return about.value_or(placed.place.hash);
}

Status add_abouts(std::vector<Arrival>& arrivals, const State& state,
                  const std::vector<ledger::PlacedEntry>& news, TimeMs now) {
  std::map<EntryHash, practice::About> by_entry;
  std::set<practice::About> abouts;
  for (const ledger::PlacedEntry& placed : news)
    if (ledger::range_of(placed.place.kind) == ledger::KindRange::practice)
      abouts.insert(by_entry.emplace(placed.place.hash, about_of(placed)).first->second);
  TROTH_ASSIGN(const auto views, find_commented(state, abouts, now));
  for (Arrival& arrival : arrivals) {
    const auto about = by_entry.find(arrival.entry);
    const auto view = about == by_entry.end() ? views.end() : views.find(about->second);
    if (view != views.end()) arrival.about = view->second;
  }
  return {};
}

// Those of the partner's outside of `seen` that are told of and take nothing away.
Result<std::vector<ledger::PlacedEntry>> news_since(const State& state, Clock seen) {
  std::vector<ledger::PlacedEntry> news;
  for (std::size_t read = kPage; read == kPage;) {
    TROTH_ASSIGN(auto page, state.store().ledger().beyond(seen, kPage));
    read = page.size();
    for (ledger::PlacedEntry& placed : page) {
      seen.raise(placed.place.tick);
      if (is_news_of(*state.pair(), placed)) news.push_back(std::move(placed));
    }
  }
  return news;
}

// Each is looked up by what it names: never all that there is, for however many.
Result<std::map<EntryHash, ProposalView>> proposals_of(const State& state,
                                                       std::span<const ledger::PlacedEntry> news,
                                                       TimeMs now) {
  std::map<EntryHash, ProposalView> views;
  const PairState& pair = *state.pair();
  const store::Proposals source(state.store().ledger(), pair.reading());
  std::optional<document::Ground> ground;
  for (const ledger::PlacedEntry& placed : news) {
    const auto entry = proposal_of(placed);
    const auto proposal = entry ? pair.agreement.proposal(*entry) : std::nullopt;
    if (!proposal || views.contains(*entry)) continue;
    if (!ground) {
      TROTH_ASSIGN(ground, ground_of(state, source, now));
    }
    TROTH_ASSIGN(auto view, view_of(state, *ground, source, *proposal));
    views.emplace(*entry, std::move(view));
  }
  return views;
}

// The partner's alone: whatever an opening claims, it shows nothing of one's own.
Result<std::map<EntryHash, CheckInView>> check_ins_of(const State& state,
                                                      std::span<const ledger::PlacedEntry> news,
                                                      TimeMs now) {
  std::map<EntryHash, CheckInView> views;
  std::set<EntryHash> blind;
  for (const ledger::PlacedEntry& placed : news) {
    const EntryHash entry = check_in_of(placed);
    TROTH_ASSIGN(const auto open, state.store().views().check_in(entry));
    if (open) views.emplace(entry, view_of(state, *open));
    if (!open) blind.insert(entry);
  }
  TROTH_ASSIGN(auto answers, blind_check_ins(state, blind, now));
  for (CheckInView& view : answers) views.emplace(view.entry, std::move(view));
  std::erase_if(views, [](const auto& one) { return one.second.by == Side::mine; });
  return views;
}

}  // namespace

Result<Arrivals> Arrivals::begin(const Vault& vault, TimeMs now) {
  Arrivals arrivals(vault);
  TROTH_TRY(arrivals.look(now));
  return arrivals;
}

Result<std::vector<Arrival>> Arrivals::take(TimeMs now) {
  if (vault_->state().pair() == nullptr) return std::vector<Arrival>();
  TROTH_ASSIGN(auto arrivals, restrictions(now));
  TROTH_ASSIGN(auto others, entries(now));
  std::ranges::move(others, std::back_inserter(arrivals));
  std::ranges::stable_partition(arrivals, ledger::takes_away, &Arrival::kind);
  TROTH_TRY(look(now));
  return arrivals;
}

Status Arrivals::look(TimeMs now) {
  const PairState* pair = vault_->state().pair();
  if (pair == nullptr) return {};
  TROTH_ASSIGN(const auto lines, vault_->state().store().ledger().lines());
  for (const ledger::Line& line : lines) seen_.raise(line.tick());
  known_.clear();
  for (const agreement::RestrictionState& restriction : pair->agreement.restrictions(now))
    known_.push_back({restriction.entry, restriction.waits_for_its_past});
  std::ranges::sort(known_, {}, place_of<KnownRestriction>);
  return {};
}

Result<std::vector<Arrival>> Arrivals::restrictions(TimeMs now) const {
  TROTH_ASSIGN(auto all, Queries(*vault_, now).restrictions(Which::all));
  std::ranges::reverse(all);  // oldest first
  const People people = people_of(vault_->state());
  std::vector<Arrival> arrivals;
  for (RestrictionView& view : all) {
    const auto& state = view.state;
    const KnownRestriction one{state.entry, state.waits_for_its_past};
    if (view.by == Side::mine || is_among(known_, one)) continue;
    arrivals.push_back({state.entry,
                        store::kind_of(state.kind),
                        people.name_of(state.by),
                        state.written_ms,
                        std::move(view),
                        {},
                        {},
                        {}});
  }
  return arrivals;
}

Result<std::vector<Arrival>> Arrivals::entries(TimeMs now) const {
  const State& state = vault_->state();
  TROTH_ASSIGN(const auto news, news_since(state, seen_));
  TROTH_ASSIGN(const auto proposals, proposals_of(state, news, now));
  TROTH_ASSIGN(const auto check_ins, check_ins_of(state, news, now));
  std::set<EntryHash> came;
  for (const ledger::PlacedEntry& placed : news) came.insert(placed.place.hash);
  std::vector<Arrival> arrivals;
  for (const ledger::PlacedEntry& placed : news) {
    Arrival arrival{placed.place.hash,
                    placed.place.kind,
                    people_of(state).partner_name,
                    placed.entry.header().written_at_ms,
                    {},
                    {},
                    found_in(check_ins, check_in_of(placed)),
                    {}};
    if (const auto proposal = proposal_of(placed))
      arrival.proposal = found_in(proposals, *proposal);
    if (arrival.kind == EntryKind::opening && !shows_more(arrival, came)) continue;
    arrivals.push_back(std::move(arrival));
  }
  TROTH_TRY(add_abouts(arrivals, state, news, now));
  return arrivals;
}

}  // namespace troth::vault
