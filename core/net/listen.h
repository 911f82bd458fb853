// The relay's ear: a TCP port that connections come in by. One owner, on the
// executor it was opened with. Opening fails (listen_failed) where the address
// is none of this machine's or the port is taken.
#pragma once

#include <cstdint>
#include <string>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>

#include "core/base/bytes.h"
#include "core/base/error.h"

namespace troth::net {

class Listener {
 public:
  // `address` is an IP address; "::" also takes IPv4. Port 0 lets the system choose.
  static Result<Listener> open(asio::any_io_executor executor, const std::string& address,
                               std::uint16_t port);

  [[nodiscard]] std::uint16_t port() const;
  // "127.0.0.1:7424", "[::]:7424".
  [[nodiscard]] std::string name() const;
  // The next connection. relay_connection_lost once closed, or where the
  // system has no more descriptors: then wait before the next.
  asio::awaitable<Result<asio::ip::tcp::socket>> accept();
  [[nodiscard]] bool is_open() const { return acceptor_.is_open(); }
  void close();

 private:
  explicit Listener(asio::ip::tcp::acceptor acceptor) : acceptor_(std::move(acceptor)) {}
  asio::ip::tcp::acceptor acceptor_;
};

// What connections are counted by: an IPv4 address, or the /64 of an IPv6 one.
// Empty where the connection is gone already. Never logged.
Bytes network_of(const asio::ip::tcp::socket& socket);

}  // namespace troth::net
