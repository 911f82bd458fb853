// How much may be pasted into a field, before it is laid out there: as much as whatever it
// goes to would take. Pure, any thread.
#pragma once

#include "client/desktop/requests/request.h"

namespace troth::desktop {

// Of {name, text, holds: text, page or file}: nothing, or what that would refuse it with.
Result<Answer> text_fits(const Arguments& arguments);

}  // namespace troth::desktop
