#include "core/practice/blind_check_in.h"

#include "core/crypto/hash.h"
#include "core/practice/payload.h"
#include "proto/practice.pb.h"

namespace troth::practice {
namespace {

struct BlindForm {
  using Message = wire::BlindCheckIn;
  static Message wire_of(const BlindCheckIn& check_in) {
    Message out;
    out.set_period_start_ms(check_in.period.start_ms);
    out.set_period_end_ms(check_in.period.end_ms);
    out.set_commitment(check_in.commitment.string());
    return out;
  }
  static Result<BlindCheckIn> value_of(const Message& in) {
    TROTH_ASSIGN(const Hash commitment, id_from<Hash>(in.commitment()));
    return BlindCheckIn{{in.period_start_ms(), in.period_end_ms()}, commitment};
  }
};

struct OpeningForm {
  using Message = wire::Opening;
  static Message wire_of(const Opening& opening) {
    Message out;
    out.set_check_in(opening.check_in.string());
    out.set_nonce(opening.nonce.string());
    out.set_content(string_of(opening.content));
    return out;
  }
  static Result<Opening> value_of(const Message& in) {
    TROTH_ASSIGN(const EntryHash check_in, id_from<EntryHash>(in.check_in()));
    TROTH_ASSIGN(const Nonce nonce, id_from<Nonce>(in.nonce()));
    return Opening{check_in, nonce, copy_of(bytes_of(in.content()))};
  }
};

Bytes eight_bytes(TimeMs instant_ms) {
  return Writer().u64(static_cast<std::uint64_t>(instant_ms)).take();
}

}  // namespace

Hash commitment_of(const PairId& pair, const PartnerId& author, const Period& period,
                   const Nonce& nonce, ByteView content) {
  const Bytes start = eight_bytes(period.start_ms);
  const Bytes end = eight_bytes(period.end_ms);
  return crypto::hash(crypto::label::kCheckIn,
                      {pair.view(), author.view(), start, end, nonce.view(), content});
}

bool opens(const Opening& opening, const BlindCheckIn& check_in, const PairId& pair,
           const PartnerId& author) {
  if (commitment_of(pair, author, check_in.period, opening.nonce, opening.content) !=
      check_in.commitment)
    return false;
  const auto content = decode_check_in(opening.content);
  if (!content) return content.error().code == Code::practice_newer_version;
  return content->period == check_in.period;
}

Result<Blinded> blinded(const CheckIn& check_in, const PairId& pair, const PartnerId& author,
                        const Nonce& nonce) {
  TROTH_ASSIGN(Bytes content, encode(check_in));
  const Hash commitment = commitment_of(pair, author, check_in.period, nonce, content);
  return Blinded{{check_in.period, commitment}, std::move(content)};
}

Result<Opening> opening_of(const EntryHash& entry, const BlindCheckIn& check_in, const PairId& pair,
                           const PartnerId& author, const Nonce& nonce, ByteView content) {
  Opening opening{entry, nonce, copy_of(content)};
  if (!opens(opening, check_in, pair, author)) return refuse(Code::check_in_not_as_committed);
  return opening;
}

Status validate(const BlindCheckIn& check_in) { return validate(check_in.period); }

Status validate(const Opening& opening) {
  if (opening.content.empty()) return refuse(Code::practice_malformed);
  return {};
}

Result<Bytes> encode(const BlindCheckIn& check_in) { return encode_strict<BlindForm>(check_in); }
Result<Bytes> encode(const Opening& opening) { return encode_strict<OpeningForm>(opening); }

Result<BlindCheckIn> decode_blind_check_in(ByteView payload) {
  return decode_strict<BlindForm>(payload);
}
Result<Opening> decode_opening(ByteView payload) { return decode_strict<OpeningForm>(payload); }

}  // namespace troth::practice
