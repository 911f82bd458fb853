#include "core/vault/intake.h"

#include <algorithm>

#include "core/ledger/payload.h"
#include "core/vault/doubt.h"
#include "core/vault/records.h"

namespace troth::vault {
namespace {

using store::StateName;

class Intake {
 public:
  Intake(State& state, store::Change& change, TimeMs now)
      : state_(state), pair_(*state.pair()), change_(change), now_(now) {}

  // What waited, verified once more: a newer program may read it.
  Status take_waiting() {
    TROTH_ASSIGN(const auto verdicts, ledger::receive_waiting(pair_.ledger(), change_.ledger()));
    for (const ledger::Verdict& verdict : verdicts) TROTH_TRY(take(verdict));
    reload_ = reload_ || !verdicts.empty();
    return {};
  }

  Status take(sync::Correspondence::Received& received, sync::Correspondence& next) {
    if (auto* arrival = std::get_if<sync::Arrival>(&received)) return take(*arrival, next);
    // A Hello comes from an added or restored device, which this version cannot
    // confirm: it is told and left alone.
    if (std::holds_alternative<sync::Hello>(received))
      taken_.troubles.push_back(error(Code::device_unknown));
    return {};
  }
  [[nodiscard]] Taken& taken() { return taken_; }

 private:
  Status take(const sync::Arrival& arrival, sync::Correspondence& next) {
    TROTH_TRY(take_certificates(arrival.message.certificates));
    for (const Bytes& bytes : arrival.message.entries) {
      TROTH_ASSIGN(const auto verdicts, ledger::receive(bytes, pair_.ledger(), change_.ledger()));
      for (const ledger::Verdict& verdict : verdicts) TROTH_TRY(take(verdict));
    }
    TROTH_TRY(take_control(arrival));
    const auto difference = next.on_stored(arrival, news_ ? sync::News::some : sync::News::none,
                                           {change_.ledger(), pair_.chains}, now_, state_.random());
    if (difference) {
      TROTH_TRY(judge_frontier(arrival, *difference, next));
    } else {
      // A frontier that makes no sense is no reason to lose the entries beside it.
      if (is_of_the_store(difference.error().code)) return std::unexpected(difference.error());
      taken_.troubles.push_back(difference.error());
    }
    std::ranges::copy(arrival.problems, std::back_inserter(taken_.troubles));
    if (arrival.accepted_session)
      TROTH_TRY(change_.raise(next.roots().current().epoch, *arrival.accepted_session));
    if (arrival.roots_changed) TROTH_TRY(change_.raise(next.roots().current().epoch, 0));
    return {};
  }

  // Whose chain it goes on decides itself: it fits one of the two, or none.
  Status take_certificates(const std::vector<Bytes>& certificates) {
    bool extended = false;
    for (const Bytes& bytes : certificates) {
      const auto certificate = ledger::decode_certificate(bytes);
      if (!certificate) continue;
      for (const auto side : {store::Side::own, store::Side::other}) {
        ledger::DeviceChain& chain =
            side == store::Side::own ? pair_.chains.own : pair_.chains.other;
        const std::uint32_t length = chain.length();
        if (!chain.append(*certificate) || chain.length() == length) continue;
        TROTH_TRY(change_.pair().extend_chain(side, chain));
        extended = true;
      }
    }
    return extended ? read_anew() : Status();
  }

  // What an entry does may hang on a certificate that came after it: a revocation,
  // a confirmation. In the order of the entries, as if it had always been here.
  Status read_anew() {
    news_ = true;
    TROTH_TRY(change_.rebuild_views(pair_.reading()));
    TROTH_ASSIGN(pair_.agreement, change_.views().agreement(pair_.reading()));
    return take_waiting();
  }

  Status take(const ledger::Verdict& verdict) {
    if (verdict.equivocation) {
      TROTH_TRY(change_.ledger().keep_equivocation(*verdict.equivocation));
      taken_.troubles.push_back(error(Code::device_equivocated));
    }
    if (verdict.place && verdict.outcome != ledger::Outcome::duplicate) {
      TROTH_TRY(change_.views().on_placed({*verdict.entry, *verdict.place}, pair_.reading(),
                                          pair_.agreement));
      ++taken_.new_entries;
      news_ = true;
      if (verdict.place->device == state_.device())
        TROTH_TRY(change_.state().set(setting::kOwnEntryLacked, "1"));
      if (verdict.place->kind == ledger::EntryKind::session) judge_session(*verdict.entry);
    }
    if (verdict.counts_as_pause_of_everything && verdict.entry) {
      const ledger::Device* device = pair_.chains.find(verdict.entry->header().device);
      if (device != nullptr)
        pair_.agreement.add_waiting(verdict.entry->hash(), device->partner,
                                    verdict.entry->header().written_at_ms);
    } else if (verdict.counts_as_pause_of_everything) {
      reload_ = true;  // kept, but not readable: the views know whose it is
    }
    if (verdict.outcome == ledger::Outcome::refused && verdict.error)
      taken_.troubles.push_back(*verdict.error);
    return {};
  }

  // Somebody asked for a session in this device's name.
  void judge_session(const ledger::Entry& entry) {
    const auto said = ledger::decode_session(entry.payload());
    if (said && !pair_.correspondence.has_caused(*said))
      taken_.troubles.push_back(error(Code::device_cloned));
  }

