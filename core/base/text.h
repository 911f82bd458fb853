// What a person may write: valid UTF-8, no control characters but tab and line
// end, and none that reorders or hides text (bidirectional overrides, isolates,
// and the like), so that both partners see the words that were signed.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/base/error.h"

namespace troth {

enum class Lines { one, many };

// Refuses `text` with an Error that names it as `what` ("The title"). `largest`
// is in bytes; `Lines::one` also refuses tabs and line ends.
Status check_text(std::string_view text, std::size_t largest, Lines lines, std::string_view what);
// The same, and refuses a text of nothing but spaces.
Status check_required_text(std::string_view text, std::size_t largest, Lines lines,
                           std::string_view what);

}  // namespace troth
