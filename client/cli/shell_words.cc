#include "client/cli/shell_words.h"

namespace troth::cli {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class Splitter {
 public:
  explicit Splitter(std::string_view line) : line_(line) {
    while (at_ < line_.size() && !in_comment_) step();
  }

  [[nodiscard]] bool quote_is_open() const { return quote_ != 0; }
  [[nodiscard]] char quote() const { return quote_; }
  // The quote behind which a word went on, or none.
  [[nodiscard]] char ended_inside_word() const { return ended_inside_word_; }
  [[nodiscard]] bool in_comment() const { return in_comment_; }
  std::vector<std::string> words;  // without the last one, where that may go on
  std::string last;
  bool in_word = false;

 private:
  void step() {
    const char c = line_[at_++];
    if (quote_ == 0 && is_space(c)) return end_word();
    if (quote_ == 0 && c == '#' && !in_word) {
      in_comment_ = true;
      return;
    }
    in_word = true;
    if (c == quote_) {
      quote_ = 0;
      if (goes_on_unquoted() && ended_inside_word_ == 0) ended_inside_word_ = c;
    } else if (quote_ == 0 && (c == '\'' || c == '"')) {
      quote_ = c;
    } else if (c == '\\' && keeps_next()) {
      last += line_[at_++];
    } else {
      last += c;
    }
  }

  // Behind a quote that ended: 'don't' would otherwise be signed as dont.
  [[nodiscard]] bool goes_on_unquoted() const {
    if (at_ == line_.size()) return false;
    const char next = line_[at_];
    return !is_space(next) && next != '\'' && next != '"' && next != '\\';
  }

  // A backslash before the end of the line is one.
  [[nodiscard]] bool keeps_next() const {
    if (quote_ == '\'' || at_ == line_.size()) return false;
    return quote_ == 0 || line_[at_] == '"' || line_[at_] == '\\';
  }

  void end_word() {
    if (in_word) words.push_back(std::move(last));
    last.clear();
    in_word = false;
  }

  std::string_view line_;
  std::size_t at_ = 0;
  char quote_ = 0;
  char ended_inside_word_ = 0;
  bool in_comment_ = false;
};

}  // namespace

Result<std::vector<std::string>> words_of_line(std::string_view line) {
  Splitter splitter(line);
  if (splitter.quote_is_open())
    return refuse(Code::shell_line_malformed,
                  std::string("ends inside a quote that ") + splitter.quote() + " would close");
  if (const char quote = splitter.ended_inside_word(); quote != 0)
    return refuse(Code::shell_line_malformed,
                  std::string("has a quote that ") + quote + " closes in the middle of a word");
  if (splitter.in_word) splitter.words.push_back(std::move(splitter.last));
  return std::move(splitter.words);
}

Unfinished unfinished_words(std::string_view line) {
  Splitter splitter(line);
  return {.words = std::move(splitter.words),
          .last = std::move(splitter.last),
          .is_free_text = splitter.quote_is_open() || splitter.in_comment()};
}

}  // namespace troth::cli
