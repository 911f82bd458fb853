#include "client/cli/show.h"

#include <algorithm>

#include "client/cli/indents.h"

namespace troth::cli {
namespace {

using agreement::LiftState;
using agreement::RestrictionKind;
using vault::Side;

std::string lift_sentence(const LiftState& lift, const vault::RestrictionView& restriction,
                          const Look& look) {
  const std::string who = lift.waits_for ? look.names.partner(*lift.waits_for) : "nobody";
  const bool mine = lift.waits_for && *lift.waits_for == look.names.people().me;
  switch (lift.stage) {
    case LiftState::Stage::offered:
      return mine ? "Lifting it is offered, and waits for your answer: troth accept " +
                        short_id(lift.proposal)
                  : "Lifting it is offered, and waits for the answer of " + who + ".";
    case LiftState::Stage::waiting_for_signature:
      return mine ? "Lifting it is agreed. It begins with whatever you sign next: troth lift " +
                        short_id(restriction.state.entry)
                  : "Lifting it is agreed. It begins with the next thing that " + who + " signs.";
    case LiftState::Stage::waiting:
      return "Lifting it is agreed, and takes effect on " +
             (lift.effective_ms ? look.calendar.minute(*lift.effective_ms) : "a later day") + ".";
    case LiftState::Stage::lifted:
      break;
  }
  return "It is lifted.";
}

void add_restriction(Page& page, const vault::RestrictionView& restriction, const Look& look) {
  page.item(short_id(restriction.state.entry), sentence_of(restriction, look.names) + " (" +
                                                   look.calendar.day(restriction.state.written_ms) +
                                                   ")");
  if (restriction.words && !restriction.words->reason.empty())
    page.line("“" + restriction.words->reason + "”", kBehindId);
  if (restriction.state.lifted) page.line("It is lifted.", kBehindId);
  for (const auto& lift : restriction.state.lifts)
    if (!restriction.state.lifted) page.line(lift_sentence(lift, restriction, look), kBehindId);
}

void add_holds(Page& page, const std::vector<vault::HeldView>& on_hold) {
  if (on_hold.empty()) return;
  page.line(counted(on_hold.size(), "clause is", "clauses are") +
            " on hold: agree again. Why, and how: " + "troth proposal show " +
            short_id(on_hold.front().proposals.back()));
}

// Those that make the agreement what `status` says, but for pauses by the partner:
// nobody is asked to bring those to an end.
std::vector<vault::RestrictionView> behind(agreement::AgreementStatus status,
                                           std::vector<vault::RestrictionView> restrictions) {
  std::erase_if(restrictions, [&](const auto& restriction) {
    const RestrictionKind kind = restriction.state.kind;
    if (status == agreement::AgreementStatus::ended) return kind != RestrictionKind::ending;
    return status != agreement::AgreementStatus::paused || kind != RestrictionKind::pause ||
           restriction.by != Side::mine || !restriction.state.covers_everything;
  });
  return restrictions;
}

void add_agreement(Page& page, const vault::StatusView& status, const Look& look) {
  page.line(words_for(status.status));
  const std::string advice = lift_advice(behind(status.status, status.restrictions));
  if (!advice.empty()) page.line(advice);
  if (status.status == agreement::AgreementStatus::ended) return;
  if (status.lapse)
    page.line(advice_of(*status.lapse));
  else if (status.renew_by_ms != 0)
    page.line("To be renewed by " + look.calendar.day(status.renew_by_ms - 1) + ".");
  add_holds(page, status.on_hold);
}

void add_sync(Page& page, const vault::StatusView& status, const Look& look) {
  const auto& sync = status.sync;
  page.empty_line();
  if (!status.has_relay && !status.people.partner) {
    page.line("No relay is set. Whoever invites names one first: troth relay set ADDRESS");
  } else if (!status.has_relay) {
    page.line("No relay is set, so nothing reaches your partner: troth relay set ADDRESS");
  } else if (sync.pending > 0) {
    page.line(counted(sync.pending, "entry waits", "entries wait") + " for the relay.");
  } else if (status.people.partner) {
    page.line("Everything that you signed is with the relay.");
  }
  if (sync.last_contact_ms)
    page.line("Last contact with the relay: " + look.calendar.minute(*sync.last_contact_ms) + ".");
  if (sync.problem) page.line(sync.problem->message);
}

void add_warnings(Page& page, const vault::StatusView& status) {
  if (status.needs_newer_version)
    page.line("Your partner uses a newer version of Troth: update before you agree to anything.");
  if (status.signing) page.line(status.signing->message);
  if (status.pages_may_be_swapped)
    page.line(
        "Pages of the open vault may reach the swap space, for not all of its memory could be "
        "locked.");
}

void add_leaving(Page& page, const vault::LeavingView& leaving, const Look& look) {
  page.empty_line().line(leaving.partner_told ? "You are leaving. Your partner's relay has the "
                                                "ending; your mailbox is to be deleted at "
                                                "yours, and then this profile forgets the pair."
                                              : "You are leaving. Your partner's relay is to have "
                                                "the ending first; then your mailbox is "
                                                "deleted, and this profile forgets the pair.");
  page.line("troth sync goes on with it, and from " + look.calendar.minute(leaving.goes_anyway_ms) +
            " on goes whatever it reaches. troth leave --now does not wait.");
}

}  // namespace

std::string lift_advice(const std::vector<vault::RestrictionView>& restrictions) {
  std::string ids;
  for (const auto& restriction : restrictions) {
    if (!restriction.state.lifts.empty()) return {};  // how far that is stands with each
    ids += " " + short_id(restriction.state.entry);
  }
  return ids.empty() ? "" : "It stays so unless you both lift it: troth lift" + ids;
}

std::string digest_text(const Hash& digest, const Look& look) {
  constexpr std::size_t kGroup = 4;
  constexpr std::size_t kGroupsInLine = 8;
  constexpr std::string_view kMark = "Digest";
  const bool fits = look.width >= kMark.size() + 1 + kGroupsInLine * (kGroup + 1);
  const std::string hex = digest.hex();
  std::string groups;
  for (std::size_t at = 0; at < hex.size(); at += kGroup) {
    const bool begins_line = fits && at % (kGroup * kGroupsInLine) == 0;
    if (at > 0) groups += begins_line ? "\n" : " ";
    groups += hex.substr(at, kGroup);
  }
  return Page(look.width).item(kMark, groups, 0).text();
}

std::string status_text(const vault::StatusView& status, const Look& look) {
  Page page(look.width);
  const auto& people = status.people;
  for (const auto& view : status.flagged)
    page.line(flags_sentence(view) + " (check-in of " + look.calendar.day(view.written_ms) + ")");
  page.empty_line();
  if (status.pairing.stage != vault::PairingView::Stage::paired)
    page.line(pairing_text(status.pairing, look));
  if (people.partner) {
    page.line(people.my_name + " and " + people.partner_name + ".");
    add_agreement(page, status, look);
  } else {
    page.line("This is the profile of " + people.my_name + ".");
  }
  if (status.leaving) add_leaving(page, *status.leaving, look);
  if (!status.restrictions.empty()) page.empty_line();
  for (const auto& restriction : status.restrictions) add_restriction(page, restriction, look);
  if (status.proposals_waiting > 0)
    page.empty_line().line(counted(status.proposals_waiting, "proposal waits", "proposals wait") +
                           " for your answer: troth proposals");
  add_sync(page, status, look);
  add_warnings(page, status);
  if (people.partner) page.empty_line();
  return page.text() + (people.partner ? digest_text(status.digest, look) : "");
}

std::string left_text(const vault::Left& left) {
  std::string text = "You have left. This profile is paired with nobody.\n";
  text += left.partner_told
              ? "Your partner's relay has the ending, and their client will show it.\n"
              : "The ending is not known to be at your partner's relay. Whether you tell them is "
                "yours.\n";
  text += left.mailbox_deleted ? "Your mailbox at the relay is deleted.\n"
                               : "Your mailbox at the relay was not reached; it goes once nobody "
                                 "has visited it for long.\n";
  return text +
         "For a new pairing name a relay first, with troth relay set, or join one; troth profile "
         "delete deletes the rest.";
}

std::string restrictions_text(const std::vector<vault::RestrictionView>& restrictions,
                              const Look& look) {
  if (restrictions.empty()) return "Nothing is restricted.\n";
  Page page(look.width);
  for (const auto& restriction : restrictions) add_restriction(page, restriction, look);
  return page.text();
}

std::string ledger_text(const std::vector<vault::LedgerLine>& lines, const Look& look) {
  if (lines.empty()) return "The ledger is empty.\n";
  Page page(look.width);
  for (const auto& line : lines)
    page.item(short_id(line.entry),
              look.calendar.minute(line.written_ms) + "  " + line.by_name + " " +
                  std::to_string(line.seq) + ": " + line.kind +
                  (line.note.empty() ? "" : " (" + line.note + ")"),
              0);
  return page.text();
}

std::string pairing_text(const vault::PairingView& pairing, const Look& look) {
  using Stage = vault::PairingView::Stage;
  const std::string partner = pairing.partner_name.empty() ? "your partner" : pairing.partner_name;
  switch (pairing.stage) {
    case Stage::none:
      return "Not paired. One of you invites (troth pair invite), the other joins.";
    case Stage::invited:
      return "An invite is out" +
             (pairing.expires_ms ? " until " + look.calendar.minute(*pairing.expires_ms)
                                 : std::string()) +
             ". When your partner has joined: troth pair status";
    case Stage::joining:
      return "The invite is taken; the other side's answer is awaited: troth pair status";
    case Stage::compare:
      return "Compare these digits with those that " + partner + " sees: " + pairing.digits +
             "\nThe same: troth pair confirm \"" + pairing.digits +
             "\"\nOthers: somebody may be in between; troth pair cancel deletes this pairing.";
    case Stage::waiting:
      return "You have confirmed " + pairing.digits + ". " + partner +
             " has not, as far as is known here.";
    case Stage::paired:
      break;
  }
  return "Paired with " + partner + ". Both of you have compared the digits.";
}

}  // namespace troth::cli
