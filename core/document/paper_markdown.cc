#include "core/document/paper.h"

namespace troth::document {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What CommonMark reads as markup anywhere in a line: a backslash before any
// ASCII punctuation makes it that character (its section 2.4).
bool is_markup(char c) {
  return std::string_view("\\`*_[]<>&~|#").find(c) != std::string_view::npos;
}

// Where a line begins, these would begin a list or make a heading of the line before.
bool begins_a_block(char c) { return std::string_view("-+=").find(c) != std::string_view::npos; }

// Behind a number at its beginning these would make a list of it.
bool ends_a_number(char c) { return c == '.' || c == ')'; }

// One line, without its end.
void write_line(std::string& out, std::string_view line) {
  std::size_t at = 0;
  // Spaces at the ends would be dropped, or make code of the line.
  for (; at < line.size() && (line[at] == ' ' || line[at] == '\t'); ++at)
    out += line[at] == ' ' ? "&#32;" : "&#9;";
  std::size_t end = line.size();
  while (end > at && (line[end - 1] == ' ' || line[end - 1] == '\t')) --end;
  const std::size_t first = at;
  std::size_t number = at;  // "12." at the beginning is a list
  while (number < end && is_digit(line[number])) ++number;
  for (; at < end; ++at) {
    const bool is_address = line.substr(at).starts_with("://");  // some make links of them
    const bool is_block = at == first && begins_a_block(line[at]);
    const bool is_list = at == number && number > first && ends_a_number(line[at]);
    if (is_markup(line[at]) || is_address || is_block || is_list) out += '\\';
    out += line[at];
  }
  for (; at < line.size(); ++at) out += line[at] == ' ' ? "&#32;" : "&#9;";
}

// Every line with `before` in front of it; each but a paragraph's last ends hard.
void write_lines(std::string& out, std::string_view text, std::string_view before) {
  while (true) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    out += before;
    write_line(out, line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
    // A hard end needs words on both sides; an empty line ends the paragraph by itself.
    if (!line.empty() && !text.empty() && text.front() != '\n') out += '\\';
    out += '\n';
  }
  out += '\n';
}

std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n') c = ' ';
  return text;
}

}  // namespace

std::string markdown_of(const Paper& paper) {
  std::string out;
  Block::Sort before = Block::Sort::title;
  for (const Block& block : paper.blocks()) {
    // Items stand together as one list.
    const bool goes_on = block.sort == Block::Sort::item && before == Block::Sort::item;
    if (!out.empty() && !goes_on) out += '\n';
    before = block.sort;
    switch (block.sort) {
      case Block::Sort::title:
      case Block::Sort::heading:
      case Block::Sort::part:
        out += std::string(1 + static_cast<std::size_t>(block.sort), '#') + ' ';
        write_lines(out, one_line(block.text), "");
        break;
      case Block::Sort::line:
        write_lines(out, block.text, "");
        break;
      case Block::Sort::item:
        out += "- **";
        write_line(out, one_line(block.mark));
        out += ":** ";
        write_lines(out, one_line(block.text), "");
        break;
      case Block::Sort::words:
        write_lines(out, block.text, "> ");
        break;
    }
  }
  return out;
}

}  // namespace troth::document
