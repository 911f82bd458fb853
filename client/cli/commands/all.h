// Every command of `troth`, in the order of --help.
#pragma once

#include "client/cli/command.h"

namespace troth::cli {

Commands all_commands();

// One each, where its class stands.
std::unique_ptr<Command> make_init();
std::unique_ptr<Command> make_profile_mend();
std::unique_ptr<Command> make_relay_set();
std::unique_ptr<Command> make_pair_invite();
std::unique_ptr<Command> make_pair_join();
std::unique_ptr<Command> make_pair_confirm();
std::unique_ptr<Command> make_pair_status();
std::unique_ptr<Command> make_pair_cancel();
std::unique_ptr<Command> make_status();
std::unique_ptr<Command> make_sync();
std::unique_ptr<Command> make_agreement_show();
std::unique_ptr<Command> make_agreement_template();
std::unique_ptr<Command> make_propose();
std::unique_ptr<Command> make_counter();
std::unique_ptr<Command> make_proposals();
std::unique_ptr<Command> make_proposal_show();
std::unique_ptr<Command> make_accept();
std::unique_ptr<Command> make_decline();
std::unique_ptr<Command> make_retract();
std::unique_ptr<Command> make_pause();
std::unique_ptr<Command> make_limit_add();
std::unique_ptr<Command> make_limit_tighten();
std::unique_ptr<Command> make_consent_withdraw();
std::unique_ptr<Command> make_end();
std::unique_ptr<Command> make_restrictions();
std::unique_ptr<Command> make_lift();
std::unique_ptr<Command> make_check_in();
std::unique_ptr<Command> make_check_ins();
std::unique_ptr<Command> make_ledger();
std::unique_ptr<Command> make_ledger_verify();

}  // namespace troth::cli
