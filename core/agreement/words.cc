// The words in which void changes are shown (consent.md, "What is shown").
#include "core/agreement/agreement.h"

namespace troth::agreement {

std::string_view name_of(ProposalState::Stage stage) {
  switch (stage) {
    case ProposalState::Stage::open:
      return "open";
    case ProposalState::Stage::accepted:
      return "accepted";
    case ProposalState::Stage::voided:
      return "void";
    case ProposalState::Stage::declined:
      return "declined";
    case ProposalState::Stage::retracted:
      return "retracted";
    case ProposalState::Stage::countered:
      return "countered";
    case ProposalState::Stage::restricted:
      return "restricted";
    case ProposalState::Stage::outdated:
      return "outdated";
  }
  return "unknown";
}

std::string words_for(VoidCause::Why why, std::string_view canceller, std::string_view acceptor) {
  const std::string x(canceller);
  const std::string y(acceptor);
  switch (why) {
    case VoidCause::Why::crossed:
      return "You each agreed to a different change at the same time. Neither counts: agree again.";
    case VoidCause::Why::retracted:
      return x + " took it back while " + y + " accepted. On hold: agree again.";
    case VoidCause::Why::declined:
      return x + " declined it while " + y + " accepted. On hold: agree again.";
    case VoidCause::Why::countered:
      return x + " answered it with another proposal while " + y +
             " accepted. On hold: agree again.";
    case VoidCause::Why::restricted:
      return x + " took back consent while " + y + " accepted. It does not count.";
    case VoidCause::Why::built_on_void:
      return "It rested on a change that does not count. Agree again.";
    case VoidCause::Why::disputed:
      return "It was signed by a device that no longer counts, or answers one. Agree again.";
  }
  return {};
}

std::string words_for(Unsound unsound) {
  switch (unsound) {
    case Unsound::own_proposal:
      return "Accepted by the partner who proposed it. It never counted.";
    case Unsound::not_compared:
      return "Accepted before both of you had compared the digits. It never counted.";
    case Unsound::device_not_confirmed:
      return "Signed by a device that had not been confirmed. It never counted.";
    case Unsound::closed:
      return "Accepted although it was known to be closed. It never counted.";
    case Unsound::accepted_already:
      return "Accepted a second time. The first acceptance is the one that matters.";
    case Unsound::unfit:
      return "Accepted although it does not fit the agreement. It never counted.";
    case Unsound::digest_differs:
      return "The two of you saw a different agreement. It never counted: update both programs.";
    case Unsound::newer_rules:
      return "Accepted under newer rules than this version knows. Update Troth to read it.";
    case Unsound::proposal_not_seen:
    case Unsound::restriction_not_seen:
    case Unsound::standing_differs:
      break;
  }
  return "Accepted without having seen how things stood. It never counted.";
}

}  // namespace troth::agreement
