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
    case EntryKind::blind_check_in:
      return "blind_check_in";
    case EntryKind::open_by_hand:
      return "open_by_hand";
    case EntryKind::comment:
      return "comment";
    case EntryKind::question:
      return "question";
    case EntryKind::view:
      return "view";
    case EntryKind::answer:
      return "answer";
    case EntryKind::reopened:
      return "reopened";
    case EntryKind::observance:
      return "observance";
    case EntryKind::moment_opened:
      return "moment_opened";
    case EntryKind::moment_closed:
      return "moment_closed";
    case EntryKind::talk:
      return "talk";
    case EntryKind::talked:
      return "talked";
    case EntryKind::review_opened:
      return "review_opened";
    case EntryKind::agenda_item:
      return "agenda_item";
    case EntryKind::minutes:
      return "minutes";
    case EntryKind::minutes_signed:
      return "minutes_signed";
    case EntryKind::action_done:
      return "action_done";
  }
  return "unknown";
}

}  // namespace troth::ledger
