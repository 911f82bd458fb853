// How hard a passphrase is to guess for somebody who tries the likely ones first: in
// bits, and in a sentence. An estimate, and a low one: it knows words, repeats and
// rows of keys by their shape alone, and none of what a partner knows. Nothing is
// asked of a passphrase but that it is not empty. Pure, any thread.
#pragma once

#include <string_view>

#include "core/base/bytes.h"

namespace troth::desktop {

struct Strength {
  double bits = 0;
  std::string_view words;
};

Strength strength_of(ByteView passphrase);

}  // namespace troth::desktop
