#include "core/document/paper.h"

namespace troth::document {
namespace {

// Nothing is fetched and nothing runs: the policy says so to the browser as well.
constexpr std::string_view kHead = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<title>Troth</title>
<style>
body { font: 11pt/1.5 serif; color: #111; background: #fff; max-width: 42em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.6em; line-height: 1.2; margin: 0 0 1em; }
h2 { font-size: 1.25em; margin: 2em 0 0.5em; border-bottom: 1px solid #999; }
h3 { font-size: 1em; margin: 1.5em 0 0.3em; }
p { margin: 0.3em 0; overflow-wrap: anywhere; }
p.item { padding-left: 1.5em; text-indent: -1.5em; }
blockquote { margin: 0.4em 0 0.4em 1em; padding-left: 0.8em; border-left: 2px solid #999; white-space: pre-wrap; overflow-wrap: anywhere; }
@page { margin: 2cm; }
@media print {
  body { font-size: 10pt; max-width: none; margin: 0; padding: 0; }
  h1, h2, h3 { break-after: avoid; }
  p, blockquote { orphans: 3; widows: 3; }
  p.item { break-inside: avoid; }
}
</style>
</head>
<body>
)html";

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string element(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + ">" + escaped(text) + "</" +
         std::string(name.substr(0, name.find(' '))) + ">\n";
}

std::string html_of(const Block& block) {
  switch (block.sort) {
    case Block::Sort::title:
      return element("h1", block.text);
    case Block::Sort::heading:
      return element("h2", block.text);
    case Block::Sort::part:
      return element("h3", block.text);
    case Block::Sort::line:
      return element("p", block.text);
    case Block::Sort::item:
      return "<p class=\"item\"><b>" + escaped(block.mark) + ":</b> " + escaped(block.text) +
             "</p>\n";
    case Block::Sort::words:
      break;
  }
  return element("blockquote", block.text);
}

}  // namespace

std::string html_of(const Paper& paper) {
  std::string out(kHead);
  for (const Block& block : paper.blocks()) out += html_of(block);
  return out + "</body>\n</html>\n";
}

}  // namespace troth::document
