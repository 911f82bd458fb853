#include "core/net/listen.h"

#include <asio/ip/v6_only.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

namespace troth::net {

using asio::ip::tcp;

Result<Listener> Listener::open(asio::any_io_executor executor, const std::string& address,
                                std::uint16_t port) {
  const std::string place = address + ":" + std::to_string(port);
  asio::error_code failed;
  const auto parsed = asio::ip::make_address(address, failed);
  if (failed) return refuse(Code::listen_failed, place);
  const tcp::endpoint endpoint(parsed, port);
  tcp::acceptor acceptor(executor);
  acceptor.open(endpoint.protocol(), failed);
  if (!failed && parsed.is_v6())
    acceptor.set_option(asio::ip::v6_only(!parsed.is_unspecified()), failed);
  if (!failed) acceptor.set_option(tcp::acceptor::reuse_address(true), failed);
  if (!failed) acceptor.bind(endpoint, failed);
  if (!failed) acceptor.listen(asio::socket_base::max_listen_connections, failed);
  if (failed) return refuse(Code::listen_failed, place);
  return Listener(std::move(acceptor));
}

std::uint16_t Listener::port() const {
  asio::error_code failed;
  return acceptor_.local_endpoint(failed).port();
}

std::string Listener::name() const {
  asio::error_code failed;
  const auto address = acceptor_.local_endpoint(failed).address();
  const std::string text = address.to_string();
  return (address.is_v6() ? "[" + text + "]" : text) + ":" + std::to_string(port());
}

asio::awaitable<Result<tcp::socket>> Listener::accept() {
  asio::error_code failed;
  tcp::socket socket =
      co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, failed));
  if (failed) co_return refuse(Code::relay_connection_lost);
  co_return socket;
}

void Listener::close() {
  asio::error_code ignored;  // it is closed either way
  acceptor_.close(ignored);
}

Bytes network_of(const tcp::socket& socket) {
  asio::error_code gone;
  const auto address = socket.remote_endpoint(gone).address();
  if (gone) return {};
  if (address.is_v4()) {
    const auto bytes = address.to_v4().to_bytes();
    return {bytes.begin(), bytes.end()};
  }
  const auto v6 = address.to_v6();
  const auto bytes = v6.to_bytes();
  if (v6.is_v4_mapped()) return {bytes.end() - 4, bytes.end()};
  return {bytes.begin(), bytes.begin() + 8};
}

}  // namespace troth::net
