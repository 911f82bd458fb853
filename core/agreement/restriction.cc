#include "core/agreement/restriction.h"

#include "core/agreement/payload.h"
#include "core/base/check.h"
#include "core/base/text.h"
#include "proto/agreement.pb.h"

namespace troth::agreement {
namespace {

constexpr Shape kPauseShape{2, {}};
constexpr Shape kEndingShape{1, {}};
constexpr Shape kWithdrawalShape{2, {}};
constexpr Shape kLimitShape{4, {}};

Status check_reason(const Restriction& restriction) {
  return check_text(restriction.reason, sizes::kReason, Lines::many, "The reason");
}

Status check_limit(const Restriction& limit) {
  if (limit.strength != Strength::hard && limit.strength != Strength::soft)
    return refuse(Code::choice_unknown, "The strength of a limit");
  if (!limit.reason.empty()) return refuse(Code::consent_malformed, "a limit with a reason");
  return check_required_text(limit.text, sizes::kText, Lines::many, "The text of a limit");
}

template <class Message>
Bytes bytes_from(const Message& message) {
  return copy_of(bytes_of(message.SerializeAsString()));
}

Bytes encode_pause(const Restriction& pause) {
  wire::Pause out;
  if (!pause.clauses.empty()) out.set_area(pause.clauses.front().string());
  out.set_reason(pause.reason);
  return bytes_from(out);
}

Bytes encode_ending(const Restriction& ending) {
  wire::Ending out;
  out.set_reason(ending.reason);
  return bytes_from(out);
}

Bytes encode_withdrawal(const Restriction& withdrawal) {
  wire::Withdrawal out;
  for (const ClauseId& clause : withdrawal.clauses) out.add_clauses(clause.string());
  out.set_reason(withdrawal.reason);
  return bytes_from(out);
}

Bytes encode_limit(const Restriction& limit) {
  wire::Limit out;
  out.set_strength(static_cast<wire::Limit::Strength>(static_cast<int>(limit.strength)));
  out.set_text(limit.text);
  for (const ClauseId& clause : limit.clauses) out.add_suspends(clause.string());
  if (limit.tightens) out.set_tightens(limit.tightens->string());
  return bytes_from(out);
}

Status read_pause(ByteView payload, Restriction& out) {
  TROTH_ASSIGN(const auto message, parse_strict<wire::Pause>(payload, kPauseShape));
  TROTH_ASSIGN(const auto area, optional_id_from<ClauseId>(message.area(), "an area"));
  if (area) out.clauses.push_back(*area);
  out.reason = message.reason();
  return {};
}

Status read_ending(ByteView payload, Restriction& out) {
  TROTH_ASSIGN(const auto message, parse_strict<wire::Ending>(payload, kEndingShape));
  out.reason = message.reason();
  return {};
}

Status read_withdrawal(ByteView payload, Restriction& out) {
  TROTH_ASSIGN(const auto message, parse_strict<wire::Withdrawal>(payload, kWithdrawalShape));
  TROTH_ASSIGN(out.clauses, ids_from<ClauseId>(message.clauses(), "a clause"));
  out.reason = message.reason();
  return {};
}

Status read_limit(ByteView payload, Restriction& out) {
  TROTH_ASSIGN(const auto message, parse_strict<wire::Limit>(payload, kLimitShape));
  TROTH_ASSIGN(out.clauses, ids_from<ClauseId>(message.suspends(), "a clause"));
  TROTH_ASSIGN(out.tightens, optional_id_from<EntryHash>(message.tightens(), "a limit"));
  if (message.strength() < 1 || message.strength() > 2)
    return refuse(Code::choice_unknown, "The strength of a limit");
  out.strength = static_cast<Strength>(message.strength());
  out.text = message.text();
  return {};
}

Status read(ByteView payload, Restriction& out) {
  switch (out.kind) {
    case RestrictionKind::pause:
      return read_pause(payload, out);
    case RestrictionKind::ending:
      return read_ending(payload, out);
    case RestrictionKind::withdrawal:
      return read_withdrawal(payload, out);
    case RestrictionKind::limit:
      return read_limit(payload, out);
    case RestrictionKind::unreadable:
      break;
  }
  return refuse(Code::consent_malformed, "no restriction that can be read");
}

}  // namespace

std::string_view name_of(RestrictionKind kind) {
  switch (kind) {
    case RestrictionKind::pause:
      return "pause";
    case RestrictionKind::ending:
      return "ending";
    case RestrictionKind::withdrawal:
      return "withdrawal";
    case RestrictionKind::limit:
      return "limit";
    case RestrictionKind::unreadable:
      return "unreadable";
  }
  return "unknown";
}

Status check(const Restriction& restriction) {
  if (!is_ascending(restriction.clauses))
    return refuse(Code::consent_malformed, "clauses that are not in order");
  const std::size_t named = restriction.clauses.size();
  const RestrictionKind kind = restriction.kind;
  if (kind == RestrictionKind::withdrawal && named == 0) return refuse(Code::withdrawal_of_nothing);
  if (kind == RestrictionKind::limit) return check_limit(restriction);
  const bool is_plain = restriction.text.empty() && !restriction.tightens;
  const bool names_too_many = (kind == RestrictionKind::pause && named > 1) ||
                              (kind == RestrictionKind::ending && named > 0);
  if (!is_plain || names_too_many || kind == RestrictionKind::unreadable)
    return refuse(Code::consent_malformed, "a restriction of no known form");
  return check_reason(restriction);
}

Bytes encode(const Restriction& restriction) {
  CHECK(check(restriction));
  switch (restriction.kind) {
    case RestrictionKind::pause:
      return encode_pause(restriction);
    case RestrictionKind::ending:
      return encode_ending(restriction);
    case RestrictionKind::withdrawal:
      return encode_withdrawal(restriction);
    default:
      return encode_limit(restriction);
  }
}

Result<Restriction> decode_restriction(RestrictionKind kind, ByteView payload) {
  Restriction out;
  out.kind = kind;
  TROTH_TRY(read(payload, out));
  TROTH_TRY(check(out));
  TROTH_TRY(check_same(encode(out), payload));
  return out;
}

}  // namespace troth::agreement
