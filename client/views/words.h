// How the states of things are called where core does not say (name_of and
// words_for, beside each state), or where this client says more: by one word in
// JSON, which scripts rely on, or by words that a person reads. Pure, any thread.
#pragma once

#include <string_view>

#include "core/vault/types.h"
#include "core/vault/versions.h"

namespace troth::views {

// Why a clause is not in force, and what to do about it; of a restriction, which
// stands beside it, no more than that.
std::string_view sentence_of(agreement::Obstacle::Why why);
// How far a proposal came, and what to do about it.
std::string_view text_of(agreement::ProposalState::Stage stage);

// How a lapse ends: what one of the two can do.
std::string_view advice_of(vault::Lapse lapse);

std::string_view word_of(agreement::ClauseDifference::Sort sort);
std::string_view word_of(agreement::TextPiece::Sort sort);
std::string_view word_of(agreement::AgreementVersion::What what);
std::string_view word_of(vault::ClauseStep::What what);
std::string_view word_of(vault::Lapse lapse);
std::string_view word_of(vault::PairingView::Stage stage);

}  // namespace troth::views
