#include "client/cli/show_reviews.h"

#include <algorithm>

#include "client/cli/called.h"
#include "client/cli/indents.h"
#include "client/cli/show_comments.h"

namespace troth::cli {
namespace {

using practice::AgendaLine;
using practice::MinutesText;
using vault::ReviewView;

std::string owner_of(const practice::Action& action, const Look& look) {
  return action.owner ? look.names.partner(*action.owner) : "both of you";
}

// "Buy a lamp (Mara, by 2027-01-05)"
std::string sentence_of(const practice::Action& action, const Look& look) {
  const std::string due = action.due_ms == 0 ? "" : ", by " + look.calendar.day(action.due_ms - 1);
  return action.text + " (" + owner_of(action, look) + due + ")";
}

// The id by which a line's thing is found again.
std::string mark_of(const AgendaLine& line) {
  if (!line.about) return "-";
  if (line.sort == AgendaLine::Sort::open_action)
    return action_id(short_id(std::get<EntryHash>(*line.about)), line.number);
  return std::visit([](const auto& id) { return short_id(id); }, *line.about);
}

// What can be done about all lines of one sort, said below the last of them.
std::string_view advice_on(AgendaLine::Sort sort) {
  switch (sort) {
    case AgendaLine::Sort::open_action:
      return "Once one is done: troth action done ID";
    case AgendaLine::Sort::renew_by_near:
      return "To renew it: troth agreement reaffirm --renew-by DATE";
    case AgendaLine::Sort::not_revisited:
      return "To sign the agreement again as it stands: troth agreement reaffirm";
    default:
      return {};
  }
}

// The proposals that were raised from it, below it.
void add_raised(Page& page, const vault::Raised& raised,
                const std::optional<practice::About>& about) {
  const auto found = about ? raised.find(*about) : raised.end();
  if (found == raised.end()) return;
  for (const vault::RaisedProposal& proposal : found->second)
    page.line("Proposed (" + std::string(text_of(proposal.stage)) + "): " + proposal.title +
                  ": troth proposal show " + short_id(proposal.entry),
              kBehindId);
}

void add_agenda(Page& page, const vault::AgendaView& agenda) {
  const std::vector<AgendaLine>& lines = agenda.lines;
  if (lines.empty()) {
    page.line("Nothing is on the agenda. To put something there: troth review add --text TEXT");
    return;
  }
  page.line("On the agenda:");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    page.item(mark_of(lines[i]), lines[i].words, kIndent);
    add_comments(page, vault::count_on(agenda.comments, lines[i].about), mark_of(lines[i]),
                 kBehindId);
    add_raised(page, agenda.raised, lines[i].about);
    const bool is_last = i + 1 == lines.size() || lines[i + 1].sort != lines[i].sort;
    if (is_last && !advice_on(lines[i].sort).empty()) page.line(advice_on(lines[i].sort), kIndent);
  }
}

// "Signed by both", and what else is to be known of one text.
std::string standing_of(const MinutesText& text, const Look& look) {
  if (text.counts) return "You have both signed it; it counts.";
  if (text.signed_by) return "You have both signed it; a later text took its place.";
  if (!text.is_head) return "A later text took its place.";
  if (text.by == look.names.people().me)
    return "It waits for " + look.names.people().partner_name + "'s signature.";
  return "It waits for your signature: troth review sign " + short_id(text.entry);
}

void add_minutes(Page& page, const MinutesText& text, const Look& look) {
  const practice::Minutes& says = text.says;
  page.item(short_id(text.entry),
            look.names.partner(text.by) + ", " + look.calendar.minute(text.written_ms), 0);
  page.line(says.text, kIndent);
  if (!says.lessons.empty()) page.line("What you learnt:", kIndent).line(says.lessons, 2 * kIndent);
  if (!says.actions.empty()) page.line("Actions:", kIndent);
  for (std::uint32_t number = 0; number < says.actions.size(); ++number)
    page.item(std::to_string(number + 1), sentence_of(says.actions[number], look), 2 * kIndent);
  if (says.next_review_ms != 0)
    page.line("The next review: " + look.calendar.day(says.next_review_ms), kIndent);
}

void add_openings(Page& page, const practice::Review& review, const Look& look) {
  for (const practice::Remark& opening : review.openings) {
    page.item(short_id(opening.entry),
              "A review, opened by " + look.names.partner(opening.by) + " on " +
                  look.calendar.day(opening.written_ms) + ".",
              0);
    if (!opening.text.empty()) page.line(opening.text, kIndent);
  }
  if (review.openings.size() > 1)
    page.line("These are one review: you opened it at about the same time.");
}

void add_items(Page& page, const vault::AgendaView& agenda) {
  const ReviewView& review = *agenda.review;
  for (const practice::ItemAdded& added : review.state.items) {
    const EntryHash& item = added.item.entry;
    page.item(short_id(item), added.item.text, kIndent);
    add_comments(page, vault::count_on(review.comments, item), short_id(item), kBehindId);
    add_raised(page, agenda.raised, item);
  }
}

// Which texts a person has to see: those that stand or count; of a review without
// them none were written.
void add_texts(Page& page, const ReviewView& view, const Look& look) {
  const practice::Review& review = view.state;
  if (review.minutes.empty()) {
    page.empty_line().line("There are no minutes yet: troth review minutes");
    return;
  }
  page.heading("Minutes:");
  for (const MinutesText& text : review.minutes) {
    if (!text.is_head && !text.counts) continue;
    add_minutes(page, text, look);
    page.line(standing_of(text, look), kIndent);
    add_comments(page, vault::count_on(view.comments, text.entry), short_id(text.entry), kIndent);
  }
  if (review.is_edited_twice() && !review.is_over)
    page.empty_line().line(
        "You both wrote minutes at the same time, and both texts stand. Sign one of them, or make "
        "them one: troth review minutes opens your editor on both, and troth review minutes --join "
        "takes them as they are, one below the other.");
}

}  // namespace

