// The io thread of a client: it owns the vault while a coroutine of the pump
// runs. Here it is the caller's own thread, until the coroutine ends or Ctrl-C
// is pressed; a stop at any point loses nothing, since nothing is acknowledged
// before it is committed. One owner, one thread.
#pragma once

#include <fcntl.h>

#include <array>
#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/signal_set.hpp>
#include <csignal>
#include <exception>
#include <optional>

#include "client/host/noted_signals.h"
#include "core/base/error.h"

namespace troth::host {

// What a signal did before a pump listened to it, which is done again when this
// goes: Asio leaves the system's own way. Where a program notes signals
// (noted_signals.h), it hears then of the one that stopped the pump.
class KeptSignals {
 public:
  KeptSignals() {
    for (auto& kept : kept_) sigaction(kept.signal, nullptr, &kept.before);
  }
  ~KeptSignals() {
    for (const auto& kept : kept_) {
      sigaction(kept.signal, &kept.before, nullptr);
      const bool caught = kept.before.sa_handler != SIG_DFL && kept.before.sa_handler != SIG_IGN;
      if (kept.signal == stopped_by_ && caught && noted_signals >= 0) raise(kept.signal);
    }
  }
  KeptSignals(const KeptSignals&) = delete;
  KeptSignals& operator=(const KeptSignals&) = delete;

  void stopped_by(int signal) { stopped_by_ = signal; }

 private:
  struct Kept {
    int signal;
    struct sigaction before;
  };
  std::array<Kept, 2> kept_ = {{{SIGINT, {}}, {SIGTERM, {}}}};
  int stopped_by_ = 0;
};

// Runs `work` to its end; interrupted where Ctrl-C (or SIGTERM) came first.
// Nothing where `knocks`, a borrowed descriptor, became readable before either:
// then all that `work` had open is closed.
template <class T>
std::optional<Result<T>> run_until_knock(asio::awaitable<Result<T>> work,
                                         std::optional<int> knocks) {
  KeptSignals kept;
  asio::io_context io(1);
  std::optional<Result<T>> ended;
  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&](const std::error_code& failed, int signal) {
    if (failed || ended) return;
    kept.stopped_by(signal);
    ended = refuse(Code::interrupted);
    io.stop();
  });
  // One that came before this listened, and after whoever noted it last looked.
  if (a_signal_is_noted()) return Result<T>(refuse(Code::interrupted));
  asio::posix::stream_descriptor door(io);
  if (const int copy = knocks ? ::fcntl(*knocks, F_DUPFD_CLOEXEC, 0) : -1; copy >= 0) {
    door.assign(copy);
    door.async_wait(asio::posix::descriptor_base::wait_read, [&](const std::error_code& failed) {
      if (!failed) io.stop();
    });
  }
  asio::co_spawn(io, std::move(work), [&](const std::exception_ptr& thrown, Result<T> result) {
    if (thrown) std::rethrow_exception(thrown);
    ended = std::move(result);
    io.stop();
  });
  io.run();
  return ended;
}

// The same, where nobody can knock.
template <class T>
Result<T> run(asio::awaitable<Result<T>> work) {
  return *run_until_knock(std::move(work), std::nullopt);
}

}  // namespace troth::host
