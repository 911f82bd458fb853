#include "sync-server/server.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

#include <asio/co_spawn.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

namespace troth::relay {
namespace {

constexpr auto kPauseAfterFailedAccept = std::chrono::milliseconds(100);

// The completion handler of every coroutine: an exception in one (out of
// memory) ends that one alone.
void ended(const std::exception_ptr& exception) {
  if (exception) spdlog::error("a connection ended by an exception");
}

// What a session waits for once it has asked this; empty for most.
ByteView awaited_by(const Request& request) {
  if (const auto* fetch = std::get_if<Fetch>(&request)) return fetch->mailbox.view();
  if (const auto* get = std::get_if<GetRendezvous>(&request)) return get->id;
  return {};
}

}  // namespace

Server::Server(asio::io_context& io, net::Listener listener, RelayKeys keys, const Limits& limits,
               MailboxStore store, Clock clock, crypto::Random& random)
    : io_(io),
      listener_(std::move(listener)),
      keys_(std::move(keys)),
      limits_(limits),
      clock_(std::move(clock)),
      random_(random),
      quota_(Quota::make(limits)),
      writer_(std::move(store), clock_, [this](std::vector<Delivery> deliveries) {
        asio::post(io_, [this, arrived = std::move(deliveries)]() mutable {
          deliver(std::move(arrived));
        });
      }) {
  asio::co_spawn(io_, accept(), ended);
}

Server::~Server() = default;

void Server::stop() {
  listener_.close();
  for (const auto& [id, session] : sessions_) session->close();
}

asio::awaitable<void> Server::accept() {
  while (listener_.is_open()) {
    auto socket = co_await listener_.accept();
    if (socket) {
      begin(std::move(*socket));
      continue;
    }
    asio::steady_timer pause(io_, kPauseAfterFailedAccept);
    asio::error_code ended_by;  // time alone
    co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ended_by));
  }
}

void Server::begin(asio::ip::tcp::socket socket) {
  const TimeMs now = clock_();
  auto place = Quota::enter(quota_, net::network_of(socket), now);
  if (!place) return warn_of_crowd(now);
  asio::co_spawn(io_, serve(std::move(socket), std::move(*place)), ended);
}

asio::awaitable<void> Server::serve(asio::ip::tcp::socket socket, Quota::Place place) {
  auto stream = co_await net::NoiseStream::answer(
      std::move(socket), keys_.static_key, random_,
      net::after(std::chrono::seconds(limits_.handshake_seconds)));
  if (!stream || !*stream || !listener_.is_open()) co_return;
  const std::uint64_t id = ++last_session_;
  Connection machine(limits_, keys_.token, (*stream)->handshake_hash(), clock_());
  const auto session = std::make_shared<Session>(
      io_.get_executor(), std::move(**stream), std::move(machine), std::move(place), clock_,
      [this, id](StoreCall call) { submit(id, std::move(call)); });
  sessions_.emplace(id, session);
  asio::co_spawn(io_, session->read(), ended);
  co_await session->write();
  sessions_.erase(id);
  subscribers_.remove(id);
}

void Server::submit(std::uint64_t session, StoreCall call) {
  // Before the store is asked: what comes between its answer and now wakes the session.
  if (const ByteView name = awaited_by(call.request); !name.empty())
    subscribers_.add(name, session);
  writer_.submit({session, call.id, std::move(call.request)});
}

void Server::deliver(std::vector<Delivery> deliveries) {
  for (Delivery& delivery : deliveries) {
    const Bytes news = std::move(delivery.answer.news);
    if (const auto found = sessions_.find(delivery.session); found != sessions_.end()) {
      const auto session = found->second;  // answering may end it
      session->on_answer(delivery.call, std::move(delivery.answer));
    }
    for (const std::uint64_t id : subscribers_.of(news))
      if (const auto found = sessions_.find(id); found != sessions_.end())
        found->second->on_news(news);
  }
}

void Server::warn_of_crowd(TimeMs now) {
  if (now - warned_ms_ < kMinuteMs) return;
  warned_ms_ = now;
  spdlog::warn("connections were turned away: there are {}", quota_->connections());
}

}  // namespace troth::relay
