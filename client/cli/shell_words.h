// A line of the shell as words, by the quoting that people know from a POSIX
// shell: white space parts words; '...' keeps everything; "..." everything but
// \" and \\; \ keeps the next character; # at the beginning of a word begins a
// comment. Nothing else means anything: no variables, no patterns, no pipes.
// Pure, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace troth::cli {

// shell_line_malformed where a quote does not end.
Result<std::vector<std::string>> words_of_line(std::string_view line);

// A line that is still typed: the words that are whole, and the one at its end
// (empty behind white space), where a quote may be open.
struct Unfinished {
  std::vector<std::string> words;
  std::string last;
  // A comment is typed, or a quote is open: there is nothing to be completed.
  bool is_free_text = false;
};
Unfinished unfinished_words(std::string_view line);

}  // namespace troth::cli
