#include "core/sync/invite.h"

#include <algorithm>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/crypto/secret_text.h"
#include "core/crypto/secret_writer.h"

namespace troth::sync {
namespace {

constexpr std::string_view kPrefix = "troth:";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kChecksum = 4;
// Far above any invite: what is longer is not looked at.
constexpr std::size_t kLargestText = 1024;

Bytes checksum(ByteView before) {
  return copy_of(crypto::hash(crypto::label::kInvite, {before}).view().first(kChecksum));
}

// A terminal, a letter or a messenger may have broken it over lines.
crypto::Secret without_spaces(ByteView text) {
  crypto::Secret out(text.size());
  const auto is_space = [](std::uint8_t c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  };
  const auto end = std::ranges::remove_copy_if(text, out.writable().begin(), is_space).out;
  return out.slice(0, static_cast<std::size_t>(end - out.writable().begin()));
}

// `bytes` have a right checksum, so only another version can surprise.
Result<Invite> parse_body(ByteView bytes) {
  Reader reader(bytes);
  const auto version = reader.u8();
  const auto flags = reader.u8();
  if (!reader.ok()) return refuse(Code::invite_mistyped);
  if (version != kVersion || flags != 0) return refuse(Code::invite_newer);
  Invite out;
  out.relay.key = crypto::read_id<DhPublicKey>(reader);
  out.secret = crypto::read_key(reader);
  out.relay.port = reader.u16();
  const ByteView host = reader.raw(reader.u8());
  if (!reader.done()) return refuse(Code::invite_mistyped);
  out.relay.host = string_of(host);
  if (!check_relay_place(out.relay)) return refuse(Code::invite_mistyped);
  return out;
}

}  // namespace

crypto::Secret encode(const Invite& invite) {
  CHECK(check_relay_place(invite.relay).has_value());
  CHECK(invite.secret.size() == 32);
  crypto::SecretWriter body;
  body.u8(kVersion).u8(0).raw(invite.relay.key.view()).raw(invite.secret.view());
  body.u16(invite.relay.port).u8(static_cast<std::uint8_t>(invite.relay.host.size()));
  body.raw(bytes_of(invite.relay.host));
  const crypto::Secret bytes = body.take();
  crypto::SecretWriter whole;
  whole.raw(bytes.view()).raw(checksum(bytes.view()));
  const crypto::Secret encoded = crypto::to_base64url(whole.take());
  crypto::SecretWriter text;
  text.raw(bytes_of(kPrefix)).raw(encoded.view());
  return text.take();
}

Result<Invite> parse_invite(ByteView typed) {
  if (typed.size() > kLargestText) return refuse(Code::invite_not_one);
  const crypto::Secret whole = without_spaces(typed);
  const ByteView text = whole.view();
  if (text.size() < kPrefix.size() || !equal(text.first(kPrefix.size()), bytes_of(kPrefix)))
    return refuse(Code::invite_not_one);
  const ByteView encoded = text.subspan(kPrefix.size());
  const auto decoded = crypto::secret_from_base64url(
      {reinterpret_cast<const char*>(encoded.data()), encoded.size()});
  if (!decoded || decoded->size() < kChecksum) return refuse(Code::invite_mistyped);
  const ByteView body = decoded->view().first(decoded->size() - kChecksum);
  if (!equal(checksum(body), decoded->view().last(kChecksum))) return refuse(Code::invite_mistyped);
  return parse_body(body);
}

}  // namespace troth::sync
