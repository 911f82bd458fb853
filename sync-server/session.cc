#include "sync-server/session.h"

#include <algorithm>

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include "core/base/relay_protocol.h"

namespace troth::relay {
namespace {

// The machine's own limits come first; a wait without an end is none of Asio's.
constexpr net::Duration kLongest = std::chrono::milliseconds(2 * kLongestConnectionMs);

asio::awaitable<void> sleep(asio::steady_timer& timer, net::Duration duration) {
  timer.expires_after(duration);
  asio::error_code ended;  // woken or over: the caller looks
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ended));
}

}  // namespace

Session::Session(asio::any_io_executor executor, net::NoiseStream stream, Connection machine,
                 Quota::Place place, Clock clock, Submit submit)
    : stream_(std::move(stream)),
      machine_(std::move(machine)),
      place_(std::move(place)),
      clock_(std::move(clock)),
      submit_(std::move(submit)),
      room_(executor),
      output_(executor) {}

asio::awaitable<void> Session::read() {
  const auto self = shared_from_this();
  while (!is_closed_) {
    co_await wait_for_room();
    if (is_closed_) break;
    const auto frame = co_await stream_.read_frame(net::after(kLongest));
    if (!frame) break;
    machine_.on_frame(*frame, clock_());
    settle();
    if (machine_.is_finished()) co_return;  // the writer says what is left to say
  }
  close();
}

asio::awaitable<void> Session::write() {
  const auto self = shared_from_this();
  while (!is_closed_) {
    auto frame = machine_.take_output();
    settle();
    if (!frame && machine_.is_finished()) break;
    if (!frame) {
      co_await wait_for_output();
      continue;
    }
    const auto sent =
        co_await stream_.write_frame(std::move(*frame), net::after(net::kFrameWithin));
    if (!sent) break;
  }
  close();
}

asio::awaitable<void> Session::wait_for_room() {
  while (!machine_.wants_frames() && !is_closed_) co_await sleep(room_, kLongest);
}

asio::awaitable<void> Session::wait_for_output() {
  const TimeMs left = std::max<TimeMs>(machine_.next_deadline() - clock_(), 0);
  co_await sleep(output_, std::chrono::milliseconds(left));
  machine_.on_deadline(clock_());
}

void Session::on_answer(std::uint64_t call, Answer answer) {
  machine_.on_answer(call, std::move(answer), clock_());
  settle();
}

void Session::on_news(const Bytes& name) {
  if (const auto mailbox = MailboxId::from(name))
    machine_.on_news(*mailbox);
  else
    machine_.on_rendezvous(name);
  settle();
}

void Session::settle() {
  for (StoreCall& call : machine_.take_calls()) submit_(std::move(call));
  room_.cancel();
  output_.cancel();
}

void Session::close() {
  is_closed_ = true;
  stream_.close();
  room_.cancel();
  output_.cancel();
}

}  // namespace troth::relay
