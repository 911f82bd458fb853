#include "client/cli/show.h"

#include "client/cli/page.h"

namespace troth::cli {
namespace {

using agreement::AgreementStatus;
using agreement::LiftState;
using agreement::RestrictionKind;
using vault::Side;

// "a, b and c".
std::string listed(const std::vector<std::string>& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 == items.size() ? " and " : ", ";
    out += items[i];
  }
  return out;
}

std::string sentence_of(AgreementStatus status) {
  switch (status) {
    case AgreementStatus::ended:
      return "The agreement has ended.";
    case AgreementStatus::paused:
      return "Everything is paused.";
    case AgreementStatus::lapsed:
      return "The agreement has lapsed: its date to renew by has passed.";
    case AgreementStatus::none:
      return "No agreement is in force.";
    case AgreementStatus::in_force:
      break;
  }
  return "The agreement is in force.";
}

// What a restriction names, in words: "everything", or the names.
std::string named(const vault::RestrictionView& restriction, const Look& look) {
  if (restriction.state.covers_everything) return "everything";
  std::vector<std::string> names;
  for (const auto& clause : restriction.state.named) names.push_back(look.names.clause(clause));
  return listed(names);
}

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
      return mine ? "Lifting it is agreed. It begins with your signature: troth lift " +
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
  page.item(short_id(restriction.state.entry), sentence_of(restriction, look) + " (" +
                                                   look.calendar.day(restriction.state.written_ms) +
                                                   ")");
  constexpr std::size_t kIndent = 14;
  if (restriction.words && !restriction.words->reason.empty())
    page.line("“" + restriction.words->reason + "”", kIndent);
  for (const auto& lift : restriction.state.lifts)
    page.line(lift_sentence(lift, restriction, look), kIndent);
}

std::string answer_word(practice::Answer answer) {
  switch (answer) {
    case practice::Answer::yes:
      return "yes";
    case practice::Answer::unsure:
      return "unsure";
    case practice::Answer::no:
      break;
  }
  return "no";
}

std::string days_of(const practice::Period& period, const Look& look) {
  const std::string first = look.calendar.day(period.start_ms);
  const std::string last = look.calendar.day(period.end_ms - 1);
  return first == last ? first : first + " to " + last;
}

// What is worth talking about, in words.
std::string flags_sentence(const vault::CheckInView& view) {
  const auto flags = practice::flags_of(view.content);
  std::vector<std::string> said;
  if (flags.talk) said.emplace_back("wants to talk");
  if (flags.no) said.emplace_back("answered no");
  if (flags.unsure) said.emplace_back("is unsure");
  return view.by_name + " " + listed(said) + ".";
}

void add_sync(Page& page, const vault::StatusView& status, const Look& look) {
  const auto& sync = status.sync;
  page.empty_line();
  if (!status.has_relay) {
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

}  // namespace

std::string sentence_of(const vault::RestrictionView& restriction, const Look& look) {
  const auto& state = restriction.state;
  const std::string who =
      restriction.by == Side::mine ? "You have" : look.names.partner(state.by) + " has";
  switch (state.kind) {
    case RestrictionKind::pause:
      return who + " paused " + named(restriction, look) + ".";
    case RestrictionKind::ending:
      return who + " ended the agreement.";
    case RestrictionKind::withdrawal:
      return who + " withdrawn consent to " + named(restriction, look) + ".";
    case RestrictionKind::limit: {
      const std::string strength =
          state.strength == agreement::Strength::hard ? "a hard limit" : "a soft limit";
      const std::string text = restriction.words ? ": " + restriction.words->text : ".";
      const std::string suspends =
          state.named.empty() ? "" : "\nIt suspends " + named(restriction, look) + ".";
      return who + " " + strength + text + suspends;
    }
    case RestrictionKind::unreadable:
      break;
  }
  return who +
         " signed something that takes consent back and cannot be read yet. Until it can, "
         "everything is paused.";
}

std::string pauses_text(const std::vector<vault::RestrictionView>& restrictions, const Look& look) {
  Page page(look.width);
  for (const auto& restriction : restrictions) {
    const bool pauses = restriction.state.kind == RestrictionKind::pause ||
                        restriction.state.kind == RestrictionKind::unreadable;
    if (!pauses || restriction.by != Side::partners || restriction.state.lifted) continue;
    page.line(sentence_of(restriction, look) +
              (restriction.state.covers_everything
                   ? " Nothing here is expected of either of you."
                   : " Nothing there is expected of either of you."));
    if (!restriction.words) continue;
    page.line(restriction.words->reason.empty() ? "No reason given, and none is owed."
                                                : "“" + restriction.words->reason + "”");
  }
  if (!page.text().empty()) page.empty_line();
  return page.text();
}

std::string status_text(const vault::StatusView& status, const Look& look) {
  Page page(look.width);
  const auto& people = status.people;
  if (status.pairing.stage != vault::PairingView::Stage::paired)
    page.line(pairing_text(status.pairing, look));
  if (people.partner) {
    page.line(people.my_name + " and " + people.partner_name + ".");
    page.line(sentence_of(status.status) + " Its version: " + status.digest.hex().substr(0, 10) +
              ".");
  } else {
    page.line("This is the profile of " + people.my_name + ".");
  }
  if (!status.restrictions.empty()) page.empty_line();
  for (const auto& restriction : status.restrictions) add_restriction(page, restriction, look);
  if (status.proposals_waiting > 0)
    page.empty_line().line(counted(status.proposals_waiting, "proposal waits", "proposals wait") +
                           " for your answer: troth proposals");
  if (!status.flagged.empty()) page.empty_line();
  for (const auto& view : status.flagged)
    page.line(flags_sentence(view) + " (check-in of " + look.calendar.day(view.written_ms) + ")");
  add_sync(page, status, look);
  add_warnings(page, status);
  return page.text();
}

std::string restrictions_text(const std::vector<vault::RestrictionView>& restrictions,
                              const Look& look) {
  if (restrictions.empty()) return "Nothing is restricted.\n";
  Page page(look.width);
  for (const auto& restriction : restrictions) add_restriction(page, restriction, look);
  return page.text();
}

std::string check_ins_text(const std::vector<vault::CheckInView>& check_ins, const Look& look) {
  if (check_ins.empty()) return "There are no check-ins yet.\n";
  Page page(look.width);
  for (const auto& view : check_ins) {
    const auto& content = view.content;
    page.empty_line();
    if (content.period.end_ms == 0) {
      page.item(short_id(view.entry),
                view.by_name + ": made by a newer version of Troth; update to read it.", 0);
      continue;
    }
    page.item(short_id(view.entry),
              view.by_name + ", for " + days_of(content.period, look) + ", written " +
                  look.calendar.minute(view.written_ms),
              0);
    std::vector<std::string> ratings;
    for (const auto& rating : content.ratings)
      ratings.push_back(rating.dimension + " " + std::to_string(rating.value));
    if (!ratings.empty()) page.line(listed(ratings), 2);
    if (content.works) page.line("Does this still work? " + answer_word(*content.works), 2);
    if (content.feels_right)
      page.line("Does it still feel right? " + answer_word(*content.feels_right), 2);
    if (content.wants_to_talk) page.line("Wants to talk.", 2);
    if (!content.text.empty()) page.line(content.text, 2);
  }
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
