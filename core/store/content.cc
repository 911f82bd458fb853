#include "core/store/content.h"

#include <utility>

namespace troth::store {
namespace {

using agreement::RestrictionKind;
using ledger::EntryKind;

template <class T>
Result<EntryContent> read(Result<T> decoded) {
  if (!decoded) return std::unexpected(std::move(decoded.error()));
  return EntryContent(std::move(*decoded));
}

}  // namespace

Result<EntryContent> content_of(EntryKind kind, ByteView payload, const agreement::Pair& pair) {
  switch (kind) {
    case EntryKind::pause:
    case EntryKind::end:
    case EntryKind::withdraw:
    case EntryKind::limit:
      return read(agreement::decode_restriction(*restriction_kind(kind), payload));
    case EntryKind::decline:
    case EntryKind::retract:
      return read(agreement::decode_no(payload));
    case EntryKind::propose:
      return read(agreement::decode_proposal(payload, pair));
    case EntryKind::accept:
      return read(agreement::decode_acceptance(payload));
    case EntryKind::assent:
      return read(agreement::decode_assent(payload));
    case EntryKind::compared:
      return read(ledger::decode_compared(payload));
    case EntryKind::confirmed:
      return read(ledger::decode_confirmed(payload));
    case EntryKind::revoked:
      return read(ledger::decode_revoked(payload));
    case EntryKind::equivocated:
      return read(ledger::decode_equivocated(payload));
    case EntryKind::paired:
      return read(ledger::decode_paired(payload));
    case EntryKind::session:
      return read(ledger::decode_session(payload));
    default:
      break;
  }
  if (ledger::range_of(kind) == ledger::KindRange::practice || kind == EntryKind::opening)
    return read(practice::decode(static_cast<practice::Kind>(kind), payload));
  return refuse(Code::payload_newer);
}

std::optional<RestrictionKind> restriction_kind(EntryKind kind) {
  switch (kind) {
    case EntryKind::pause:
      return RestrictionKind::pause;
    case EntryKind::end:
      return RestrictionKind::ending;
    case EntryKind::withdraw:
      return RestrictionKind::withdrawal;
    case EntryKind::limit:
      return RestrictionKind::limit;
    default:
      return std::nullopt;
  }
}

EntryKind kind_of(RestrictionKind kind) {
  switch (kind) {
    case RestrictionKind::ending:
      return EntryKind::end;
    case RestrictionKind::withdrawal:
      return EntryKind::withdraw;
    case RestrictionKind::limit:
      return EntryKind::limit;
    case RestrictionKind::pause:
    case RestrictionKind::unreadable:
      break;
  }
  return EntryKind::pause;
}

}  // namespace troth::store
