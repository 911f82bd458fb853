#include "sync-server/listen_address.h"

#include <charconv>

namespace troth::relay {
namespace {

bool parse_port(std::string_view text, std::uint16_t& port) {
  const char* end = text.data() + text.size();
  const auto [stopped, failed] = std::from_chars(text.data(), end, port);
  return !text.empty() && failed == std::errc{} && stopped == end;
}

}  // namespace

Result<ListenAddress> parse_listen_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return refuse(Code::relay_listen_bad, text);
  std::string_view address = text.substr(0, colon);
  const bool is_bracketed = address.starts_with('[') && address.ends_with(']');
  if (is_bracketed) address = address.substr(1, address.size() - 2);
  // Without brackets, the last group of an IPv6 address would be taken for a port.
  const bool is_clear = is_bracketed || address.find(':') == std::string_view::npos;
  ListenAddress out{std::string(address), 0};
  if (!is_clear || address.empty() || !parse_port(text.substr(colon + 1), out.port))
    return refuse(Code::relay_listen_bad, text);
  return out;
}

}  // namespace troth::relay
