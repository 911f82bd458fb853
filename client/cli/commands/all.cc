#include "client/cli/commands/all.h"

namespace troth::cli {

Commands all_commands() {
  Commands all;
  for (const auto make :
       {make_init,         make_profile_mend,  make_relay_set,        make_pair_invite,
        make_pair_join,    make_pair_confirm,  make_pair_status,      make_pair_cancel,
        make_status,       make_sync,          make_agreement_show,   make_agreement_template,
        make_propose,      make_counter,       make_proposals,        make_proposal_show,
        make_accept,       make_decline,       make_retract,          make_pause,
        make_limit_add,    make_limit_tighten, make_consent_withdraw, make_end,
        make_restrictions, make_lift,          make_check_in,         make_check_ins,
        make_ledger,       make_ledger_verify})
    all.push_back(make());
  return all;
}

}  // namespace troth::cli
