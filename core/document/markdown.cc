#include "core/document/markdown.h"

#include <cmark.h>

#include <algorithm>
#include <memory>

#include "core/base/text.h"
#include "core/document/toml.h"

namespace troth::document {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::size_t kTabStop = 4;  // of Markdown, wherever an editor shows it

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Tree = std::unique_ptr<cmark_node, FreeNode>;

bool is_blank(std::string_view line) { return line.find_first_not_of(kBlanks) == line.npos; }

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The bytes of the list or quote mark that `line` starts with; 0 where it starts with none.
std::size_t mark_length(std::string_view line) {
  if (line.starts_with('>')) return 1;
  std::size_t length = 0;
  while (length < line.size() && length < 9 && is_digit(line[length])) ++length;
  const std::string_view ends = length == 0 ? "-+*" : ".)";
  if (length == line.size() || ends.find(line[length]) == ends.npos) return 0;
  ++length;
  return length == line.size() || kBlanks.find(line[length]) != kBlanks.npos ? length : 0;
}

// True for a row of one and the same mark, which is a thematic break however long.
bool is_row_of_marks(std::string_view line) {
  const std::size_t first = line.find_first_not_of(kBlanks);
  if (first == line.npos || std::string_view("-+*").find(line[first]) == std::string_view::npos)
    return false;
  return std::ranges::all_of(line,
                             [&](char c) { return c == line[first] || c == ' ' || c == '\t'; });
}

std::size_t depth_of(std::string_view line) {
  if (is_row_of_marks(line)) return 0;
  std::size_t depth = 0;
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
    const std::size_t length = mark_length(line);
    if (length == 0) return depth;
    ++depth;
    line.remove_prefix(length);
  }
}

// `line` without its first `columns` columns, as far as they are blank.
std::string_view without_indent(std::string_view line, std::size_t columns) {
  std::size_t column = 0;
  while (!line.empty() && column < columns) {
    if (line[0] == ' ')
      ++column;
    else if (line[0] == '\t')
      column += kTabStop - column % kTabStop;
    else
      break;
    line.remove_prefix(1);
  }
  return line;
}

// `markdown` with plain line ends, and without a byte order mark.
std::string with_plain_line_ends(std::string_view markdown) {
  if (markdown.starts_with("\xEF\xBB\xBF")) markdown.remove_prefix(3);
  std::string out;
  out.reserve(markdown.size());
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    if (markdown[i] != '\r')
      out += markdown[i];
    else if (i + 1 == markdown.size() || markdown[i + 1] != '\n')
      out += '\n';
  }
  return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string line_named(std::size_t number) { return "Line " + std::to_string(number); }

// What keeps a foreign file from the parser, and from the words that people sign.
Status check_lines(const std::vector<std::string_view>& lines) {
  std::size_t run = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    TROTH_TRY(check_text(lines[i], kLargestFile, Lines::many, line_named(i + 1)));
    run = is_blank(lines[i]) ? 0 : run + lines[i].size() + 1;
    if (run > kLargestRun)
      return refuse(Code::text_too_long, line_named(i + 1) +
                                             ": what stands here without an empty line has over " +
                                             std::to_string(kLargestRun) + " bytes");
    if (depth_of(lines[i]) > kDeepestNest)
      return refuse(Code::document_syntax, line_named(i + 1) + ": over " +
                                               std::to_string(kDeepestNest) +
                                               " lists or quotes stand one within the other");
  }
  return {};
}

// Cuts the file along the blocks of the tree. Only where a block starts is taken
// from it as it is: where one ends is bounded by the next one's start, and what
// no block holds (cmark keeps no node of a link's definition) is a text.
class Cutter {
 public:
  explicit Cutter(const std::vector<std::string_view>& lines) : lines_(lines) {}

  std::vector<Piece> run(cmark_node* document) {
    for (cmark_node* node = cmark_node_first_child(document); node != nullptr;
         node = cmark_node_next(node))
      block(node, start_after(node, count() + 1) - 1);
    texts_before(count() + 1);
    return std::move(pieces_);
  }

