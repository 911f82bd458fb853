// The agreement as pages to print: what an export's agreement.html says, word for
// word, in this window's letters. Blocking; any thread of a program with a
// QGuiApplication.
#pragma once

#include <QString>
#include <QTextDocument>
#include <memory>
#include <string>

#include "core/base/error.h"

namespace troth::desktop {

std::unique_ptr<QTextDocument> document_of(const std::string& html);
// The same as A4 pages, into a new file that its owner alone may read. file_exists,
// file_not_written.
Status write_pdf(const std::string& html, const QString& path);

}  // namespace troth::desktop
