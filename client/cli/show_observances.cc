#include "client/cli/show_observances.h"

#include "client/cli/called.h"
#include "client/cli/indents.h"
#include "client/cli/show_comments.h"

namespace troth::cli {
namespace {

using practice::Observance;
using Sort = Observance::Sort;

// The standard as people call it, behind a space and in quotes; by its id where it stands no more.
std::string standard_of(const vault::ObservanceView& view) {
  if (!view.says.standard) return "";
  if (view.standard.empty())
    return " a standard that stands no more, " + short_id(*view.says.standard);
  return " “" + view.standard + "”";
}

std::string what(const vault::ObservanceView& view) {
  switch (view.says.sort) {
    case Sort::kept:
      return view.about_name + " kept" + standard_of(view);
    case Sort::missed:
      return view.about_name + " missed" + standard_of(view);
    case Sort::appreciated:
      return "appreciated of " + view.about_name +
             (view.says.standard ? ":" + standard_of(view) : "");
    case Sort::amends:
      break;
  }
  return view.about_name + " made amends" +
         (view.says.amends_for ? " for " + short_id(*view.says.amends_for) : "") +
         (view.says.standard ? ":" + standard_of(view) : "");
}

}  // namespace

std::string response_text(const vault::ObservanceView& observance) {
  if (observance.agreed_response.empty()) return "";
  return "What you agreed for a miss, and nothing happens by itself: “" +
         observance.agreed_response + "”";
}

std::string observances_text(const std::vector<vault::ObservanceView>& observances,
                             const Look& look) {
  if (observances.empty()) return "There are no observances yet.\n";
  Page page(look.width);
  for (const auto& view : observances) {
    page.empty_line().item(short_id(view.entry), what(view), 0);
    page.line("Noted by " + view.by_name + ", " + look.calendar.minute(view.written_ms) + ".",
              kIndent);
    if (!view.says.text.empty()) page.line(view.says.text, kIndent);
    const std::string response = response_text(view);
    if (!response.empty()) page.line(response, kIndent);
    add_comments(page, view.comments, short_id(view.entry), kIndent);
  }
  return page.text();
}

}  // namespace troth::cli
