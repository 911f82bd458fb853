// The relay at work: listens, shakes hands, and joins sessions, the store's
// writer and whoever waits. Logs that it runs and what failed, and never an
// address, an id or a key. Everything but the writer runs on the io thread; the
// io_context must have stopped before the Server goes, and not run again.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include <asio/io_context.hpp>

#include "core/crypto/exchange.h"
#include "core/crypto/random.h"
#include "core/net/listen.h"
#include "sync-server/session.h"
#include "sync-server/subscribers.h"

namespace troth::relay {

struct RelayKeys {
  crypto::DhKey static_key;
  crypto::Secret token;  // the operator's, 32 bytes
};

class Server {
 public:
  // Begins to serve on `listener`. `io` and `random` must outlive the server.
  Server(asio::io_context& io, net::Listener listener, RelayKeys keys, const Limits& limits,
         MailboxStore store, Clock clock, crypto::Random& random);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const { return listener_.port(); }
  // Takes no more connections and closes those there are.
  void stop();

 private:
  asio::awaitable<void> accept();
  asio::awaitable<void> serve(asio::ip::tcp::socket socket, Quota::Place place);
  void begin(asio::ip::tcp::socket socket);
  void submit(std::uint64_t session, StoreCall call);
  void deliver(std::vector<Delivery> deliveries);
  void warn_of_crowd(TimeMs now);

  asio::io_context& io_;
  net::Listener listener_;
  RelayKeys keys_;
  Limits limits_;
  Clock clock_;
  crypto::Random& random_;
  std::shared_ptr<Quota> quota_;
  Subscribers subscribers_;
  std::unordered_map<std::uint64_t, std::shared_ptr<Session>> sessions_;
  std::uint64_t last_session_ = 0;
  TimeMs warned_ms_ = 0;
  StoreWriter writer_;  // last: its thread hands answers to the rest
};

}  // namespace troth::relay
