#include "client/cli/show_private.h"

#include <algorithm>

#include "client/cli/called.h"

namespace troth::cli {
namespace {

constexpr std::size_t kIdShown = 10;
constexpr std::size_t kBeginning = 72;  // code points

// The beginning of a text's first line that says something, for a list.
std::string beginning_of(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(" \t\n"), text.size());
  text.remove_prefix(first);
  std::string_view line = text.substr(0, text.find('\n'));
  std::size_t at = 0;
  for (std::size_t points = 0; at < line.size(); ++at) {
    const bool is_inside = (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80;
    if (!is_inside && ++points > kBeginning) break;
  }
  const bool is_whole = at == text.size();
  return std::string(line.substr(0, at)) + (is_whole ? "" : " …");
}

// What to type for the whole of what was found.
std::string place_of(const vault::SearchHit& hit) {
  if (hit.subject == vault::Subject::journal) return "journal";
  return hit.by_name + ", " + std::string(name_of(hit.subject)) +
         (hit.counts ? "" : ", by a device that is not confirmed");
}

}  // namespace

std::string journal_text(const std::vector<vault::JournalPage>& pages, const Look& look) {
  if (pages.empty()) return "Your journal is empty. To write: troth journal write\n";
  Page out(look.width);
  for (const auto& page : pages)
    out.item(short_id(page.id),
             look.calendar.minute(page.begun_ms) + "  " + beginning_of(page.text), 0);
  return out.text();
}

std::string page_text(const vault::JournalPage& page, const Look& look) {
  Page out(look.width);
  out.line(look.calendar.minute(page.begun_ms) +
           (page.changed_ms == page.begun_ms
                ? ""
                : ", changed " + look.calendar.minute(page.changed_ms)));
  out.empty_line().line(page.text);
  return out.text();
}

std::string drafts_text(const std::vector<vault::Draft>& drafts, const Look& look) {
  if (drafts.empty()) return "There are no drafts.\n";
  Page out(look.width);
  for (const auto& draft : drafts)
    out.item(vault::name_of(draft), "kept " + look.calendar.minute(draft.changed_ms), 0);
  return out.text();
}

std::string settings_text(const std::vector<vault::OwnSetting>& settings, const Look& look) {
  Page out(look.width);
  for (const auto& setting : settings) {
    out.line(setting.name + " = " + setting.value + (setting.is_chosen ? "" : " (as usual)"));
    out.line(setting.about, 2);
  }
  return out.text();
}

std::string hits_text(const std::vector<vault::SearchHit>& hits, const Look& look) {
  if (hits.empty()) return "Nothing was found.\n";
  Page out(look.width);
  for (const auto& hit : hits) {
    const std::string id = hit.id.substr(0, kIdShown);
    out.item(id, look.calendar.minute(hit.written_ms) + "  " + place_of(hit), 0);
    out.line(hit.excerpt, kIdShown + 2);
  }
  return out.text();
}

}  // namespace troth::cli
