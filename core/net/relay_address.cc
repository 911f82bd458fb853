#include "core/net/relay_address.h"

#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/crypto/secret_text.h"
#include "core/crypto/secret_writer.h"

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

Result<RelayAddress> read_fields(ByteView bytes) {
  Reader reader(bytes);
  reader.u8();
  RelayAddress address;
  reader.copy_into(address.place.key.value);
  address.token = crypto::Secret::copy_of(reader.raw(kRelayToken));
  address.place.port = reader.u16();
  address.place.host = string_of(reader.raw(reader.u8()));
  if (!reader.done() || !check_relay_place(address.place))
    return refuse(Code::relay_address_not_one);
  return address;
}

}  // namespace

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
  CHECK(check_relay_place(place) && address.token.size() == kRelayToken);
  crypto::SecretWriter bytes;
  bytes.u8(kVersion).raw(place.key.view()).raw(address.token.view()).u16(place.port);
  bytes.u8(static_cast<std::uint8_t>(place.host.size())).raw(bytes_of(place.host));
  const crypto::Secret fields = bytes.take();
  const Hash hash = crypto::hash(crypto::label::kRelayAddress, {fields.view()});
  bytes.raw(fields.view()).raw(hash.view().first(kChecksum));
  const crypto::Secret encoded = crypto::to_base64url(bytes.take());
  crypto::SecretWriter text;
  text.raw(bytes_of(kRelayAddressPrefix)).raw(encoded.view());
  return text.take();
}

}  // namespace troth::net
