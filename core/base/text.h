// What a person may write: valid UTF-8, no control characters but tab and line
// end, and none that reorders or hides text (bidirectional overrides, isolates,
// and the like), so that both partners see the words that were signed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace troth {

enum class Lines { one, many };

// Refuses `text` with an Error that names it as `what` ("The title"). `largest`
// is in bytes; `Lines::one` also refuses tabs and line ends.
Status check_text(std::string_view text, std::size_t largest, Lines lines, std::string_view what);
// The same, and refuses a text that shows nothing.
Status check_required_text(std::string_view text, std::size_t largest, Lines lines,
                           std::string_view what);

// What an eye makes of a name, to be compared and never shown: without case, without the forms of a
// letter (Unicode's NFKC_Casefold), without what has no shape, each stretch of blank as one space
// and none at the ends. Letters of two scripts that look the same stay two.
std::string as_read(std::string_view text);

}  // namespace troth