 private:
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(lines_.size()); }
  [[nodiscard]] std::string_view line(std::uint32_t number) const { return lines_[number - 1]; }
  static std::uint32_t start_of(cmark_node* node) {
    return static_cast<std::uint32_t>(cmark_node_get_start_line(node));
  }
  // Where the next sibling of `node` starts; `end` where it is the last.
  static std::uint32_t start_after(cmark_node* node, std::uint32_t end) {
    cmark_node* next = cmark_node_next(node);
    return next == nullptr ? end : start_of(next);
  }

  void block(cmark_node* node, std::uint32_t last) {
    const auto end = static_cast<std::uint32_t>(cmark_node_get_end_line(node));
    const std::uint32_t first = start_of(node);
    const LineRange range{first, std::max(first, std::min(end, last))};
    texts_before(range.first);
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_HEADING:
        return heading(range, static_cast<unsigned>(cmark_node_get_heading_level(node)));
      case CMARK_NODE_LIST:
        return items(node, range.last);
      case CMARK_NODE_THEMATIC_BREAK:
        return add({Piece::Sort::nothing, range, 0, "", std::string(trimmed(line(range.first)))});
      default:
        return add({Piece::Sort::text, range, 0, "", text_of(range, 0)});
    }
  }

  void heading(LineRange range, unsigned level) {
    std::string text;
    std::string_view first = trimmed(line(range.first));
    const std::size_t marks = std::min(first.find_first_not_of('#'), first.size());
    if (marks == level && (marks == first.size() || kBlanks.find(first[marks]) != kBlanks.npos)) {
      range.last = range.first;
      first = trimmed(first.substr(marks));
      // A row of "#" at the end closes the heading where a blank stands before it.
      const std::size_t words = first.find_last_not_of('#');
      if (words == first.npos)
        first = {};
      else if (kBlanks.find(first[words]) != kBlanks.npos)
        first = trimmed(first.substr(0, words));
      text = first;
    } else {
      const LineRange words = underlined(range);
      range.last = words.last + 1;
      for (std::uint32_t i = words.first; i <= words.last; ++i)
        (text += text.empty() ? "" : " ") += trimmed(line(i));
    }
    std::ranges::replace(text, '\t', ' ');
    const auto sort = text.empty() ? Piece::Sort::nothing : Piece::Sort::heading;
    if (text.empty()) text = trimmed(line(range.first));
    add({sort, range, level, "", text});
  }

  // The lines of a heading above the row of "=" or "-" that makes it one.
  [[nodiscard]] LineRange underlined(LineRange range) const {
    for (std::uint32_t i = range.first + 1; i <= range.last; ++i) {
      const std::string_view row = trimmed(line(i));
      if (row.empty() || (row[0] != '=' && row[0] != '-')) continue;
      if (row.find_first_not_of(row[0]) == row.npos) return {range.first, i - 1};
    }
    return {range.first, range.last - 1};
  }

  void items(cmark_node* list, std::uint32_t last) {
    for (cmark_node* item = cmark_node_first_child(list); item != nullptr;
         item = cmark_node_next(item)) {
      const std::uint32_t start = start_of(item);
      const LineRange range{start, std::max(start, start_after(item, last + 1) - 1)};
      const std::string_view first = line(start);
      const std::size_t before = first.find_first_not_of(kBlanks);
      const std::string_view rest = first.substr(before);
      const std::size_t length = mark_length(rest);
      std::string text = text_of({range.first + 1, range.last}, indent_of(first),
                                 std::string(trimmed(rest.substr(length))));
      const auto sort = text.empty() ? Piece::Sort::nothing : Piece::Sort::item;
      std::string marker(rest.substr(0, length));
      if (text.empty()) text = marker;
      add({sort, range, 0, std::move(marker), std::move(text)});
    }
  }

  // The column at which the words of an item's first line begin: where its next lines belong.
  static std::size_t indent_of(std::string_view first) {
    const std::size_t before = first.find_first_not_of(kBlanks);
    const std::size_t mark = before + mark_length(first.substr(before));
    const std::size_t words = first.find_first_not_of(kBlanks, mark);
    // Code stands five and more behind the mark, and its item one behind.
    return words == first.npos || words > mark + 4 ? mark + 1 : words;
  }

  // `text` and the words of these lines, without `indent` and the blanks at their ends.
  [[nodiscard]] std::string text_of(LineRange range, std::size_t indent,
                                    std::string text = {}) const {
    for (std::uint32_t i = range.first; i <= range.last; ++i) {
      const std::string_view words = without_indent(line(i), indent);
      if (!text.empty()) text += '\n';
      text += words.substr(0, words.find_last_not_of(kBlanks) + 1);
    }
    // Lines that are blank: those at the end belong to nobody, those at the start were never added.
    text.resize(text.find_last_not_of('\n') + 1);
    return text;
  }

  // Whatever stands before line `number` and in no block.
  void texts_before(std::uint32_t number) {
    while (next_ < number) {
      if (is_blank(line(next_))) {
        ++next_;
        continue;
      }
      LineRange range{next_, next_};
      while (range.last + 1 < number && !is_blank(line(range.last + 1))) ++range.last;
      add({Piece::Sort::text, range, 0, "", text_of(range, 0)});
    }
  }

  void add(Piece piece) {
    next_ = piece.lines.last + 1;
    while (piece.lines.last > piece.lines.first && is_blank(line(piece.lines.last)))
      --piece.lines.last;
    pieces_.push_back(std::move(piece));
  }

  const std::vector<std::string_view>& lines_;
  std::vector<Piece> pieces_;
  std::uint32_t next_ = 1;  // the first line that is in no piece yet
};

}  // namespace

Result<std::vector<Piece>> pieces_of(std::string_view markdown) {
  if (markdown.size() > kLargestFile) return refuse(Code::document_too_large);
  const std::string text = with_plain_line_ends(markdown);
  const auto lines = lines_of(text);
  TROTH_TRY(check_lines(lines));
  const Tree tree(cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT));
  return Cutter(lines).run(tree.get());
}

}  // namespace troth::document
