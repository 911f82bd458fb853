// The io thread of a client: it owns the vault while a coroutine of the pump
// runs. Here it is the caller's own thread, until the coroutine ends or Ctrl-C
// is pressed; a stop at any point loses nothing, since nothing is acknowledged
// before it is committed. One owner, one thread.
#pragma once

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <csignal>
#include <exception>
#include <optional>

#include "core/base/error.h"

namespace troth::host {

// Runs `work` to its end; interrupted where Ctrl-C (or SIGTERM) came first.
template <class T>
Result<T> run(asio::awaitable<Result<T>> work) {
  asio::io_context io(1);
  std::optional<Result<T>> ended;
  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&](const std::error_code& failed, int) {
    if (!failed) io.stop();
  });
  asio::co_spawn(io, std::move(work), [&](const std::exception_ptr& thrown, Result<T> result) {
    if (thrown) std::rethrow_exception(thrown);
    ended = std::move(result);
    io.stop();
  });
  io.run();
  if (!ended) return refuse(Code::interrupted);
  return std::move(*ended);
}

}  // namespace troth::host
