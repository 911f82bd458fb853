#include "core/document/paper.h"

#include <cmark.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>

namespace troth::document {
namespace {

struct Freed {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Node = std::unique_ptr<cmark_node, Freed>;

Node parsed(const std::string& markdown) {
  return Node(cmark_parse_document(markdown.data(), markdown.size(), CMARK_OPT_DEFAULT));
}

// What a reader of the rendered page sees, and a "?" for whatever is more than text.
std::string seen_in(cmark_node* root) {
  std::string out;
  cmark_iter* iter = cmark_iter_new(root);
  for (cmark_event_type event{}; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(iter);
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT:
        out += cmark_node_get_literal(node);
        break;
      case CMARK_NODE_LINEBREAK:
        out += '\n';
        break;
      case CMARK_NODE_PARAGRAPH:
        if (event == CMARK_EVENT_ENTER && !out.empty()) out += "\n\n";
        break;
      case CMARK_NODE_DOCUMENT:
      case CMARK_NODE_BLOCK_QUOTE:
      case CMARK_NODE_HEADING:
        break;
      default:
        out += '?';
    }
  }
  cmark_iter_free(iter);
  return out;
}

std::string words_seen(const std::string& text) {
  Paper paper;
  paper.words(text);
  return seen_in(parsed(markdown_of(paper)).get());
}

TEST(PaperMarkdown, WordsStayTheTextThatTheyAre) {
  for (const char* text : {"# no heading",
                           "- no item",
                           "1. no list",
                           "12) no list",
                           "> no quote",
                           "***",
                           "---",
                           "===",
                           "    no code",
                           "\tno code",
                           "`no` ~~~code~~~",
                           "*no* __emphasis__",
                           "[no](link) ![image](x)",
                           "<b>no</b> <https://example.org> &amp; &#65;",
                           "a | b\n--|--",
                           "line\nline",
                           "ends with \\",
                           "ends \\\nand goes on",
                           "+ no item",
                           "two  \nspaces",
                           "trailing ",
                           "https://example.org",
                           "[x]: /url",
                           "```\ncode\n```",
                           "\\*",
                           "1986\\. A year",
                           "…und Ümläute, 漢字, 🙂"})
    EXPECT_EQ(words_seen(text), text);
}

TEST(PaperMarkdown, ParagraphsStayApart) {
  EXPECT_EQ(words_seen("one\n\ntwo\nthree"), "one\n\ntwo\nthree");
}

RC_GTEST_PROP(PaperMarkdown, NoWordsBecomeMarkup, ()) {
  static const std::string kNasty = "\\`*_{}[]()#+-.!|<>~&\"':;=$%^?/@ \t1aZ";
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(kNasty + kNasty + "\n"));
  // Empty lines part paragraphs, however many there are: not what this is about.
  RC_PRE(!text.empty() && text.find("\n\n") == std::string::npos && text.front() != '\n' &&
         text.back() != '\n');
  RC_ASSERT(words_seen(text) == text);
}

TEST(PaperMarkdown, ItemsAreOneListAndTheirMarksAreMarked) {
  Paper paper;
  paper.title("Two * of us").item("reach", "delegate").item("a*b", "1. x\ny");
  EXPECT_EQ(markdown_of(paper),
            "# Two \\* of us\n\n- **reach:** delegate\n- **a\\*b:** 1\\. x y\n");
}

TEST(PaperHtml, WordsAreNeverMarkup) {
  Paper paper;
  paper.part("<script>alert('x')</script>")
      .item("<b>", "\" onload=\"x")
      .words("a & b\n<img src=x>");
  const std::string html = html_of(paper);
  const std::string body = html.substr(html.find("<body>"));
  EXPECT_EQ(body,
            "<body>\n<h3>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</h3>\n"
            "<p class=\"item\"><b>&lt;b&gt;:</b> &quot; onload=&quot;x</p>\n"
            "<blockquote>a &amp; b\n&lt;img src=x&gt;</blockquote>\n</body>\n</html>\n");
}

TEST(PaperHtml, RunsNothingFetchesNothingAndHasAPrintStyle) {
  const std::string html = html_of(Paper().title("x"));
  for (const char* never :
       {"<script", "<link", "<img", "@import", "url(", "http:", "https:", "src="})
    EXPECT_EQ(html.find(never), std::string::npos) << never;
  EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(html.find("@media print"), std::string::npos);
}

TEST(Paper, LeavesOutWhatIsEmpty) {
  EXPECT_TRUE(Paper().line("").words("").item("reason", "").blocks().empty());
}

}  // namespace
}  // namespace troth::document
