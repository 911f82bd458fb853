// Snapshots as text for a person: short sentences, names rather than roles, no
// alarm. What is so, what it means, what can be done. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/cli/names.h"
#include "core/vault/types.h"

namespace troth::cli {

struct Look {
  const Names& names;
  const Calendar& calendar;
  std::size_t width;
};

// The partner's pauses, for the top of whatever is shown; empty where there is none.
std::string pauses_text(const std::vector<vault::RestrictionView>& restrictions, const Look& look);

std::string status_text(const vault::StatusView& status, const Look& look);
std::string agreement_text(const vault::AgreementView& agreement, const Look& look);
std::string proposals_text(const std::vector<vault::ProposalView>& proposals, const Look& look);
// One proposal whole: every word that accepting it would sign.
std::string proposal_text(const vault::ProposalView& proposal, const Look& look);
std::string restrictions_text(const std::vector<vault::RestrictionView>& restrictions,
                              const Look& look);
std::string check_ins_text(const std::vector<vault::CheckInView>& check_ins, const Look& look);
std::string ledger_text(const std::vector<vault::LedgerLine>& lines, const Look& look);
std::string pairing_text(const vault::PairingView& pairing, const Look& look);

// "Jonas has paused everything", "You have withdrawn consent to Household".
std::string sentence_of(const vault::RestrictionView& restriction, const Look& look);

}  // namespace troth::cli
