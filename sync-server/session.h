// One client's connection, running: two coroutines that pump frames between
// the socket and the Connection machine, which decides everything. Owned by the
// server and by its coroutines; the io thread. Both end when the machine is
// finished, the connection is lost, or `close` is called.
#pragma once

#include <functional>
#include <memory>

#include <asio/awaitable.hpp>
#include <asio/steady_timer.hpp>

#include "core/net/noise_stream.h"
#include "sync-server/connection.h"
#include "sync-server/quota.h"
#include "sync-server/store_writer.h"

namespace troth::relay {

class Session : public std::enable_shared_from_this<Session> {
 public:
  using Submit = std::function<void(StoreCall)>;

  Session(asio::any_io_executor executor, net::NoiseStream stream, Connection machine,
          Quota::Place place, Clock clock, Submit submit);

  asio::awaitable<void> read();
  asio::awaitable<void> write();
  void on_answer(std::uint64_t call, Answer answer);
  // A mailbox or a rendezvous has new bytes.
  void on_news(const Bytes& name);
  void close();

 private:
  // Hands on what the machine asks, and wakes whoever waits for it to change.
  void settle();
  asio::awaitable<void> wait_for_room();
  asio::awaitable<void> wait_for_output();

  net::NoiseStream stream_;
  Connection machine_;
  Quota::Place place_;
  Clock clock_;
  Submit submit_;
  asio::steady_timer room_;
  asio::steady_timer output_;
  bool is_closed_ = false;
};

}  // namespace troth::relay
