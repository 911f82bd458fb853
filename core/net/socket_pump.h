// Reads and writes on one socket with deadlines, beneath noise_stream. A read
// that outlives its deadline, or its cancelled coroutine, goes on by itself and
// is met again by the next call, so that no byte is lost; a write that does
// closes the socket. Made by make_shared and kept alive by what is under way; one reader and
// one writer at a time, on the socket's executor, which must be one thread.
// False means: failed (`has_failed`), or the deadline passed.
#pragma once

#include <memory>
#include <span>

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>

#include "core/base/bytes.h"
#include "core/net/deadline.h"

namespace troth::net {

class SocketPump : public std::enable_shared_from_this<SocketPump> {
 public:
  explicit SocketPump(asio::ip::tcp::socket socket);

  // Waits until bytes are there to `take`.
  asio::awaitable<bool> wait_for_bytes(Deadline deadline);
  // Moves what has arrived into `out`, as much as fits; the number of bytes.
  std::size_t take(std::span<std::uint8_t> out);
  // Fills `out` whole.
  asio::awaitable<bool> read(std::span<std::uint8_t> out, Deadline deadline);
  // Sends `bytes` whole.
  asio::awaitable<bool> write(Bytes bytes, Deadline deadline);

  [[nodiscard]] bool has_failed() const { return failed_; }
  void close();

 private:
  struct CloseUnlessDone;

  void start_reading();
  void start_writing(Bytes bytes);
  // Waits until what `is_under_way` names has ended; false where the deadline passed.
  static asio::awaitable<bool> wait_while(const bool& is_under_way, asio::steady_timer& timer,
                                          Deadline deadline);

  asio::ip::tcp::socket socket_;
  asio::steady_timer read_timer_;
  asio::steady_timer write_timer_;
  Bytes arrived_;          // space for what is read
  std::size_t begin_ = 0;  // what of it was not taken yet
  std::size_t end_ = 0;
  Bytes leaving_;
  bool is_reading_ = false;
  bool is_writing_ = false;
  bool failed_ = false;
};

}  // namespace troth::net
