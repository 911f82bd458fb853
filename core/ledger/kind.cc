#include "core/ledger/kind.h"

namespace troth::ledger {

KindRange range_of(EntryKind kind) {
  const auto number = static_cast<std::uint32_t>(kind);
  if (number < 20) return KindRange::takes_away;
  if (number < 40) return KindRange::consent;
  if (number < 60) return KindRange::automatic;
  return KindRange::practice;
}

bool is_known(EntryKind kind) { return name_of(kind) != "unknown"; }

std::string_view name_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::pause:
      return "pause";
    case EntryKind::end:
      return "end";
    case EntryKind::withdraw:
      return "withdraw";
    case EntryKind::limit:
      return "limit";
    case EntryKind::decline:
      return "decline";
    case EntryKind::retract:
      return "retract";
    case EntryKind::propose:
      return "propose";
    case EntryKind::accept:
      return "accept";
    case EntryKind::compared:
      return "compared";
    case EntryKind::confirmed:
      return "confirmed";
    case EntryKind::revoked:
      return "revoked";
    case EntryKind::equivocated:
      return "equivocated";
    case EntryKind::assent:
      return "assent";
    case EntryKind::paired:
      return "paired";
    case EntryKind::session:
      return "session";
    case EntryKind::opening:
      return "opening";
    case EntryKind::check_in:
      return "check_in";
  }
  return "unknown";
}

}  // namespace troth::ledger
