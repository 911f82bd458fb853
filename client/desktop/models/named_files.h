// Files that a person names in a dialog or by typing: where they lie, what a text file
// says, and the agreement as pages to print. Blocking; any thread of a program
// with a QGuiApplication.
#pragma once

#include <QString>
#include <QTextDocument>
#include <memory>
#include <string>

#include "core/base/error.h"

namespace troth::desktop {

// "file:///tmp/our%20contract.md" -> "/tmp/our contract.md"; a path stays what it is.
QString local_path(const QString& named);

// Up to a byte more than anything may be long, so that what reads it says what is too
// large. file_unreadable, text_not_utf8.
Result<std::string> read_text(const QString& path);

// What an export's agreement.html says, word for word, in this window's letters.
std::unique_ptr<QTextDocument> document_of(const std::string& html);
// The same as A4 pages, into a new file that its owner alone may read. file_exists,
// file_not_written.
Status write_pdf(const std::string& html, const QString& path);

}  // namespace troth::desktop
