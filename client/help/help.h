// The pages of help that work without a network, as Markdown; each stands in a
// file of this folder and is built into the program. Any thread; never fails.
#pragma once

#include <string_view>

namespace troth::help {

// What consent is and is not, what to ask oneself, where help is.
std::string_view consent();

}  // namespace troth::help
