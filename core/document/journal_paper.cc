#include "core/document/journal_paper.h"

#include "core/document/content_json.h"

namespace troth::document {

Paper journal_paper(const std::vector<WrittenPage>& pages, const Circumstances& by) {
  Paper paper;
  paper.title("The journal of " + by.exporter.name);
  paper.line("Private: it was never sent to anybody, and no signature is under it.");
  for (const WrittenPage& page : pages) {
    paper.part(by.offsets.minute(page.begun_ms));
    if (page.changed_ms != page.begun_ms)
      paper.line("Changed on " + by.offsets.minute(page.changed_ms) + ".");
    paper.words(page.text);
  }
  return paper;
}

std::string journal_json(const std::vector<WrittenPage>& pages) {
  std::string out = "{\"format\":1,\n\"pages\":[";
  std::string_view between = "\n";
  for (const WrittenPage& page : pages) {
    const Json json{
        {"begun_ms", page.begun_ms}, {"changed_ms", page.changed_ms}, {"text", page.text}};
    (out += between) += json.dump(-1, ' ', false, Json::error_handler_t::replace);
    between = ",\n";
  }
  return out + "]}\n";
}

}  // namespace troth::document
