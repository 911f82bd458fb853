// A page of text for a terminal: lines that wrap at its width, under headings,
// with what belongs together indented. Widths are columns: a wide letter takes two. Plain value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troth::views {

class Page {
 public:
  explicit Page(std::size_t width) : width_(width) {}

  // A line of its own after an empty one.
  Page& heading(std::string_view text);
  // Text, wrapped, `indent` columns in; each of its own line ends is kept.
  Page& line(std::string_view text, std::size_t indent = 0);
  // What somebody wrote: all its lines but the first stand in, so that none of them reads as
  // the program's own.
  Page& said(std::string_view text);
  // Text behind a short mark or id; what wraps stands under the text.
  Page& item(std::string_view mark, std::string_view text, std::size_t indent = 2);
  Page& empty_line();
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void wrap(std::string first, std::string_view text, std::size_t indent);

  std::size_t width_;
  std::string text_;
};

// "1 entry", "3 entries".
std::string counted(std::size_t count, std::string_view one, std::string_view many);
// "a, b and c".
std::string listed(const std::vector<std::string>& items);
// "a, b, c".
std::string with_commas(const std::vector<std::string>& items);

}  // namespace troth::views
