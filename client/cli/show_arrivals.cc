#include "client/cli/show_arrivals.h"

#include "client/cli/indents.h"

namespace troth::cli {
namespace {

std::string sentence(const vault::Arrival& arrival, const Look& look) {
  const auto [said, command] = views::told_of(arrival, look);
  if (!command.empty()) return said + ": " + command;
  return said.ends_with('.') || said.ends_with(':') || arrival.restriction ? said : said + ".";
}

void add(Page& page, const vault::Arrival& arrival, const Look& look) {
  page.said(sentence(arrival, look));  // a title, or a limit's own words, among them
  if (const auto reason = reason_of(arrival); !reason.empty())
    page.line("“" + reason + "”", kIndent);
  if (is_lift(arrival))
    for (const auto& lifted : arrival.proposal->lifts)
      page.item(short_id(lifted.state.entry), sentence_of(lifted, look.names), kIndent);
  if (arrival.kind == ledger::EntryKind::propose && arrival.proposal &&
      arrival.proposal->waits_for_me)
    page.line("It waits for your answer: troth proposal show " + short_id(arrival.entry), kIndent);
  if (arrival.check_in)
    if (const auto flags = flags_sentence(*arrival.check_in); !flags.empty())
      page.line(flags, kIndent);
}

}  // namespace

std::string arrivals_text(const std::vector<vault::Arrival>& arrivals, const Look& look) {
  Page page(look.width);
  for (const vault::Arrival& arrival : arrivals) add(page, arrival, look);
  return page.text();
}

}  // namespace troth::cli
