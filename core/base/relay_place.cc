#include "core/base/relay_place.h"

#include <algorithm>

namespace troth {
namespace {

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == ':';
}

bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= kLargestHost &&
         std::ranges::all_of(host, is_host_character);
}

}  // namespace

Status check_relay_host(std::string_view host) {
  // What is refused is not repeated: it may hold anything.
  if (!is_host(host)) return refuse(Code::relay_host_bad, "The relay's host");
  return {};
}

Status check_relay_place(const RelayPlace& place) {
  if (!is_host(place.host) || place.port == 0) return refuse(Code::relay_place_wrong);
  return {};
}

}  // namespace troth
