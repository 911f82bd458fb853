#include "client/views/words.h"

namespace troth::views {

std::string_view sentence_of(agreement::Obstacle::Why why) {
  if (why == agreement::Obstacle::Why::on_hold) return "On hold: agree again.";
  if (why == agreement::Obstacle::Why::restricted) return "Not in force.";
  return words_for(why);
}

std::string_view advice_of(vault::Lapse lapse) {
  using enum vault::Lapse;
  switch (lapse) {
    case renew_by:
      return "Its date to renew by has passed. It comes back once both of you have signed it "
             "again: "
             "one asks with troth agreement reaffirm --renew-by DATE, the other accepts.";
    case until:
      return "Its term was agreed until a day that has passed. It comes back once both of you have "
             "agreed to another: troth agreement edit";
    case on_hold:
      break;
  }
  return "Its term is on hold. It comes back once both of you have agreed to the term again: "
         "troth agreement edit";
}

std::string_view text_of(agreement::ProposalState::Stage stage) {
  if (stage == agreement::ProposalState::Stage::voided) return "does not count: agree again";
  return words_for(stage);
}

std::string_view word_of(agreement::ClauseDifference::Sort sort) {
  using enum agreement::ClauseDifference::Sort;
  switch (sort) {
    case added:
      return "added";
    case changed:
      return "changed";
    case again:
      return "again";
    case removed:
      break;
  }
  return "removed";
}

std::string_view word_of(agreement::TextPiece::Sort sort) {
  using enum agreement::TextPiece::Sort;
  switch (sort) {
    case same:
      return "same";
    case removed:
      return "removed";
    case added:
      break;
  }
  return "added";
}

std::string_view word_of(agreement::AgreementVersion::What what) {
  using enum agreement::AgreementVersion::What;
  switch (what) {
    case accepted:
      return "accepted";
    case restricted:
      return "restricted";
    case retracted:
      return "retracted";
    case declined:
      return "declined";
    case countered:
      return "countered";
    case disputed:
      break;
  }
  return "disputed";
}

std::string_view word_of(vault::ClauseStep::What what) {
  using enum vault::ClauseStep::What;
  switch (what) {
    case set:
      return "set";
    case removed:
      return "removed";
    case held:
      return "held";
    case restricted:
      return "restricted";
    case lift_agreed:
      break;
  }
  return "lift_agreed";
}

std::string_view word_of(vault::Lapse lapse) {
  using enum vault::Lapse;
  switch (lapse) {
    case renew_by:
      return "renew_by";
    case until:
      return "until";
    case on_hold:
      break;
  }
  return "on_hold";
}

std::string_view word_of(vault::PairingView::Stage stage) {
  using enum vault::PairingView::Stage;
  switch (stage) {
    case none:
      return "none";
    case invited:
      return "invited";
    case joining:
      return "joining";
    case compare:
      return "compare";
    case waiting:
      return "waiting";
    case paired:
      break;
  }
  return "paired";
}

}  // namespace troth::views
