// A paper: a readable page of an export as a row of blocks, and its two forms.
// Markdown (CommonMark) and HTML carry the same blocks and the same words: what
// somebody wrote stays the text that it is, in whatever characters, and is never
// markup. The HTML has its own print style, runs nothing and fetches nothing.
// Pure, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troth::document {

struct Block {
  enum class Sort {
    title,    // once, at the top
    heading,  // of a section
    part,     // of one thing in it
    line,     // a sentence or a few
    item,     // a line with a mark before it
    words,    // what somebody wrote, as they broke its lines
  };
  Sort sort = Sort::line;
  std::string mark;  // of an item
  std::string text;
  bool operator==(const Block&) const = default;
};

class Paper {
 public:
  Paper& title(std::string text) { return add({Block::Sort::title, {}, std::move(text)}); }
  Paper& heading(std::string text) { return add({Block::Sort::heading, {}, std::move(text)}); }
  Paper& part(std::string text) { return add({Block::Sort::part, {}, std::move(text)}); }
  // These three leave out a text that is empty.
  Paper& line(std::string text) { return add({Block::Sort::line, {}, std::move(text)}); }
  Paper& item(std::string mark, std::string text) {
    return add({Block::Sort::item, std::move(mark), std::move(text)});
  }
  Paper& words(std::string text) { return add({Block::Sort::words, {}, std::move(text)}); }

  [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }

 private:
  Paper& add(Block block) {
    if (!block.text.empty()) blocks_.push_back(std::move(block));
    return *this;
  }
  std::vector<Block> blocks_;
};

std::string markdown_of(const Paper& paper);
std::string html_of(const Paper& paper);

}  // namespace troth::document
