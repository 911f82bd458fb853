#include "core/vault/leaving.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/agreement/restriction.h"
#include "core/vault/pairing_desk.h"
#include "core/vault/signing.h"

namespace troth::vault {
namespace {

using Stage = Leaving::Stage;

// The setting is a stage's letter and a time: "t1795300000000".
constexpr std::array<char, 3> kLetters = {'t', 'd', 'u'};

std::string text_of(const Leaving& leaving) {
  return kLetters.at(static_cast<std::size_t>(leaving.stage)) +
         std::to_string(leaving.waits_until_ms);
}

std::optional<Leaving> leaving_from(std::string_view text) {
  const auto letter = text.empty() ? kLetters.end() : std::ranges::find(kLetters, text.front());
  if (letter == kLetters.end()) return std::nullopt;
  Leaving leaving{static_cast<Stage>(letter - kLetters.begin()), 0};
  const char* last = text.data() + text.size();
  const auto [end, failed] = std::from_chars(text.data() + 1, last, leaving.waits_until_ms);
  if (failed != std::errc() || end != last) return std::nullopt;
  return leaving;
}

Status keep(store::Change& change, const Leaving& leaving) {
  return change.state().set(setting::kLeaving, text_of(leaving));
}

// Nothing that was agreed ends here, so there is nothing to sign or to tell.
Status begin_without_ending(State& state, TimeMs waits_until_ms) {
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(keep(change, {Stage::untold, waits_until_ms}));
  return change.commit();
}

// Whoever asks again to go at once goes at once; nobody waits longer by asking.
Status hasten(State& state, Leaving leaving, TimeMs waits_until_ms) {
  if (waits_until_ms >= leaving.waits_until_ms) return {};
  leaving.waits_until_ms = waits_until_ms;
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(keep(change, leaving));
  return change.commit();
}

}  // namespace

Result<std::optional<Leaving>> leaving_of(const State& state) {
  TROTH_ASSIGN(const auto text, state.store().state().setting(setting::kLeaving));
  if (!text) return std::optional<Leaving>();
  const auto leaving = leaving_from(*text);
  if (!leaving) return refuse(Code::store_inconsistent, "an intention to leave");
  return leaving;
}

Status begin_leaving(State& state, const std::string& reason, TimeMs waits_until_ms, TimeMs now) {
  if (state.pair() == nullptr) return refuse(Code::leave_nothing);
  TROTH_ASSIGN(const auto begun, leaving_of(state));
  if (begun) return hasten(state, *begun, waits_until_ms);
  TROTH_ASSIGN(const bool compared, state.has_compared(state.me()));
  if (!compared) return begin_without_ending(state, waits_until_ms);
  agreement::Restriction ending;
  ending.kind = agreement::RestrictionKind::ending;
  ending.reason = reason;
  TROTH_TRY(agreement::check(ending));
  TROTH_TRY(state.pair()->agreement.may_restrict(ending, state.author()));
  // One more where another ending stands: a lift of that one may be agreed already.
  TROTH_ASSIGN(auto signing, Signing::begin(state, now));
  TROTH_TRY(signing.sign(ledger::EntryKind::end, agreement::encode(ending)));
  TROTH_TRY(keep(signing.change(), {Stage::telling, waits_until_ms}));
  return signing.commit();
}

Status stop_telling(const State& state, store::Change& change, Stage stage) {
  TROTH_ASSIGN(auto leaving, leaving_of(state));
  if (!leaving || leaving->stage != Stage::telling) return {};
  leaving->stage = stage;
  return keep(change, *leaving);
}

bool partner_has_ended(const State& state, TimeMs now) {
  const PairState* pair = state.pair();
  if (pair == nullptr) return false;
  return std::ranges::any_of(pair->agreement.restrictions(now), [&](const auto& restriction) {
    return restriction.kind == agreement::RestrictionKind::ending && !restriction.lifted &&
           restriction.by == pair->partner();
  });
}

Status unpair(State& state) {
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(forget_pair(change));
  TROTH_TRY(change.state().remove(store::StateName::relay_state));
  TROTH_TRY(change.state().unset(setting::kProblem));
  TROTH_TRY(change.commit());
  return state.reload();
}

}  // namespace troth::vault
