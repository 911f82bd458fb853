// Snapshots as text for a person: short sentences, names rather than roles, no
// alarm. What is so, what it means, what can be done. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "client/cli/called.h"
#include "core/vault/types.h"

namespace troth::cli {

// The digest in groups, for two people to read to each other: "Digest  ab12 cd34 ...".
std::string digest_text(const Hash& digest, const Look& look);

std::string status_text(const vault::StatusView& status, const Look& look);
std::string agreement_text(const vault::AgreementView& agreement, const Look& look);
std::string proposals_text(const std::vector<vault::ProposalView>& proposals, const Look& look);
// What was agreed by accepting it, what keeps it from being in force, and the digest of
// the agreement since.
std::string agreed_text(const vault::ProposalView& proposal, const vault::AgreementView& agreement,
                        const Look& look);
// What keeps clauses from being in force, and what can be done; empty where nothing does.
std::string held_back_text(const std::vector<vault::ClauseView>& clauses,
                           const vault::AgreementView& agreement, const Look& look);
// "It stays so unless you both lift it: troth lift ID"; empty where nothing of `restrictions` is
// to be lifted, or a lift is under way already.
std::string lift_advice(const std::vector<vault::RestrictionView>& restrictions);
// One proposal whole: every word that accepting it would sign.
std::string proposal_text(const vault::ProposalView& proposal, const Look& look);
std::string restrictions_text(const std::vector<vault::RestrictionView>& restrictions,
                              const Look& look);
std::string ledger_text(const std::vector<vault::LedgerLine>& lines, const Look& look);
std::string pairing_text(const vault::PairingView& pairing, const Look& look);

// Once the pair was left: what became of the partner's word and of the mailbox.
std::string left_text(const vault::Left& left);

}  // namespace troth::cli
