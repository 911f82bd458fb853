#include "core/vault/sync_pump.h"

#include <algorithm>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include "core/sync/reconnect.h"
#include "core/vault/relay_link.h"

namespace troth::vault {
namespace {

using sync::RelayPlace;

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

// One connection after another to one relay, until the aim is reached.
asio::awaitable<Result<RelayLink::Ended>> serve_once(State& state, RelayPlace place, Aim aim,
                                                     SyncReport& report,
                                                     const std::function<void()>& on_change) {
  RelayLink link(state, place, report, on_change);
  auto ended = co_await link.serve(aim);
  if (!ended && !is_of_the_store(ended.error().code)) keep_problem(state, ended.error());
  co_return ended;
}

asio::awaitable<void> wait(std::chrono::milliseconds duration) {
  asio::steady_timer timer(co_await asio::this_coro::executor, duration);
  co_await timer.async_wait(asio::use_awaitable);
}

// True for what a further attempt can mend: the network's faults.
bool can_be_retried(Code code) {
  return code == Code::relay_unreachable || code == Code::relay_connection_lost ||
         code == Code::relay_silent || code == Code::frame_malformed;
}

asio::awaitable<Status> serve_for_ever(State& state, RelayPlace place, SyncReport& report,
                                       const std::function<void()>& on_change) {
  sync::Reconnect reconnect;
  for (;;) {
    const Aim aim{Aim::Until::ever, net::after(std::chrono::hours(24))};
    auto ended = co_await serve_once(state, place, aim, report, on_change);
    if (ended && *ended == RelayLink::Ended::links_changed) co_return Status();
    if (ended) continue;  // the daily reconnection
    // Whatever the network or the relay does, waiting may mend it; a disk that fails does not.
    if (is_of_the_store(ended.error().code)) co_return std::unexpected(ended.error());
    const TimeMs at = reconnect.on_failed(now_ms(), state.random());
    co_await wait(std::chrono::milliseconds(std::max<TimeMs>(0, at - now_ms())));
  }
}

}  // namespace

asio::awaitable<Result<SyncReport>> SyncPump::sync(std::chrono::milliseconds within) {
  State& state = vault_.state();
  const Aim aim{Aim::Until::quiet, net::after(within)};
  SyncReport report;
  for (bool again = true; again;) {
    again = false;
    auto places = places_of(state);
    if (!places) co_return std::unexpected(places.error());
    if (places->empty()) co_return refuse(Code::relay_none);
    report.complete = true;
    std::optional<Error> failed;  // one relay that is down keeps nothing from the other
    for (const RelayPlace& place : *places) {
      auto ended = co_await serve_once(state, place, aim, report, {});
      if (!ended && is_of_the_store(ended.error().code)) co_return std::unexpected(ended.error());
      if (!ended) {
        failed = ended.error();
        continue;
      }
      again = again || *ended == RelayLink::Ended::links_changed;
      report.complete = report.complete && *ended == RelayLink::Ended::aim_reached;
    }
    if (failed) co_return std::unexpected(*failed);
  }
  co_return report;
}

asio::awaitable<Status> SyncPump::watch(std::function<void()> on_change) {
  using namespace asio::experimental::awaitable_operators;
  State& state = vault_.state();
  SyncReport report;
  for (;;) {
    auto places = places_of(state);
    if (!places) co_return std::unexpected(places.error());
    if (places->empty()) co_return refuse(Code::relay_none);
    Status ended;
    if (places->size() == 1) {
      ended = co_await serve_for_ever(state, places->front(), report, on_change);
    } else {
      // Two relays at most in a couple's life: the own one and the partner's. A
      // third, of a pairing, is served first.
      auto both = co_await (serve_for_ever(state, (*places)[0], report, on_change) ||
                            serve_for_ever(state, (*places)[1], report, on_change));
      ended = std::visit([](Status& status) { return std::move(status); }, both);
    }
    if (!ended) co_return ended;
    report.troubles.clear();
  }
}

asio::awaitable<Status> SyncPump::pair(std::chrono::milliseconds within) {
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
    auto ended = co_await serve_once(state, place, aim, report, {});
    if (ended && *ended == RelayLink::Ended::aim_reached) co_return Status();
    if (ended && *ended == RelayLink::Ended::deadline_passed)
      co_return refuse(Code::pairing_still_waiting);
    if (ended) continue;
    if (!can_be_retried(ended.error().code) || net::after({}) >= aim.deadline)
      co_return std::unexpected(ended.error());
    const TimeMs at = reconnect.on_failed(now_ms(), state.random());
    co_await wait(std::chrono::milliseconds(std::max<TimeMs>(0, at - now_ms())));
  }
}

}  // namespace troth::vault
