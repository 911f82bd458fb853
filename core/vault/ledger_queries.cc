#include "core/agreement/act.h"
#include "core/store/acts.h"
#include "core/vault/ground.h"
#include "core/vault/queries.h"
#include "core/vault/state.h"

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
  const State& state = vault_.state();
  TROTH_TRY(state.need_pair());
  const People people = people_of(state);
  TROTH_ASSIGN(const auto newest, state.store().ledger().newest(most));
  std::vector<LedgerLine> lines;
  for (const ledger::PlacedEntry& placed : newest) {
    const ledger::Device* device = state.pair()->chains.find(placed.place.device);
    TROTH_ASSIGN(std::string note, note_of(state, placed));
    lines.push_back({placed.place.hash,
                     device == nullptr ? std::string() : people.name_of(device->partner),
                     std::string(ledger::name_of(placed.place.kind)), placed.place.tick.seq,
                     placed.entry.header().written_at_ms, std::move(note)});
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
  return view;
}

}  // namespace troth::vault
