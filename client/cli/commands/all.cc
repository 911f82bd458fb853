#include "client/cli/commands/all.h"

namespace troth::cli {

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
std::unique_ptr<Command> make_agreement_import();
std::unique_ptr<Command> make_agreement_edit();
std::unique_ptr<Command> make_agreement_history();
std::unique_ptr<Command> make_agreement_diff();
std::unique_ptr<Command> make_agreement_reaffirm();
std::unique_ptr<Command> make_clause_show();
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
std::unique_ptr<Command> make_check_in_open();
std::unique_ptr<Command> make_check_ins();
std::unique_ptr<Command> make_ask();
std::unique_ptr<Command> make_decisions();
std::unique_ptr<Command> make_decision_show();
std::unique_ptr<Command> make_decision_view();
std::unique_ptr<Command> make_decision_answer();
std::unique_ptr<Command> make_decision_reopen();
std::unique_ptr<Command> make_comment();
std::unique_ptr<Command> make_comments();
std::unique_ptr<Command> make_observe();
std::unique_ptr<Command> make_observances();
std::unique_ptr<Command> make_moment_open();
std::unique_ptr<Command> make_moment_close();
std::unique_ptr<Command> make_moments();
std::unique_ptr<Command> make_talk_ask();
std::unique_ptr<Command> make_talk_had();
std::unique_ptr<Command> make_talks();
std::unique_ptr<Command> make_review_open();
std::unique_ptr<Command> make_review_show();
std::unique_ptr<Command> make_review_add();
std::unique_ptr<Command> make_review_minutes();
std::unique_ptr<Command> make_review_sign();
std::unique_ptr<Command> make_reviews();
std::unique_ptr<Command> make_actions();
std::unique_ptr<Command> make_action_done();
std::unique_ptr<Command> make_lessons();
std::unique_ptr<Command> make_ledger();
std::unique_ptr<Command> make_ledger_verify();
std::unique_ptr<Command> make_search();
std::unique_ptr<Command> make_journal();
std::unique_ptr<Command> make_journal_write();
std::unique_ptr<Command> make_journal_show();
std::unique_ptr<Command> make_journal_edit();
std::unique_ptr<Command> make_journal_delete();
std::unique_ptr<Command> make_drafts();
std::unique_ptr<Command> make_draft_show();
std::unique_ptr<Command> make_draft_delete();
std::unique_ptr<Command> make_settings();
std::unique_ptr<Command> make_settings_set();
std::unique_ptr<Command> make_export();
std::unique_ptr<Command> make_verify();
std::unique_ptr<Command> make_calendar();
std::unique_ptr<Command> make_profile_trust();
std::unique_ptr<Command> make_passphrase_change();
std::unique_ptr<Command> make_passphrase_reset();
std::unique_ptr<Command> make_lock();
std::unique_ptr<Command> make_leave();
std::unique_ptr<Command> make_help_consent();
std::unique_ptr<Command> make_profile_delete();
std::unique_ptr<Command> make_shell();
std::unique_ptr<Command> make_completion();
std::unique_ptr<Command> make_manual();

Commands all_commands() {
  Commands all;
  for (const auto make : {make_init,
                          make_profile_mend,
                          make_relay_set,
                          make_pair_invite,
                          make_pair_join,
                          make_pair_confirm,
                          make_pair_status,
                          make_pair_cancel,
                          make_status,
                          make_sync,
                          make_agreement_show,
                          make_agreement_template,
                          make_agreement_import,
                          make_agreement_edit,
                          make_agreement_history,
                          make_agreement_diff,
                          make_agreement_reaffirm,
                          make_clause_show,
                          make_propose,
                          make_counter,
                          make_proposals,
                          make_proposal_show,
                          make_accept,
                          make_decline,
                          make_retract,
                          make_pause,
                          make_limit_add,
                          make_limit_tighten,
                          make_consent_withdraw,
                          make_end,
                          make_restrictions,
                          make_lift,
                          make_check_in,
                          make_check_in_open,
                          make_check_ins,
                          make_ask,
                          make_decisions,
                          make_decision_show,
                          make_decision_view,
                          make_decision_answer,
                          make_decision_reopen,
                          make_comment,
                          make_comments,
                          make_observe,
                          make_observances,
                          make_moment_open,
                          make_moment_close,
                          make_moments,
                          make_talk_ask,
                          make_talk_had,
                          make_talks,
                          make_review_open,
                          make_review_show,
                          make_review_add,
                          make_review_minutes,
                          make_review_sign,
                          make_reviews,
                          make_actions,
                          make_action_done,
                          make_lessons,
                          make_ledger,
                          make_ledger_verify,
                          make_search,
                          make_journal,
                          make_journal_write,
                          make_journal_show,
                          make_journal_edit,
                          make_journal_delete,
                          make_drafts,
                          make_draft_show,
                          make_draft_delete,
                          make_settings,
                          make_settings_set,
                          make_export,
                          make_verify,
                          make_calendar,
                          make_profile_trust,
                          make_passphrase_change,
                          make_passphrase_reset,
                          make_lock,
                          make_leave,
                          make_help_consent,
                          make_profile_delete,
                          make_shell,
                          make_completion,
                          make_manual})
    all.push_back(make());
  return all;
}

}  // namespace troth::cli