  Status take_control(const sync::Arrival& arrival) {
    taken_.links_changed = taken_.links_changed || arrival.roots_changed;
    if (arrival.message.write_key) TROTH_TRY(take_write_key(*arrival.message.write_key));
    if (!arrival.message.relay) return {};
    TROTH_ASSIGN(const auto known, state_.place_of(pair_.partner_mailbox));
    if (known == *arrival.message.relay) return {};
    taken_.links_changed = true;
    return change_.state().put(StateName::mailbox_place, encode(*arrival.message.relay),
                               pair_.partner_mailbox.view());
  }

  Status take_write_key(const SignPublicKey& key) {
    return edit_relay(state_, change_, [&](OwnRelay& relay) {
      taken_.links_changed = taken_.links_changed || relay.partner_writes_by != key;
      relay.partner_writes_by = key;
    });
  }

  // A frontier that names entries of this device that it lacks is a hint that
  // its files are old; where one of them is missing, a frontier that was sent
  // since says that nothing else is.
  Status judge_frontier(const sync::Arrival& arrival, const ledger::Difference& difference,
                        const sync::Correspondence& next) {
    std::optional<ledger::Head> lacked;
    for (const ledger::Head& head : difference.we_lack)
      if (head.device == state_.device()) lacked = head;  // they ascend
    store::PrivateState& settings = change_.state();
    TROTH_ASSIGN(const bool hint, hear_frontier(settings, arrival.place, lacked, next));
    if (hint && lacked) taken_.troubles.push_back(error(Code::own_ledger_maybe_behind));
    const bool is_missing = is_missing_a_guard(state_.store().found());
    TROTH_ASSIGN(const bool relay_ahead, is_relay_ahead(settings));
    if (!is_missing && !relay_ahead) return {};
    TROTH_ASSIGN(const bool since, is_sent_since(settings, arrival, next));
    if (!since || hint) return {};
    settles_ = is_missing;
    TROTH_TRY(forget_relay_ahead(settings));
    return forget_begun(settings);
  }

 public:
  [[nodiscard]] bool settles() const { return settles_; }
  [[nodiscard]] bool must_reload() const { return reload_; }

 private:
  State& state_;
  PairState& pair_;
  store::Change& change_;
  TimeMs now_;
  Taken taken_;
  bool news_ = false;
  bool settles_ = false;
  bool reload_ = false;
};

Status remember_seq(const State& state, store::Change& change, std::uint64_t seq) {
  return edit_relay(state, change, [seq](OwnRelay& relay) {
    relay.acknowledged = std::max(relay.acknowledged, seq);
  });
}

// Nothing of it is taken but its seq, so that it does not fill the mailbox.
Result<Taken> pass_over(State& state, const sync::Delivered& delivered,
                        const std::optional<Error>& why) {
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(remember_seq(state, change, delivered.seq));
  TROTH_TRY(change.commit());
  Taken taken;
  if (why) taken.troubles.push_back(*why);
  return taken;
}

// What a missing anchor or counter waited for was heard.
Status settle(State& state) {
  const store::Found& found = state.store().found();
  const auto ahead = ledger::Freshness::ahead;
  if (found.counter == ahead || found.anchor == ahead) return {};
  if (found.counter == ledger::Freshness::level && found.anchor == ledger::Freshness::level)
    return {};
  return state.store().settle();
}

Result<Taken> take_opened(State& state, const sync::Delivered& delivered,
                          sync::Correspondence::Received received, sync::Correspondence next,
                          TimeMs now) {
  TROTH_ASSIGN(auto change, state.store().begin());
  Intake intake(state, change, now);
  TROTH_TRY(intake.take(received, next));
  TROTH_TRY(remember_seq(state, change, delivered.seq));
  TROTH_TRY(commit_with(state, std::move(change), std::move(next)));
  if (intake.must_reload()) TROTH_TRY(state.reload());
  if (intake.settles()) TROTH_TRY(settle(state));
  return std::move(intake.taken());
}

}  // namespace

Result<Taken> take_in(State& state, const sync::Delivered& delivered, TimeMs now) {
  const PairState* pair = state.pair();
  // Of a pairing that was cancelled; nobody can open it any more.
  if (pair == nullptr) return pass_over(state, delivered, std::nullopt);
  sync::Correspondence next = pair->correspondence.clone();
  auto received = next.receive(delivered.envelope, state.own_keys(), now, state.random());
  if (!received) return pass_over(state, delivered, received.error());
  auto taken = take_opened(state, delivered, std::move(*received), std::move(next), now);
  if (taken) return taken;
  TROTH_TRY(state.reload());  // the change left no trace; neither may the memory
  if (is_of_the_store(taken.error().code)) return taken;
  return pass_over(state, delivered, taken.error());  // or the relay would bring it for ever
}

Status retry_waiting(State& state, TimeMs now) {
  if (state.pair() == nullptr) return {};
  TROTH_ASSIGN(const auto waiting, state.store().ledger().waiting());
  if (waiting.empty()) return {};
  const auto retry = [&]() -> Status {
    TROTH_ASSIGN(auto change, state.store().begin());
    Intake intake(state, change, now);
    TROTH_TRY(intake.take_waiting());
    TROTH_TRY(change.commit());
    return intake.must_reload() ? state.reload() : Status();
  };
  const Status retried = retry();
  if (!retried) TROTH_TRY(state.reload());
  return retried;
}

}  // namespace troth::vault
