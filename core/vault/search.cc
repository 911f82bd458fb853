#include "core/vault/search.h"

#include <variant>

#include "core/store/text_index.h"
#include "core/vault/dates.h"
#include "core/vault/ground.h"
#include "core/vault/state.h"

namespace troth::vault {
namespace {

Result<std::optional<store::Side>> side_named(const std::string& by, const People& people) {
  if (by.empty()) return std::optional<store::Side>();
  if (by == "me" || by == people.my_name) return std::optional(store::Side::own);
  if (by == "partner" || (people.partner && by == people.partner_name))
    return std::optional(store::Side::other);
  return refuse(Code::search_by_nobody,
                "me or partner, " + people.my_name +
                    (people.partner ? " or " + people.partner_name : std::string()));
}

// The index says when it was written as it sorts it; the entry says what was claimed.
Result<SearchHit> hit_of(const State& state, const EntryHash& hash,
                         const std::vector<store::Phrase>& phrases) {
  TROTH_ASSIGN(const auto placed, state.store().ledger().placed(hash));
  const PairState* pair = state.pair();
  if (!placed || pair == nullptr)
    return refuse(Code::store_inconsistent, "a text without its entry");
  const ledger::Device* device = pair->chains.find(placed->place.device);
  const auto subject = store::subject_of(placed->place.kind);
  if (device == nullptr || !subject) return refuse(Code::store_inconsistent, "a text of nobody");
  SearchHit hit;
  hit.subject = *subject;
  hit.id = store::known_by(placed->entry).hex();
  hit.by = side_of(state, device->partner);
  hit.by_name = people_of(state).name_of(device->partner);
  hit.written_ms = placed->entry.header().written_at_ms;
  hit.counts = placed->place.standing == ledger::Standing::counts;
  TROTH_ASSIGN(hit.excerpt,
               state.store().excerpt_of(store::text_of(placed->entry, pair->reading()), phrases));
  return hit;
}

Result<SearchHit> hit_of(const State& state, const store::JournalId& id,
                         const std::vector<store::Phrase>& phrases) {
  TROTH_ASSIGN(const auto page, state.store().journal().find(id));
  if (!page) return refuse(Code::store_inconsistent, "words without their page");
  SearchHit hit;
  hit.subject = Subject::journal;
  hit.id = id.hex();
  hit.by_name = state.name();
  hit.written_ms = page->begun_ms;
  TROTH_ASSIGN(hit.excerpt, state.store().excerpt_of(page->text, phrases));
  return hit;
}

}  // namespace

Result<std::vector<SearchHit>> Searching::find(const SearchFor& wanted) const {
  const State& state = vault_.state();
  store::Search search;
  search.most = wanted.most;
  search.subject = wanted.subject;
  TROTH_ASSIGN(search.phrases, state.store().phrases_of(wanted.words));
  TROTH_ASSIGN(search.by, side_named(wanted.by, people_of(state)));
  TROTH_TRY(take_days(wanted, search));
  TROTH_ASSIGN(const auto found, state.store().views().texts().find(search));
  std::vector<SearchHit> hits;
  for (const store::Hit& one : found) {
    TROTH_ASSIGN(
        auto hit,
        std::visit([&](const auto& id) { return hit_of(state, id, search.phrases); }, one.where));
    hits.push_back(std::move(hit));
  }
  return hits;
}

// Days are those of the agreed time zone, which takes the agreement to know: only where one is
// named.
Status Searching::take_days(const SearchFor& wanted, store::Search& search) const {
  if (wanted.since.empty() && wanted.until.empty()) return {};
  std::string zone = "UTC";
  if (vault_.state().pair() != nullptr) {
    TROTH_ASSIGN(const auto ground, ground_of(vault_.state(), now_));
    zone = zone_of(ground).name();
  }
  if (!wanted.since.empty()) {
    TROTH_ASSIGN(search.since_ms, start_of_day(wanted.since, zone));
  }
  if (!wanted.until.empty()) {
    TROTH_ASSIGN(search.before_ms, end_of_day(wanted.until, zone));
  }
  return {};
}

}  // namespace troth::vault
