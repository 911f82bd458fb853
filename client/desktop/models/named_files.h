// Files that a person names in a dialog or by typing: where they lie, and what a text
// file says. Blocking; any thread.
#pragma once

#include <QString>
#include <string>

#include "core/base/error.h"

namespace troth::desktop {

// "file:///tmp/our%20contract.md" -> "/tmp/our contract.md"; a path stays what it is.
QString local_path(const QString& named);

// Up to a byte more than anything may be long, so that what reads it says what is too
// large. file_unreadable, text_not_utf8.
Result<std::string> read_text(const QString& path);

}  // namespace troth::desktop
