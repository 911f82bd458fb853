#include "core/net/dial.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <asio/connect.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

namespace troth::net {
namespace {

using asio::ip::tcp;
using Endpoints = std::vector<tcp::endpoint>;

// One answer that arrives from a handler, awaited through a timer: whichever
// comes first, the answer or the deadline, ends the wait, and an answer that
// comes later finds its box still there.
template <class T>
struct Box {
  explicit Box(const asio::any_io_executor& executor, Deadline deadline)
      : timer(executor, deadline) {}
  void put(T answer) {
    value.emplace(std::move(answer));
    timer.cancel();
  }
  asio::steady_timer timer;
  std::optional<T> value;
};

// getaddrinfo cannot be interrupted, so it is left behind at the deadline.
asio::awaitable<Endpoints> resolve(std::string host, std::uint16_t port, Deadline deadline) {
  asio::error_code failed;
  if (const auto address = asio::ip::make_address(host, failed); !failed)
    co_return Endpoints{tcp::endpoint(address, port)};
  const auto executor = co_await asio::this_coro::executor;
  auto box = std::make_shared<Box<Endpoints>>(executor, deadline);
  auto resolver = std::make_shared<tcp::resolver>(executor);
  resolver->async_resolve(
      host, std::to_string(port), tcp::resolver::numeric_service,
      [box, resolver](const asio::error_code& error, const tcp::resolver::results_type& results) {
        Endpoints endpoints;
        if (!error)
          for (const auto& result : results) endpoints.push_back(result.endpoint());
        box->put(std::move(endpoints));
      });
  co_await box->timer.async_wait(asio::redirect_error(asio::use_awaitable, failed));
  co_return box->value.value_or(Endpoints{});
}

}  // namespace

Deadline share_of(Deadline now, Deadline deadline, std::size_t count) {
  if (deadline <= now || count < 2) return deadline;
  return now + (deadline - now) / static_cast<Duration::rep>(count);
}

asio::awaitable<Result<tcp::socket>> dial(std::string host, std::uint16_t port, Deadline deadline) {
  const std::string place = host + ":" + std::to_string(port);
  const auto executor = co_await asio::this_coro::executor;
  const Endpoints endpoints = co_await resolve(host, port, deadline);
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    const Deadline until = share_of(after({}), deadline, endpoints.size() - i);
    auto socket = std::make_shared<tcp::socket>(executor);
    auto box = std::make_shared<Box<asio::error_code>>(executor, until);
    socket->async_connect(endpoints[i], [box, socket](asio::error_code error) { box->put(error); });
    asio::error_code ended;
    co_await box->timer.async_wait(asio::redirect_error(asio::use_awaitable, ended));
    if (box->value && !*box->value) co_return std::move(*socket);
    socket->close(ended);
  }
  co_return refuse(Code::relay_unreachable, place);
}

}  // namespace troth::net
