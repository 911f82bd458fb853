#include "client/cli/show_moments.h"

#include "client/cli/called.h"
#include "client/cli/indents.h"
#include "client/cli/show_comments.h"

namespace troth::cli {
namespace {

std::string state_of(const vault::MomentView& view, const Look& look) {
  const practice::Moment& moment = view.moment;
  if (moment.closed)
    return "Closed by " + view.closed_by_name + ", " +
           look.calendar.minute(moment.closed->written_ms) + ".";
  if (moment.until_ms == 0) return "Open until one of you closes it.";
  return (view.is_open ? "Open until " : "Ended ") + look.calendar.minute(moment.until_ms) + ".";
}

std::string opens(const vault::MomentView& view) {
  return view.areas.empty() ? "a moment that opens nothing" : "a moment: " + listed(view.areas);
}

void add(Page& page, const vault::MomentView& view, const Look& look) {
  const practice::Moment& moment = view.moment;
  page.item(short_id(moment.opened.entry),
            view.by_name + " opened " + opens(view) + ". (" +
                look.calendar.minute(moment.opened.written_ms) + ")",
            0);
  if (!moment.opened.text.empty()) page.line(moment.opened.text, kIndent);
  page.line(state_of(view, look), kIndent);
  if (view.is_open && !view.resting.empty())
    page.line("Not in force as the agreement stands: " + listed(view.resting) + ".", kIndent);
  if (moment.closed && !moment.closed->text.empty())
    page.line("“" + moment.closed->text + "”", kIndent);
}

void add(Page& page, const vault::TalkView& view, const Look& look) {
  const practice::TalkWish& talk = view.talk;
  const std::string who = view.by == vault::Side::mine ? "You ask" : view.by_name + " asks";
  page.item(short_id(talk.wish.entry),
            who + " to talk" + (talk.as_equals ? ", as equals" : "") + ". (" +
                look.calendar.minute(talk.wish.written_ms) + ")",
            0);
  if (!talk.wish.text.empty()) page.line("“" + talk.wish.text + "”", kIndent);
  if (talk.had)
    page.line("It was had: noted by " + view.had_by_name + ", " +
                  look.calendar.minute(talk.had->written_ms) + ".",
              kIndent);
  add_comments(page, view.comments, short_id(talk.wish.entry), kIndent);
}

}  // namespace

std::string moments_text(const std::vector<vault::MomentView>& moments, const Look& look) {
  Page page(look.width);
  for (const auto& view : moments) add(page, view, look);
  return page.text();
}

std::string talks_text(const std::vector<vault::TalkView>& talks, const Look& look) {
  Page page(look.width);
  for (const auto& view : talks) add(page, view, look);
  return page.text();
}

}  // namespace troth::cli
