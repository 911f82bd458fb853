// A couple's existing contract in Markdown as a draft proposal for them to edit:
// headings become areas, lists standards, limits or expectations by their heading
// (heading_words.h), the text below a heading what its area is about, and
// everything else the preamble. Nothing is guessed that gives anybody a say: who
// leads, how far, and dates are left to the couple, and the draft asks for them.
// Every line of the contract that is not blank is named in exactly one comment.
// Pure, any thread. Fails as markdown.h does, and with what keeps the draft from
// being proposed as it is (text_*, proposal_*, document_*), naming the line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace troth::document {

struct Contract {
  std::string toml;  // what parse reads and resolve takes, unedited
  std::size_t areas = 0;
  std::size_t standards = 0;
  std::size_t limits = 0;
  std::size_t expectations = 0;
  std::size_t lines = 0;            // of the contract, but for blank ones
  std::size_t lines_left_over = 0;  // of those, what became nothing but a comment
};

Result<Contract> import_contract(std::string_view markdown);

}  // namespace troth::document
