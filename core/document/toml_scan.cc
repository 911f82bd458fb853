#include "core/document/toml_scan.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

#include "core/document/draft.h"

namespace troth::document {
namespace {

constexpr std::size_t kMostDots = 1000;  // outside of texts: each nests a table

bool is_ascii(char c) { return (static_cast<unsigned char>(c) & 0x80) == 0; }

// The bytes of the code point that starts with `first`; 1 where none does.
std::size_t length_of(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}

class Scanner {
 public:
  explicit Scanner(std::string_view toml) : rest_(toml) { out_.reserve(toml.size()); }

  Result<std::string> run() {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);  // a byte order mark
    while (!rest_.empty()) {
      const bool is_quote = rest_[0] == '"' || rest_[0] == '\'';
      if (is_quote && !may_begin())
        return refuse(Code::document_syntax,
                      words_of(place()) + "no text may begin in the middle of a word");
      if (is_quote)
        text();
      else if (rest_[0] == '#')
        copy(std::min(rest_.find('\n'), rest_.size()));
      else if (!is_ascii(rest_[0]))
        return refuse(Code::document_syntax, words_of(place()) +
                                                 "only texts and comments may hold "
                                                 "letters beyond a to z");
      else if (rest_[0] == '.' && ++dots_ > kMostDots)
        return refuse(Code::document_too_many_dots);
      else
        copy(1);
      if (no_escape_)
        return refuse(
            Code::document_syntax,
            words_of(*no_escape_) + "there is no such escape; a backslash is two of them");
    }
    return std::move(out_);
  }

 private:
  // Whether a text may begin here: elsewhere the parser reads on through what stands in it.
  [[nodiscard]] bool may_begin() const {
    return out_.empty() || std::string_view(" \t\n=,[{.").contains(out_.back());
  }

  // Moves `count` bytes over; line ends of other systems become ours.
  void copy(std::size_t count) {
    for (; count > 0; --count) {
      if (!rest_.starts_with("\r\n")) out_ += rest_[0];
      rest_.remove_prefix(1);
    }
  }

  // A whole text, by TOML's four kinds of quotes.
  void text() {
    const char quote = rest_[0];
    const std::string three(3, quote);
    const bool block = rest_.starts_with(three);
    copy(block ? 3 : 1);
    while (!rest_.empty()) {
      if (quote == '"' && rest_[0] == '\\') {
        escape(block);
      } else if (block && rest_.starts_with(three)) {
        // A block may end with one or two quotes of its own before the three.
        return copy(std::min(rest_.find_first_not_of(quote), rest_.size()));
      } else if (!block && (rest_[0] == quote || rest_[0] == '\n')) {
        return copy(1);
      } else {
        copy(1);
      }
    }
  }

  // A backslash and what it takes with it: in a block also the line end, and
  // the white space behind it. A letter beyond ASCII that follows is one that
  // toml++ 3.3 takes for unreachable there, so it is written as an escape.
  void escape(bool block) {
    if (rest_.size() > 1 && !is_ascii(rest_[1]) && !no_escape_) no_escape_ = place();
    const std::size_t end = rest_.find_first_not_of(" \t\r\n", 1);
    const std::string_view space = rest_.substr(0, std::min(end, rest_.size()));
    if (!block || space.find('\n') == std::string_view::npos)
      return copy(std::min<std::size_t>(2, rest_.size()));
    copy(space.size());
    if (!rest_.empty() && !is_ascii(rest_[0])) escaped_code_point();
  }

  void escaped_code_point() {
    const std::size_t length = length_of(rest_[0]);
    if (length == 1 || rest_.size() < length) return copy(1);  // no UTF-8: the parser says so
    std::uint32_t value = static_cast<unsigned char>(rest_[0]) & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
      if ((static_cast<unsigned char>(rest_[i]) & 0xC0) != 0x80) return copy(1);
      value = value << 6 | (static_cast<unsigned char>(rest_[i]) & 0x3FU);
    }
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "\\U%08X", static_cast<unsigned>(value));
    out_ += text.data();
    rest_.remove_prefix(length);
  }

  [[nodiscard]] Place place() const {
    const std::size_t line_start = out_.rfind('\n') + 1;  // npos + 1 is 0
    const auto lines = std::ranges::count(out_, '\n');
    return {static_cast<std::uint32_t>(lines + 1),
            static_cast<std::uint32_t>(out_.size() - line_start + 1)};
  }

  std::string_view rest_;
  std::string out_;
  std::size_t dots_ = 0;
  std::optional<Place> no_escape_;  // the first backslash before a letter beyond ASCII
};

}  // namespace

Result<std::string> scanned(std::string_view toml) { return Scanner(toml).run(); }

}  // namespace troth::document
