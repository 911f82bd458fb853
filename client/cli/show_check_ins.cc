#include "client/cli/show_check_ins.h"

#include "client/cli/called.h"
#include "client/cli/show_comments.h"

namespace troth::cli {
namespace {

using practice::BlindAnswer;
using vault::Side;

std::string days_of(const practice::Period& period, const Look& look) {
  const std::string first = look.calendar.day(period.start_ms);
  const std::string last = look.calendar.day(period.end_ms - 1);
  return first == last ? first : first + " to " + last;
}

// One's own that nobody else can read yet: when it opens.
std::string own_sentence(const vault::CheckInView& view, const Look& look) {
  const vault::BlindView& blind = *view.blind;
  const std::string by_hand = ": troth check-in open " + short_id(view.entry);
  const std::string partner = look.names.people().partner_name;
  if (blind.other_has_answered)
    return "Only you can read it yet. " + partner + " has answered too, so the next sync opens it.";
  if (blind.period_is_over)
    return "Only you can read it yet. Its period is over, so you may open it alone" + by_hand;
  return "Only you can read it yet. It opens once " + partner +
         " has answered blindly too; after the period you may open it alone.";
}

// "Written before the other's could be read."
std::string as_sentence(std::string_view words) {
  if (words.empty()) return "";
  std::string sentence(words);
  if (sentence.front() >= 'a' && sentence.front() <= 'z') sentence.front() -= 'a' - 'A';
  return sentence + ".";
}

std::string sentence_of(const vault::CheckInView& view, const Look& look) {
  const vault::BlindView& blind = *view.blind;
  switch (blind.stage) {
    case BlindAnswer::Stage::committed:
      if (view.by == Side::mine) return own_sentence(view, look);
      return blind.other_has_answered
                 ? "It opens once " + view.by_name + "'s device has seen yours."
                 : "It is closed. It opens once you have answered blindly too, or " + view.by_name +
                       " may open it after the period.";
    case BlindAnswer::Stage::opened_falsely:
      return "Opened something else than committed. What " + view.by_name +
             " committed to is not known.";
    case BlindAnswer::Stage::opened:
      break;
  }
  return as_sentence(practice::words_for(blind.sight));
}

std::string headline(const vault::CheckInView& view, const Look& look) {
  const practice::Period& period = view.blind ? view.blind->period : view.content->period;
  return view.by_name + ", for " + days_of(period, look) + (view.blind ? ", blind" : "") +
         ", written " + look.calendar.minute(view.written_ms) +
         (view.counts ? "" : ", by a device that is not confirmed");
}

void add_answers(Page& page, const practice::CheckIn& content) {
  std::vector<std::string> ratings;
  for (const auto& rating : content.ratings)
    ratings.push_back(rating.dimension + " " + std::to_string(rating.value));
  if (!ratings.empty()) page.line(listed(ratings), 2);
  if (content.works) page.line("Does this still work? " + std::string(name_of(*content.works)), 2);
  if (content.feels_right)
    page.line("Does it still feel right? " + std::string(name_of(*content.feels_right)), 2);
  if (content.wants_to_talk) page.line("Wants to talk.", 2);
  if (!content.text.empty()) page.line(content.text, 2);
}

void add_blind(Page& page, const vault::CheckInView& view, const Look& look) {
  const std::string sentence = sentence_of(view, look);
  if (!sentence.empty()) page.line(sentence, 2);
  if (view.blind->later > 0)
    page.line("More was committed to for this period, and does not count: the first does.", 2);
}

}  // namespace

std::string check_ins_text(const std::vector<vault::CheckInView>& check_ins, const Look& look) {
  if (check_ins.empty()) return "There are no check-ins yet.\n";
  Page page(look.width);
  for (const auto& view : check_ins) {
    page.empty_line();
    if (view.is_unreadable()) {
      page.item(short_id(view.entry),
                view.by_name + ": written by a newer version of Troth; update to read it.", 0);
      continue;
    }
    page.item(short_id(view.entry), headline(view, look), 0);
    if (view.content) add_answers(page, *view.content);
    if (view.blind) add_blind(page, view, look);
    add_comments(page, view.comments, short_id(view.entry), 2);
  }
  return page.text();
}

std::string due_text(const std::optional<practice::CheckInReminder>& due, const Look& look) {
  if (!due || due->is_answered) return "";
  return practice::words_for(*due, look.calendar.day(due->period.end_ms - 1));
}

}  // namespace troth::cli
