#include "core/vault/sync_pump.h"

#include <algorithm>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include "core/base/relay_protocol.h"
#include "core/net/dial.h"
#include "core/sync/reconnect.h"
#include "core/vault/leaving.h"
#include "core/vault/records.h"
#include "core/vault/relay_link.h"

namespace troth::vault {
namespace {

constexpr auto kLeaveWithin = std::chrono::seconds(30);

// Every relay that has something to do with this vault: where the own mailbox
// is, where the partner's is, and where a pairing goes on.
Result<std::vector<RelayPlace>> places_of(const State& state) {
  std::vector<RelayPlace> places;
  const auto add = [&](const RelayPlace& place) {
    if (std::ranges::find(places, place) == places.end()) places.push_back(place);
  };
  TROTH_ASSIGN(const auto pairing, UnfinishedPairing::find(state));
  if (pairing && !pairing->is_over(now_ms())) add(pairing->relay());
  TROTH_ASSIGN(const auto own, state.relay());
  if (own) add(own->place);
  if (const PairState* pair = state.pair()) {
    TROTH_ASSIGN(const auto partners, state.place_of(pair->partner_mailbox));
    add(partners);
  }
  return places;
}

// What the status shows until the next contact that goes well.
void keep_problem(State& state, const Error& problem) {
  auto change = state.store().begin();
  if (!change) return;
  const std::string text = std::string(name_of(problem.code)) + "|" + problem.message;
  if (change->state().set(setting::kProblem, text)) (void)change->commit();
}

// What is left until `deadline`, shared with the relays after this one: one that
// never answers must not take their time, too.
net::Deadline share_of(net::Deadline deadline, std::size_t relays) {
  return net::share_of(net::after({}), deadline, relays);
}

// One connection to one relay, until the aim is reached.
asio::awaitable<Result<RelayLink::Ended>> serve_once(State& state, RelayPlace place, Aim aim,
                                                     SyncReport& report,
                                                     const Listeners& listeners) {
  RelayLink link(state, place, report, listeners);
  auto ended = co_await link.serve(aim);
  if (!ended && !is_of_the_store(ended.error().code)) {
    keep_problem(state, ended.error());
    if (listeners.on_link) listeners.on_link();
  }
  co_return ended;
}

asio::awaitable<void> back_off(sync::Reconnect& reconnect, crypto::Random& random) {
  const TimeMs now = now_ms();
  const TimeMs wait_ms = std::max<TimeMs>(0, reconnect.on_failed(now, random) - now);
  asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::milliseconds(wait_ms));
  co_await timer.async_wait(asio::use_awaitable);
}

// True for what a further attempt can mend: the network's faults.
bool can_be_retried(Code code) {
  return code == Code::relay_unreachable || code == Code::relay_connection_lost ||
         code == Code::relay_silent || code == Code::frame_malformed;
}

// Whoever leaves has waited long enough to tell it.
Result<bool> has_waited_enough(const State& state) {
  TROTH_ASSIGN(const auto leaving, leaving_of(state));
  return leaving && leaving->is_overdue(now_ms());
}

asio::awaitable<Status> serve_for_ever(State& state, RelayPlace place, SyncReport& report,
                                       const Listeners& listeners) {
  sync::Reconnect reconnect;
  for (;;) {
    reconnect.on_connected(now_ms());  // a dial alone never lasts the minute that counts
    const Aim aim{Aim::Until::ever, net::after(std::chrono::milliseconds(kReconnectMs))};
    auto ended = co_await serve_once(state, place, aim, report, listeners);
    if (ended && *ended == RelayLink::Ended::links_changed) co_return Status();
    if (!ended) {
      // Whatever the network or the relay does, waiting may mend it; a disk that fails does not.
      if (is_of_the_store(ended.error().code)) co_return std::unexpected(ended.error());
      co_await back_off(reconnect, state.random());
    }  // else the daily reconnection
    // By now the other relay had its time as well.
    auto overdue = has_waited_enough(state);
    if (!overdue || *overdue) co_return overdue ? Status() : std::unexpected(overdue.error());
  }
}

// All that each relay has and takes, until nothing is left or the deadline has come.
asio::awaitable<Status> exchange(State& state, net::Deadline deadline, SyncReport& report) {
  const Listeners nobody;
  for (bool again = true; again;) {
    again = false;
    auto places = places_of(state);
    if (!places) co_return std::unexpected(places.error());
    if (places->empty()) co_return refuse(Code::relay_none);
    report.complete = true;
    std::optional<Error> failed;  // one relay that is down keeps nothing from the other
    for (std::size_t i = 0; i < places->size(); ++i) {
      const Aim aim{Aim::Until::quiet, share_of(deadline, places->size() - i)};
      auto ended = co_await serve_once(state, (*places)[i], aim, report, nobody);
      if (!ended && is_of_the_store(ended.error().code)) co_return std::unexpected(ended.error());
      if (!ended) {
        failed = ended.error();
        continue;
      }
      again = again || *ended == RelayLink::Ended::links_changed;
      report.complete = report.complete && *ended == RelayLink::Ended::aim_reached;
    }
    auto leaving = leaving_of(state);
    if (!leaving) co_return std::unexpected(leaving.error());
    if (*leaving && (*leaving)->is_going()) co_return Status();  // nothing is made anew there
    if (failed) co_return std::unexpected(*failed);
  }
  co_return Status();
}

// The intention, where the time to go has come; told or not is settled by this.
Result<std::optional<Leaving>> begin_going(State& state) {
  TROTH_ASSIGN(auto leaving, leaving_of(state));
  if (!leaving || leaving->is_going()) return leaving;
  if (!leaving->is_overdue(now_ms())) return std::optional<Leaving>();
  TROTH_ASSIGN(auto change, state.store().begin());
  TROTH_TRY(stop_telling(state, change, Leaving::Stage::untold));
  TROTH_TRY(change.commit());
  return leaving_of(state);
}

// What leaving still asks for, once the partner's relay was told, or is waited for no
// longer: the own mailbox deleted, and the pair forgotten. Nothing where nobody is
// leaving, or the time has not come; an Error where the own relay has to be waited for.
asio::awaitable<Result<std::optional<Left>>> leave(State& state, net::Deadline deadline,
                                                   SyncReport& report, const Listeners& listeners) {
  auto going = begin_going(state);
  if (!going) co_return std::unexpected(going.error());
  if (!*going) co_return std::optional<Left>();
  const Leaving leaving = **going;
  auto relay = state.relay();
  if (!relay) co_return std::unexpected(relay.error());
  Left left{leaving.stage == Leaving::Stage::told, false};
  if (*relay) {
    const Aim aim{Aim::Until::mailbox_deleted, deadline};
    auto ended = co_await serve_once(state, (*relay)->place, aim, report, listeners);
    if (!ended && is_of_the_store(ended.error().code)) co_return std::unexpected(ended.error());
    left.mailbox_deleted = ended && *ended == RelayLink::Ended::aim_reached;
    if (!left.mailbox_deleted && !leaving.is_overdue(now_ms())) {
      if (!ended) co_return std::unexpected(ended.error());
      co_return std::optional<Left>();
    }
  }
  if (auto status = unpair(state); !status) co_return std::unexpected(status.error());
  co_return std::optional(left);
}

}  // namespace

