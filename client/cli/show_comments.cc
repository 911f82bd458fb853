#include "client/cli/show_comments.h"

namespace troth::cli {

void add_comments(Page& page, std::size_t count, std::string_view id, std::size_t indent) {
  if (count > 0)
    page.line(counted(count, "comment", "comments") + ": troth comments " + std::string(id),
              indent);
}

std::string thread_text(const vault::ThreadView& thread, const Look& look) {
  Page page(look.width);
  if (!thread.on.name.empty()) page.said(thread.on.name);
  if (thread.comments.empty()) {
    page.line("There are no comments on it yet.");
    return page.text();
  }
  for (const auto& comment : thread.comments) {
    page.empty_line();
    page.item(short_id(comment.entry),
              comment.by_name + ", " + look.calendar.minute(comment.written_ms), 0);
    page.line(comment.text, 2);
  }
  return page.text();
}

}  // namespace troth::cli
