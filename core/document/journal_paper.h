// A journal as an export takes it out: every page, the oldest first, as a paper and
// as JSON. It is its author's alone: files of their own, so that they can be left
// out of what is handed on. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "core/document/paper.h"
#include "core/document/record.h"

namespace troth::document {

struct WrittenPage {
  TimeMs begun_ms = 0;
  TimeMs changed_ms = 0;  // the same where nothing was changed
  std::string text;
};

Paper journal_paper(const std::vector<WrittenPage>& pages, const Circumstances& by);
std::string journal_json(const std::vector<WrittenPage>& pages);

}  // namespace troth::document
