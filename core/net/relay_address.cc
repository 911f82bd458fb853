#include "core/net/relay_address.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/crypto/secret_text.h"

namespace troth::net {
namespace {

// ver u8 | relay_pk 32 | token 32 | port u16 | n u8 | host | checksum 4
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kChecksum = 4;
constexpr std::size_t kSmallest = 1 + 32 + kRelayToken + 2 + 1 + 1 + kChecksum;
constexpr std::size_t kLargestText = 512;

ByteView without_checksum(ByteView bytes) { return bytes.first(bytes.size() - kChecksum); }

bool has_right_checksum(ByteView bytes) {
  const Hash hash = crypto::hash(crypto::label::kRelayAddress, {without_checksum(bytes)});
  return equal(hash.view().first(kChecksum), bytes.last(kChecksum));
}

std::string_view without_spaces_around(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const auto begin = text.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1);
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == ':';
}

Result<RelayAddress> read_fields(ByteView bytes) {
  Reader reader(bytes);
  reader.u8();
  RelayAddress address;
  reader.copy_into(address.place.relay_key.value);
  address.token = crypto::Secret::copy_of(reader.raw(kRelayToken));
  address.place.port = reader.u16();
  address.place.host = string_of(reader.raw(reader.u8()));
  if (!reader.done() || address.place.port == 0 || !check_relay_host(address.place.host))
    return refuse(Code::relay_address_not_one);
  return address;
}

}  // namespace

Status check_relay_host(std::string_view host) {
  const bool is_good =
      !host.empty() && host.size() <= kLargestHost && std::ranges::all_of(host, is_host_character);
  // What is refused is not repeated: it may hold anything.
  if (!is_good) return refuse(Code::relay_host_bad, "The relay's host");
  return {};
}

Result<RelayAddress> parse_relay_address(std::string_view text) {
  text = without_spaces_around(text);
  if (!text.starts_with(kRelayAddressPrefix) || text.size() > kLargestText)
    return refuse(Code::relay_address_not_one);
  const auto bytes = crypto::secret_from_base64url(text.substr(kRelayAddressPrefix.size()));
  if (!bytes || bytes->size() < kSmallest) return refuse(Code::relay_address_mistyped);
  if (!has_right_checksum(bytes->view())) return refuse(Code::relay_address_mistyped);
  if (bytes->view()[0] != kVersion) return refuse(Code::relay_address_newer);
  return read_fields(without_checksum(bytes->view()));
}

crypto::Secret format_relay_address(const RelayAddress& address) {
  const RelayPlace& place = address.place;
  CHECK(check_relay_host(place.host) && address.token.size() == kRelayToken);
  // One allocation of the final size: the token is copied to no place that is not wiped.
  crypto::Secret bytes(kSmallest - 1 + place.host.size());
  auto rest = bytes.writable();
  const auto append = [&rest](ByteView part) {
    std::ranges::copy(part, rest.begin());
    rest = rest.subspan(part.size());
  };
  append(Writer().u8(kVersion).raw(place.relay_key.view()).bytes());
  append(address.token.view());
  append(Writer().u16(place.port).u8(static_cast<std::uint8_t>(place.host.size())).bytes());
  append(bytes_of(place.host));
  append(crypto::hash(crypto::label::kRelayAddress, {without_checksum(bytes.view())})
             .view()
             .first(kChecksum));
  const crypto::Secret encoded = crypto::to_base64url(bytes);
  crypto::Secret text(kRelayAddressPrefix.size() + encoded.size());
  std::ranges::copy(kRelayAddressPrefix, text.writable().begin());
  std::ranges::copy(encoded.view(), text.writable().subspan(kRelayAddressPrefix.size()).begin());
  return text;
}

}  // namespace troth::net