asio::awaitable<Status> SyncPump::sync(std::chrono::milliseconds within, SyncReport& report) {
  State& state = vault_.state();
  const net::Deadline deadline = net::after(within);
  const Listeners nobody;
  auto leaving = leaving_of(state);
  if (!leaving) co_return std::unexpected(leaving.error());
  Status exchanged;
  if (!*leaving || !(*leaving)->is_going()) exchanged = co_await exchange(state, deadline, report);
  if (!exchanged && is_of_the_store(exchanged.error().code))
    co_return std::unexpected(exchanged.error());
  auto left = co_await leave(state, deadline, report, nobody);
  if (!left) co_return std::unexpected(left.error());
  report.left = *left;
  if (report.left) report.complete = true;
  if (!exchanged && !report.left) co_return std::unexpected(exchanged.error());
  co_return Status();
}

asio::awaitable<Status> SyncPump::watch(Listeners listeners) {
  using namespace asio::experimental::awaitable_operators;
  State& state = vault_.state();
  SyncReport report;
  sync::Reconnect reconnect;
  for (bool first = true;; first = false) {
    auto leaving = leaving_of(state);
    if (!leaving) co_return std::unexpected(leaving.error());
    // After a long time away the ending has its chance first.
    if (*leaving && ((*leaving)->is_going() || !first)) {
      auto left = co_await leave(state, net::after(kLeaveWithin), report, listeners);
      if (!left && is_of_the_store(left.error().code)) co_return std::unexpected(left.error());
      if (left && *left) {
        if (listeners.on_change) listeners.on_change();
        co_return Status();
      }
      leaving = leaving_of(state);
      if (!leaving) co_return std::unexpected(leaving.error());
      if (*leaving && (*leaving)->is_going()) {
        co_await back_off(reconnect, state.random());
        continue;
      }
    }
    auto places = places_of(state);
    if (!places) co_return std::unexpected(places.error());
    if (places->empty()) co_return refuse(Code::relay_none);
    Status ended;
    if (places->size() == 1) {
      ended = co_await serve_for_ever(state, places->front(), report, listeners);
    } else {
      // Two relays at most in a couple's life: the own one and the partner's. A
      // third, of a pairing, is served first.
      auto both = co_await (serve_for_ever(state, (*places)[0], report, listeners) ||
                            serve_for_ever(state, (*places)[1], report, listeners));
      ended = std::visit([](Status& status) { return std::move(status); }, both);
    }
    if (!ended) co_return ended;
    report.troubles.clear();
  }
}

asio::awaitable<Status> SyncPump::pair(std::chrono::milliseconds within, Listeners listeners) {
  State& state = vault_.state();
  const Aim aim{Aim::Until::digits, net::after(within)};
  sync::Reconnect reconnect;
  for (;;) {
    auto pairing = UnfinishedPairing::find(state);
    if (!pairing) co_return std::unexpected(pairing.error());
    auto own = state.relay();
    if (!own) co_return std::unexpected(own.error());
    if (!*pairing && state.pair() == nullptr) co_return refuse(Code::pair_none);
    if (*pairing && (*pairing)->is_over(now_ms()) && state.pair() == nullptr) {
      if (auto forgot = UnfinishedPairing::forget(state); !forgot)
        co_return std::unexpected(forgot.error());
      co_return refuse(Code::pairing_expired);
    }
    SyncReport report;
    const RelayPlace place = *pairing ? (*pairing)->relay() : (*own)->place;
    auto ended = co_await serve_once(state, place, aim, report, listeners);
    if (ended && *ended == RelayLink::Ended::aim_reached) co_return Status();
    if (ended && *ended == RelayLink::Ended::deadline_passed)
      co_return refuse(Code::pairing_still_waiting);
    if (ended) continue;
    if (!can_be_retried(ended.error().code) || net::after({}) >= aim.deadline)
      co_return std::unexpected(ended.error());
    co_await back_off(reconnect, state.random());
  }
}

}  // namespace troth::vault