std::string agenda_text(const vault::AgendaView& agenda, const Look& look) {
  Page page(look.width);
  const ReviewView* review = agenda.review ? &*agenda.review : nullptr;
  if (review != nullptr) {
    add_openings(page, review->state, look);
    page.empty_line();
  } else {
    page.line("No review is open: troth review open");
    if (agenda.next_ms)
      page.line("The next one is planned for " + look.calendar.day(*agenda.next_ms) + ".");
    page.empty_line();
  }
  if (review == nullptr || !review->state.is_over) {
    add_agenda(page, agenda);
  } else if (!review->state.items.empty()) {
    page.line("On the agenda by hand:");
    add_items(page, agenda);
  }
  if (review != nullptr) add_texts(page, *review, look);
  return page.text();
}

std::string minutes_text(const MinutesText& minutes, const Look& look) {
  Page page(look.width);
  add_minutes(page, minutes, look);
  return page.text();
}

std::string reviews_text(const std::vector<ReviewView>& reviews, const Look& look) {
  if (reviews.empty()) return "There has been no review yet: troth review open\n";
  Page page(look.width);
  for (const ReviewView& review : reviews) {
    const practice::Remark& opening = review.state.openings.front();
    page.item(short_id(review.state.name),
              look.calendar.day(opening.written_ms) + ", opened by " +
                  look.names.partner(opening.by) +
                  (review.state.is_over ? "; over, with minutes that you both signed" : "; open"),
              0);
  }
  return page.text();
}

std::string actions_text(const std::vector<practice::ActionState>& actions, const Look& look) {
  if (actions.empty()) return "Your reviews left no action to be done.\n";
  Page page(look.width);
  for (const practice::ActionState& action : actions)
    page.item(action_id(short_id(action.minutes), action.number),
              sentence_of(action.action, look) + (action.carried_over ? ", taken on again" : "") +
                  (action.done ? ", done: " + look.calendar.day(action.done->written_ms) : ""),
              0);
  return page.text();
}

std::string lessons_text(const std::vector<practice::Lesson>& lessons, const Look& look) {
  if (lessons.empty()) return "No minutes that count say what you learnt.\n";
  Page page(look.width);
  for (const practice::Lesson& lesson : lessons) {
    page.item(short_id(lesson.minutes), look.calendar.day(lesson.written_ms), 0);
    page.line(lesson.text, kIndent);
  }
  return page.text();
}

std::string reminder_text(const vault::ReviewReminder& reminder, const Look& look) {
  if (reminder.minutes_waiting > 0) return "Minutes wait for your signature: troth review show";
  if (reminder.is_open) return "A review is open: troth review show";
  if (!reminder.next_ms) return {};
  return practice::words_for_review(*reminder.next_ms, reminder.as_of_ms,
                                    look.calendar.day(*reminder.next_ms));
}

}  // namespace troth::cli
