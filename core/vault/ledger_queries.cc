#include "core/agreement/act.h"
#include "core/document/draft.h"
#include "core/store/acts.h"
#include "core/vault/dates.h"
#include "core/vault/ground.h"
#include "core/vault/queries.h"
#include "core/vault/state.h"
#include "core/vault/timeline.h"

namespace troth::vault {
namespace {

constexpr std::size_t kPage = 256;

Result<std::string> note_of(const State& state, const ledger::PlacedEntry& placed) {
  if (!ledger::is_known(placed.place.kind)) return std::string("made by a newer version");
  TROTH_ASSIGN(const bool beyond,
               ledger::is_beyond_cut(placed.place, state.pair()->chains, state.store().ledger()));
  if (beyond) return std::string("beyond a cut");
  if (placed.place.standing == ledger::Standing::unconfirmed)
    return std::string("by an unconfirmed device");
  return std::string();
}

Result<LedgerLine> line_of(const State& state, const ledger::PlacedEntry& placed) {
  const ledger::Device* device = state.pair()->chains.find(placed.place.device);
  TROTH_ASSIGN(std::string note, note_of(state, placed));
  return LedgerLine{placed.place.hash,
                    device == nullptr ? std::string() : people_of(state).name_of(device->partner),
                    std::string(ledger::name_of(placed.place.kind)),
                    placed.place.tick.seq,
                    placed.entry.header().written_at_ms,
                    std::move(note)};
}

Result<ledger::EntryKind> kind_named(const std::string& name) {
  constexpr std::uint32_t kMostKinds = 256;
  std::string all;
  for (std::uint32_t number = 1; number < kMostKinds; ++number) {
    const auto kind = static_cast<ledger::EntryKind>(number);
    if (!ledger::is_known(kind)) continue;
    if (ledger::name_of(kind) == name) return kind;
    (all += all.empty() ? "" : ", ") += ledger::name_of(kind);
  }
  return refuse(Code::kind_unknown,
                document::shown(name) + " is none of the kinds of entries: " + all);
}

// By a name, or by "me" and "partner".
Result<const ledger::DeviceChain*> devices_named(const State& state, const std::string& name) {
  const People people = people_of(state);
  const ledger::DeviceChains& chains = state.pair()->chains;
  if (name == "me" || name == people.my_name) return &chains.own;
  if (name == "partner" || name == people.partner_name) return &chains.other;
  return refuse(Code::name_unknown, document::shown(name) + " is none of: " + people.my_name +
                                        ", " + people.partner_name + ", me, partner");
}

Result<store::EntryFilter> filter_of(const State& state, const TimelineWish& wish, TimeMs now) {
  store::EntryFilter filter;
  if (wish.since) {
    TROTH_ASSIGN(const auto ground, ground_of(state, now));
    TROTH_ASSIGN(filter.since_ms, start_of_day(*wish.since, zone_of(ground).name()));
  }
  if (wish.kind) {
    TROTH_ASSIGN(filter.kind, kind_named(*wish.kind));
  }
  if (wish.by) {
    TROTH_ASSIGN(const ledger::DeviceChain* chain, devices_named(state, *wish.by));
    for (const ledger::Device& device : chain->devices()) filter.devices.push_back(device.id);
  }
  return filter;
}

// One entry against its own bytes: form, signature, payload, and the link to
// the entry before it.
Status check_entry(const State& state, const ledger::PlacedEntry& placed) {
  const auto damaged = [&] { return refuse(Code::ledger_entry_changed, placed.place.hash.hex()); };
  const auto again = ledger::decode_entry(placed.entry.encode());
  if (!again || again->hash() != placed.place.hash) return damaged();
  const ledger::Device* device = state.pair()->chains.find(again->header().device);
  if (device == nullptr || again->header().pair != state.pair()->record.pair) return damaged();
  if (!ledger::signature_holds(again->signed_header(), device->sign_pk)) return damaged();
  if (!ledger::check_payload(*again)) return damaged();
  if (!again->header().previous) return {};
  TROTH_ASSIGN(const auto before, state.store().ledger().find(*again->header().previous));
  if (!before || before->tick.seq + 1 != again->header().seq) return damaged();
  return {};
}

}  // namespace

Result<std::vector<LedgerLine>> Queries::ledger(std::size_t most) const {
  return Timeline(vault_, now_).lines({.since = {}, .kind = {}, .by = {}, .most = most});
}

Result<std::vector<LedgerLine>> Timeline::lines(const TimelineWish& wish) const {
  const State& state = vault_.state();
  TROTH_TRY(state.need_pair());
  TROTH_ASSIGN(const store::EntryFilter filter, filter_of(state, wish, now_));
  TROTH_ASSIGN(const auto newest, state.store().ledger().newest(filter, wish.most));
  std::vector<LedgerLine> lines;
  for (const ledger::PlacedEntry& placed : newest) {
    TROTH_ASSIGN(LedgerLine line, line_of(state, placed));
    lines.push_back(std::move(line));
  }
  return lines;
}

Result<VerificationView> Queries::verify_ledger() const {
  const State& state = vault_.state();
  TROTH_ASSIGN(const PairState* pair, state.need_pair());
  TROTH_TRY(state.store().check_integrity());
  agreement::Agreement anew(store::agreement_pair(pair->record, pair->chains));
  VerificationView view;
  std::int64_t position = 0;
  for (;;) {
    TROTH_ASSIGN(const auto page, state.store().ledger().next(position, kPage));
    if (page.empty()) break;
    for (const ledger::PlacedEntry& placed : page) {
      TROTH_TRY(check_entry(state, placed));
      TROTH_ASSIGN(const auto act, store::act_of(placed, pair->reading()));
      TROTH_TRY(anew.add(act));
      ++view.entries;
      if (placed.place.kind == ledger::EntryKind::accept) ++view.acceptances;
    }
  }
  view.digest = anew.digest();
  if (view.digest != pair->agreement.digest()) return refuse(Code::views_differ);
  TROTH_TRY(state.store().check_views(pair->reading()));
  return view;
}

}  // namespace troth::vault
