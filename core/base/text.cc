#include "core/base/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>

namespace troth {
namespace {

// Takes one code point off the front of `rest`; nothing where it is no
// shortest-form UTF-8 (Unicode 15, table 3-7).
std::optional<char32_t> take_code_point(std::string_view& rest) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(rest[i]); };
  const std::uint8_t first = byte(0);
  std::size_t length = 1;
  char32_t value = first;
  char32_t smallest = 0;
  if (first >= 0xF0) {
    length = 4;
    value = first & 0x07U;
    smallest = 0x10000;
  } else if (first >= 0xE0) {
    length = 3;
    value = first & 0x0FU;
    smallest = 0x800;
  } else if (first >= 0xC0) {
    length = 2;
    value = first & 0x1FU;
    smallest = 0x80;
  } else if (first >= 0x80) {
    return std::nullopt;
  }
  if (first >= 0xF8 || rest.size() < length) return std::nullopt;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return std::nullopt;
    value = value << 6 | (byte(i) & 0x3FU);
  }
  if (value < smallest || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
    return std::nullopt;
  rest.remove_prefix(length);
  return value;
}

bool is_refused(char32_t c, Lines lines) {
  if (c == '\t' || c == '\n') return lines == Lines::one;
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return true;       // controls
  if (c == 0x061C || c == 0x200E || c == 0x200F) return true;  // directional marks
  if (c == 0x200B || c == 0x2060) return true;                 // spaces of no width
  if (c >= 0x2028 && c <= 0x202E) return true;                 // separators, overrides
  if (c >= 0x2061 && c <= 0x206F) return true;                 // isolates, invisible operators
  if (c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB)) return true;
  return c >= 0xE0000 && c <= 0xE007F;  // invisible tags
}

constexpr auto kFolded = static_cast<utf8proc_option_t>(
    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);

// The text itself where it is no UTF-8: that reads as nothing else.
std::string folded(std::string_view text) {
  utf8proc_uint8_t* out = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &out, kFolded);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(out, &std::free);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(size)};
}

// How many bytes of blank `text` begins with: a space, a line end, Braille's blank pattern.
std::size_t blank_at_beginning_of(std::string_view text) {
  constexpr std::string_view kBraille = "\u2800";
  if (text.starts_with(kBraille)) return kBraille.size();
  return text.starts_with(' ') || text.starts_with('\t') || text.starts_with('\n') ? 1 : 0;
}

}  // namespace

Status check_text(std::string_view text, std::size_t largest, Lines lines, std::string_view what) {
  if (text.size() > largest)
    return refuse(Code::text_too_long, std::string(what) + " has " + std::to_string(text.size()) +
                                           " bytes and at most " + std::to_string(largest) +
                                           " are allowed");
  while (!text.empty()) {
    const auto code_point = take_code_point(text);
    if (!code_point) return refuse(Code::text_not_utf8, what);
    if (is_refused(*code_point, lines)) return refuse(Code::text_control_character, what);
  }
  return {};
}

Status check_required_text(std::string_view text, std::size_t largest, Lines lines,
                           std::string_view what) {
  if (as_read(text).empty()) return refuse(Code::text_missing, what);
  return check_text(text, largest, lines, what);
}

std::string as_read(std::string_view text) {
  const std::string whole = folded(text);
  std::string out;
  bool after_blank = false;
  for (std::string_view rest = whole; !rest.empty();) {
    const std::size_t blank = blank_at_beginning_of(rest);
    if (blank == 0) {
      if (after_blank && !out.empty()) out += ' ';
      out += rest.front();
    }
    after_blank = blank != 0;
    rest.remove_prefix(std::max<std::size_t>(blank, 1));
  }
  return out;
}

}  // namespace troth
