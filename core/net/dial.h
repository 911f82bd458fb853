// Opening a TCP connection to a host, as a coroutine. Runs on the executor of
// the coroutine that awaits it. What fails: relay_unreachable (no such host, no
// connection, or the deadline passed). A resolver that hangs does not hold the
// caller past its deadline, but may hold the end of its io_context.
#pragma once

#include <cstdint>
#include <string>

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>

#include "core/base/error.h"
#include "core/net/deadline.h"

namespace troth::net {

// When the first of `count` attempts that must end by `deadline` has to make way
// for the rest: an address that swallows everything (IPv6 without a route, often)
// must not take the time of those behind it.
Deadline share_of(Deadline now, Deadline deadline, std::size_t count);

// Tries the host's addresses in turn until one answers.
asio::awaitable<Result<asio::ip::tcp::socket>> dial(std::string host, std::uint16_t port,
                                                    Deadline deadline);

}  // namespace troth::net
