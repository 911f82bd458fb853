#include "core/sync/invite.h"

#include <algorithm>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/sync/secret_writer.h"

namespace troth::sync {
namespace {

constexpr std::string_view kPrefix = "troth:";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kChecksum = 4;
constexpr std::size_t kLargestHost = 255;
// Far above any invite: what is longer is not looked at.
constexpr std::size_t kLargestText = 1024;

Bytes checksum(ByteView before) {
  return copy_of(crypto::hash(crypto::label::kInvite, {before}).view().first(kChecksum));
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == ':';
}

ByteView trimmed(ByteView text) {
  const auto is_space = [](std::uint8_t c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  };
  while (!text.empty() && is_space(text.front())) text = text.subspan(1);
  while (!text.empty() && is_space(text.back())) text = text.first(text.size() - 1);
  return text;
}

// `bytes` have a right checksum, so only another version can surprise.
Result<Invite> parse_body(ByteView bytes) {
  Reader reader(bytes);
  const auto version = reader.u8();
  const auto flags = reader.u8();
  if (!reader.ok()) return refuse(Code::invite_mistyped);
  if (version != kVersion || flags != 0) return refuse(Code::invite_newer);
  Invite out;
  out.relay.key = read_id<DhPublicKey>(reader);
  out.secret = read_key(reader);
  out.relay.port = reader.u16();
  const ByteView host = reader.raw(reader.u8());
  if (!reader.done()) return refuse(Code::invite_mistyped);
  out.relay.host = string_of(host);
  if (!check(out.relay)) return refuse(Code::invite_mistyped);
  return out;
}

}  // namespace

Status check(const RelayPlace& place) {
  if (place.host.empty() || place.host.size() > kLargestHost || place.port == 0 ||
      !std::ranges::all_of(place.host, is_host_character))
    return refuse(Code::relay_place_wrong);
  return {};
}

crypto::Secret encode(const Invite& invite) {
  CHECK(check(invite.relay).has_value());
  CHECK(invite.secret.size() == 32);
  SecretWriter body;
  body.u8(kVersion).u8(0).raw(invite.relay.key.view()).raw(invite.secret.view());
  body.u16(invite.relay.port).u8(static_cast<std::uint8_t>(invite.relay.host.size()));
  body.raw(bytes_of(invite.relay.host));
  const crypto::Secret bytes = body.take();
  SecretWriter whole;
  whole.raw(bytes.view()).raw(checksum(bytes.view()));
  // A std::string for an instant, wiped: base64url knows no other form.
  std::string text = to_base64url(whole.take().view());
  SecretWriter out;
  out.raw(bytes_of(kPrefix)).raw(bytes_of(text));
  crypto::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  return out.take();
}

Result<Invite> parse_invite(ByteView text) {
  text = trimmed(text);
  if (text.size() > kLargestText || text.size() < kPrefix.size() ||
      !equal(text.first(kPrefix.size()), bytes_of(kPrefix)))
    return refuse(Code::invite_not_one);
  const ByteView encoded = text.subspan(kPrefix.size());
  auto decoded = from_base64url({reinterpret_cast<const char*>(encoded.data()), encoded.size()});
  if (!decoded || decoded->size() < kChecksum) return refuse(Code::invite_mistyped);
  const ByteView body = ByteView(*decoded).first(decoded->size() - kChecksum);
  const bool is_whole = equal(checksum(body), ByteView(*decoded).last(kChecksum));
  Result<Invite> out = is_whole ? parse_body(body) : refuse(Code::invite_mistyped);
  crypto::wipe(*decoded);
  return out;
}

}  // namespace troth::sync
