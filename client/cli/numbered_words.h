// The recovery words as they are read off a screen or a sheet: numbered, three
// in a line, narrow enough for any terminal. Never outside of locked memory.
// Pure, any thread.
#pragma once

#include "core/crypto/secret.h"

namespace troth::cli {

// Of words joined by single spaces: "  1 abandon    2 ability ...", lines with ends.
crypto::Secret numbered_words(const crypto::Secret& words);

}  // namespace troth::cli
