#include "client/views/page.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>

namespace troth::views {
namespace {

struct Letter {
  std::string_view bytes;
  std::int32_t code_point = -1;  // -1 of a byte that is no UTF-8

  [[nodiscard]] bool is_blank() const {
    constexpr std::int32_t kBraillePatternBlank = 0x2800;
    return code_point == '\t' || code_point == kBraillePatternBlank ||
           utf8proc_category(code_point) == UTF8PROC_CATEGORY_ZS;
  }
  // None for what combines with the one before it, two for what is wide. Where terminals
  // differ, the most that one of them takes: a line is broken early rather than by them.
  [[nodiscard]] std::size_t columns() const {
    constexpr std::int32_t kAsAPicture = 0xFE0F;  // widens the one before it
    if (code_point < 0 || code_point == kAsAPicture) return 1;
    const auto category = utf8proc_category(code_point);
    if (category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_CF) return 1;
    const bool is_hexagram = code_point >= 0x4DC0 && code_point <= 0x4DFF;
    const bool is_circled_number = code_point >= 0x3248 && code_point <= 0x324F;
    if (is_hexagram || is_circled_number) return 2;
    return static_cast<std::size_t>(utf8proc_charwidth(code_point));
  }
};

Letter take_letter(std::string_view& text) {
  Letter out;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &out.code_point);
  out.bytes = text.substr(0, size > 0 ? static_cast<std::size_t>(size) : 1);
  text.remove_prefix(out.bytes.size());
  return out;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) columns += take_letter(text).columns();
  return columns;
}

// A line may be broken at any kind of blank, and none is wider than it counts.
std::string with_plain_blanks(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Letter letter = take_letter(text);
    out += letter.is_blank() ? " " : letter.bytes;
  }
  return out;
}

// As many letters off the front of `text` as `columns` hold, and at least one.
std::string_view take_columns(std::string_view& text, std::size_t columns) {
  const std::string_view whole = text;
  std::size_t taken = take_letter(text).columns();
  for (std::string_view rest = text; !rest.empty(); text = rest) {
    taken += take_letter(rest).columns();
    if (taken > columns) break;
  }
  return whole.substr(0, whole.size() - text.size());
}

// A path, an address, an invite: to be copied whole, however long.
bool stays_whole(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The next word of `text` and the spaces before it, taken off its front.
std::string_view take_word(std::string_view& text) {
  const std::size_t start = std::min(text.find_first_not_of(' '), text.size());
  const std::size_t end = std::min(text.find(' ', start), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

}  // namespace

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string listed(const std::vector<std::string>& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 == items.size() ? " and " : ", ";
    out += items[i];
  }
  return out;
}

std::string with_commas(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items) (out += out.empty() ? "" : ", ") += item;
  return out;
}

Page& Page::heading(std::string_view text) { return empty_line().line(text); }

Page& Page::empty_line() {
  if (!text_.empty()) text_ += '\n';
  return *this;
}

Page& Page::line(std::string_view text, std::size_t indent) {
  wrap(std::string(indent, ' '), text, indent);
  return *this;
}

Page& Page::said(std::string_view text) {
  constexpr std::size_t kIndent = 2;
  wrap({}, text, kIndent);
  return *this;
}

Page& Page::item(std::string_view mark, std::string_view text, std::size_t indent) {
  const std::string first = std::string(indent, ' ') + std::string(mark) + "  ";
  wrap(first, text, columns_of(first));
  return *this;
}

void Page::wrap(std::string first, std::string_view text, std::size_t indent) {
  const std::string margin(indent, ' ');
  for (bool more = true; more; first = margin) {
    const std::size_t end = text.find('\n');
    const std::string blanks = with_plain_blanks(text.substr(0, end));
    std::string_view paragraph = blanks;
    more = end != std::string_view::npos;
    if (more) text.remove_prefix(end + 1);
    std::string line = std::move(first);
    bool empty = true;
    while (!paragraph.empty()) {
      std::string_view word = take_word(paragraph);
      if (!empty && columns_of(line) + columns_of(word) > width_) {
        text_ += line + '\n';
        line = margin;
        word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
      }
      // Else the terminal would go on with it where the program's own lines begin.
      while (!stays_whole(word) && columns_of(line) + columns_of(word) > width_) {
        line += take_columns(word, width_ - std::min(width_, columns_of(line)));
        if (word.empty()) break;
        text_ += line + '\n';
        line = margin;
      }
      line += word;
      empty = false;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text_ += line + '\n';
  }
}

}  // namespace troth::views
