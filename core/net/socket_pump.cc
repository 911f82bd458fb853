#include "core/net/socket_pump.h"

#include <algorithm>

#include <asio/buffer.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include "core/base/check.h"

namespace troth::net {
namespace {

// Small, for each idle connection holds one; a large frame takes a few reads.
constexpr std::size_t kReadSize = 4096;

}  // namespace

SocketPump::SocketPump(asio::ip::tcp::socket socket)
    : socket_(std::move(socket)),
      read_timer_(socket_.get_executor()),
      write_timer_(socket_.get_executor()),
      arrived_(kReadSize) {
  asio::error_code ignored;  // only a matter of speed
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

asio::awaitable<bool> SocketPump::wait_while(const bool& is_under_way, asio::steady_timer& timer,
                                             Deadline deadline) {
  while (is_under_way && std::chrono::steady_clock::now() < deadline) {
    timer.expires_at(deadline);
    asio::error_code ended;  // by the handler's cancel, or by time: the loop looks which
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ended));
  }
  co_return !is_under_way;
}

void SocketPump::start_reading() {
  is_reading_ = true;
  socket_.async_read_some(asio::buffer(arrived_),
                          [self = shared_from_this()](asio::error_code error, std::size_t count) {
                            self->is_reading_ = false;
                            self->failed_ = self->failed_ || error;
                            self->begin_ = 0;
                            self->end_ = count;
                            self->read_timer_.cancel();
                          });
}

asio::awaitable<bool> SocketPump::wait_for_bytes(Deadline deadline) {
  const auto self = shared_from_this();
  if (begin_ == end_ && !failed_) {
    if (!is_reading_) start_reading();
    co_await wait_while(is_reading_, read_timer_, deadline);
  }
  co_return !is_reading_ && begin_ != end_;
}

std::size_t SocketPump::take(std::span<std::uint8_t> out) {
  const std::size_t count = std::min(out.size(), end_ - begin_);
  std::ranges::copy(std::span(arrived_).subspan(begin_, count), out.begin());
  begin_ += count;
  return count;
}

asio::awaitable<bool> SocketPump::read(std::span<std::uint8_t> out, Deadline deadline) {
  const auto self = shared_from_this();
  while (!out.empty()) {
    const bool has_come = co_await wait_for_bytes(deadline);
    if (!has_come) co_return false;
    out = out.subspan(take(out));
  }
  co_return true;
}

// Half a message may have gone out when its deadline passes or its coroutine is
// cancelled: nothing that follows could be read.
struct SocketPump::CloseUnlessDone {
  SocketPump& pump;
  bool is_done = false;
  ~CloseUnlessDone() {
    if (!is_done) pump.close();
  }
};

void SocketPump::start_writing(Bytes bytes) {
  is_writing_ = true;
  leaving_ = std::move(bytes);
  asio::async_write(socket_, asio::buffer(leaving_),
                    [self = shared_from_this()](asio::error_code error, std::size_t) {
                      self->is_writing_ = false;
                      self->failed_ = self->failed_ || error;
                      self->leaving_ = {};
                      self->write_timer_.cancel();
                    });
}

asio::awaitable<bool> SocketPump::write(Bytes bytes, Deadline deadline) {
  const auto self = shared_from_this();
  if (failed_) co_return false;
  CHECK(!is_writing_);
  CloseUnlessDone guard{*this};
  start_writing(std::move(bytes));
  guard.is_done = co_await wait_while(is_writing_, write_timer_, deadline);
  co_return guard.is_done && !failed_;
}

void SocketPump::close() {
  failed_ = true;
  asio::error_code ignored;  // it is closed either way
  socket_.close(ignored);
}

}  // namespace troth::net
