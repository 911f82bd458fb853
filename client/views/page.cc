#include "client/views/page.h"

#include <algorithm>

namespace troth::views {
namespace {

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
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
    std::string_view paragraph = text.substr(0, end);
    more = end != std::string_view::npos;
    if (more) text.remove_prefix(end + 1);
    std::string line = std::move(first);
    bool empty = true;
    while (!paragraph.empty()) {
      const std::string_view word = take_word(paragraph);
      if (!empty && columns_of(line) + columns_of(word) > width_) {
        text_ += line + '\n';
        line =
            margin + std::string(word.substr(std::min(word.find_first_not_of(' '), word.size())));
      } else {
        line += word;
      }
      empty = false;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text_ += line + '\n';
  }
}

}  // namespace troth::views
