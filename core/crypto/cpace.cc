#include "core/crypto/cpace.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/check.h"

namespace troth::crypto {
namespace {

constexpr std::string_view kGenerator = "CPaceRistretto255";
constexpr std::string_view kSessionKey = "CPaceRistretto255_ISK";
constexpr std::string_view kMac = "CPaceMac";
constexpr std::size_t kHashBlock = 128;  // s_in_bytes of SHA-512
constexpr std::size_t kPoint = crypto_core_ristretto255_BYTES;
constexpr std::size_t kScalar = crypto_core_ristretto255_SCALARBYTES;
static_assert(CpaceShare::kSize == kPoint);

// The unsigned LEB128 of a length, as prepend_len puts it in front.
Bytes length_prefix(ByteView part) {
  Writer out;
  std::size_t rest = part.size();
  for (; rest >= 0x80; rest >>= 7) out.u8(static_cast<std::uint8_t>(rest | 0x80));
  return out.u8(static_cast<std::uint8_t>(rest)).take();
}

// Zeros that fill the first hash block up with the password (draft 21, 7.2).
Bytes zero_padding(ByteView password) {
  const std::size_t used = 1 + length_prefix(password).size() + password.size() +
                           length_prefix(bytes_of(kGenerator)).size() + kGenerator.size();
  return Bytes(used < kHashBlock ? kHashBlock - used : 0);
}

Secret secret_of(Sha512 bytes) {
  Secret out = Secret::copy_of(bytes);
  wipe(bytes);
  return out;
}

}  // namespace

Bytes lv_cat(std::initializer_list<ByteView> parts) {
  Writer out;
  for (const ByteView part : parts) out.raw(length_prefix(part)).raw(part);
  return out.take();
}

// Hashes the parts of lv_cat where they stand, so that the password is not copied.
Secret cpace_generator(const CpaceContext& context) {
  const Bytes zeros = zero_padding(context.password);
  Sha512 hash =
      sha512({lv_cat({bytes_of(kGenerator)}), length_prefix(context.password), context.password,
              lv_cat({zeros, context.channel_identifier, context.session_id})});
  Secret generator(kPoint);
  CHECK(crypto_core_ristretto255_from_hash(generator.writable().data(), hash.data()) == 0);
  wipe(hash);
  return generator;
}

CpaceKey cpace_key(const CpaceContext& context, Random& random) {
  const Secret wide = random.secret(crypto_core_ristretto255_NONREDUCEDSCALARBYTES);
  Secret scalar(kScalar);
  crypto_core_ristretto255_scalar_reduce(scalar.writable().data(), wide.view().data());
  CpaceShare share = cpace_share(cpace_generator(context), scalar);
  return {std::move(scalar), share};
}

CpaceShare cpace_share(const Secret& generator, const Secret& scalar) {
  CHECK(generator.size() == kPoint && scalar.size() == kScalar);
  CpaceShare share;
  CHECK(crypto_scalarmult_ristretto255(share.value.data(), scalar.view().data(),
                                       generator.view().data()) == 0);
  return share;
}

Result<Secret> cpace_shared_point(const Secret& scalar, const CpaceShare& theirs) {
  CHECK(scalar.size() == kScalar);
  Secret point(kPoint);
  // libsodium refuses both what is no canonical encoding and an identity result.
  if (crypto_scalarmult_ristretto255(point.writable().data(), scalar.view().data(),
                                     theirs.value.data()) != 0) {
    return refuse(Code::weak_key);
  }
  return point;
}

Result<Secret> cpace_session_key(const CpaceContext& context, const Secret& scalar,
                                 const CpaceShare& theirs, const CpaceTranscript& transcript) {
  TROTH_ASSIGN(const Secret point, cpace_shared_point(scalar, theirs));
  return secret_of(
      sha512({lv_cat({bytes_of(kSessionKey), context.session_id}), length_prefix(point.view()),
              point.view(), lv_cat({transcript.share_a.view(), transcript.associated_a}),
              lv_cat({transcript.share_b.view(), transcript.associated_b})}));
}

CpaceTags cpace_tags(ByteView session_id, const Secret& session_key,
                     const CpaceTranscript& transcript) {
  const Secret key = secret_of(sha512({bytes_of(kMac), session_id, session_key.view()}));
  return {hmac_sha512(key.view(), {lv_cat({transcript.share_a.view(), transcript.associated_a})}),
          hmac_sha512(key.view(), {lv_cat({transcript.share_b.view(), transcript.associated_b})})};
}

}  // namespace troth::crypto
