#include "client/views/sentences.h"

#include <algorithm>

#include "client/views/page.h"

namespace troth::views {
namespace {

using agreement::RestrictionKind;
using vault::Side;

constexpr std::size_t kPausesAtTheTop = 5;
constexpr std::size_t kReasonLinesAtTheTop = 6;

// The first lines of a reason; the whole of it is in the list of restrictions.
std::string beginning_of(const std::string& reason) {
  std::size_t end = 0;
  for (std::size_t lines = 0; lines < kReasonLinesAtTheTop && end != std::string::npos; ++lines)
    end = reason.find('\n', lines == 0 ? 0 : end + 1);
  return end == std::string::npos ? reason : reason.substr(0, end) + " …";
}

// What a restriction names, in words: "everything", or the names.
std::string named(const vault::RestrictionView& restriction, const Names& called) {
  if (restriction.state.covers_everything) return "everything";
  std::vector<std::string> names;
  for (const auto& clause : restriction.state.named) names.push_back(called.clause(clause));
  return listed(names);
}

// At the top of a screen.
void add_pause(Page& page, const vault::RestrictionView& pause, const Look& look) {
  page.line(sentence_of(pause, look.names) +
            (pause.state.covers_everything ? " Nothing here is expected of either of you."
                                           : " Nothing there is expected of either of you."));
  if (!pause.words) return;
  page.said(pause.words->reason.empty() ? "No reason given, and none is owed."
                                        : "“" + beginning_of(pause.words->reason) + "”");
}

}  // namespace

std::string flags_sentence(const vault::CheckInView& view) {
  const auto flags = view.content ? practice::flags_of(*view.content) : practice::Flags{};
  std::vector<std::string> said;
  if (flags.talk) said.emplace_back("wants to talk");
  if (flags.no) said.emplace_back("answered no");
  if (flags.unsure) said.emplace_back("is unsure");
  return said.empty() ? "" : view.by_name + " " + listed(said) + ".";
}

std::string what_was_done(const vault::RestrictionView& restriction, const Names& names) {
  const auto& state = restriction.state;
  switch (state.kind) {
    case RestrictionKind::pause:
      return "paused " + named(restriction, names) + ".";
    case RestrictionKind::ending:
      return "ended the agreement.";
    case RestrictionKind::withdrawal:
      return "withdrawn consent to " + named(restriction, names) + ".";
    case RestrictionKind::limit: {
      const std::string strength =
          state.strength == agreement::Strength::hard ? "a hard limit" : "a soft limit";
      // Before the text, which its owner writes as they like.
      const std::string suspends =
          state.named.empty() ? "" : ", which suspends " + named(restriction, names);
      return strength + suspends + (restriction.words ? ": " + restriction.words->text : ".");
    }
    case RestrictionKind::unreadable:
      break;
  }
  return "signed something that takes consent back and cannot be read yet. Until it can, "
         "everything is paused.";
}

std::string sentence_of(const vault::RestrictionView& restriction, const Names& names) {
  const bool mine = restriction.by == Side::mine;
  return (mine ? "You have " : names.partner(restriction.state.by) + " has ") +
         what_was_done(restriction, names);
}

std::string pauses_text(const std::vector<vault::RestrictionView>& restrictions, const Look& look) {
  std::vector<const vault::RestrictionView*> pauses;
  for (const auto& restriction : restrictions) {
    const bool is_pause = restriction.state.kind == RestrictionKind::pause ||
                          restriction.state.kind == RestrictionKind::unreadable;
    if (is_pause && restriction.by == Side::partners && !restriction.state.lifted)
      pauses.push_back(&restriction);
  }
  // Those of everything first: however many there are, the rest of the screen stays readable.
  std::ranges::stable_partition(pauses,
                                [](const auto* one) { return one->state.covers_everything; });
  const std::size_t shown = std::min(pauses.size(), kPausesAtTheTop);
  Page page(look.width);
  for (std::size_t i = 0; i < shown; ++i) add_pause(page, *pauses[i], look);
  if (shown < pauses.size())
    page.line(counted(pauses.size() - shown, "pause more", "pauses more") + ": troth restrictions");
  if (!page.text().empty()) page.empty_line();
  return page.text();
}

std::string pauses_as_the_partner_sees(std::vector<vault::RestrictionView> own, const Look& look) {
  for (auto& restriction : own) restriction.by = Side::partners;
  std::string text = pauses_text(own, look);
  text.resize(text.find_last_not_of('\n') + 1);
  return text;
}

}  // namespace troth::views
