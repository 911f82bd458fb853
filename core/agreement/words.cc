// How the states of the agreement are called: each by a name, which JSON and
// scripts rely on, and in words for people; those of void changes are consent.md's
// ("What is shown").
#include "core/agreement/words.h"

#include "core/agreement/agreement.h"

namespace troth::agreement {

std::string_view name_of(AgreementStatus status) {
  switch (status) {
    case AgreementStatus::ended:
      return "ended";
    case AgreementStatus::paused:
      return "paused";
    case AgreementStatus::lapsed:
      return "lapsed";
    case AgreementStatus::none:
      return "none";
    case AgreementStatus::in_force:
      return "in_force";
  }
  return "unknown";
}

std::string_view words_for(AgreementStatus status) {
  switch (status) {
    case AgreementStatus::ended:
      return "The agreement has ended.";
    case AgreementStatus::paused:
      return "Everything is paused.";
    case AgreementStatus::lapsed:
      return "The agreement has lapsed.";
    case AgreementStatus::none:
      return "No agreement is in force.";
    case AgreementStatus::in_force:
      break;
  }
  return "The agreement is in force.";
}

std::string_view name_of(Obstacle::Why why) {
  switch (why) {
    case Obstacle::Why::on_hold:
      return "on_hold";
    case Obstacle::Why::restricted:
      return "restricted";
    case Obstacle::Why::ended:
      return "ended";
    case Obstacle::Why::lapsed:
      return "lapsed";
    case Obstacle::Why::not_started:
      break;
  }
  return "not_started";
}

std::string_view words_for(Obstacle::Why why) {
  switch (why) {
    case Obstacle::Why::on_hold:
      return "On hold until it is agreed again.";
    case Obstacle::Why::restricted:
      return "Not in force: it is paused, or consent to it was taken back.";
    case Obstacle::Why::ended:
      return "Not in force: its time has passed.";
    case Obstacle::Why::lapsed:
      return "Not in force: the agreement has lapsed.";
    case Obstacle::Why::not_started:
      break;
  }
  return "Not in force before the agreement starts.";
}

std::string_view name_of(LiftState::Stage stage) {
  switch (stage) {
    case LiftState::Stage::offered:
      return "offered";
    case LiftState::Stage::waiting_for_signature:
      return "waiting_for_signature";
    case LiftState::Stage::waiting:
      return "waiting";
    case LiftState::Stage::lifted:
      break;
  }
  return "lifted";
}

std::string_view name_of(Strength strength) { return words::word_for(words::kStrength, strength); }

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

std::string_view words_for(ProposalState::Stage stage) {
  switch (stage) {
    case ProposalState::Stage::open:
      return "open";
    case ProposalState::Stage::accepted:
      return "agreed";
    case ProposalState::Stage::voided:
      return "accepted, and does not count";
    case ProposalState::Stage::declined:
      return "declined";
    case ProposalState::Stage::retracted:
      return "taken back";
    case ProposalState::Stage::countered:
      return "answered by another proposal";
    case ProposalState::Stage::restricted:
      return "closed, for consent to it was taken back";
    case ProposalState::Stage::outdated:
      break;
  }
  return "outdated: what it would change has changed since";
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
