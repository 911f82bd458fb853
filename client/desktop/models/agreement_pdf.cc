#include "client/desktop/models/agreement_pdf.h"

#include <QFile>
#include <QFont>
#include <QPageSize>
#include <QPdfWriter>
#include <QRegularExpression>

namespace troth::desktop {
namespace {

// A QTextDocument knows few properties. The text's own size is that of its default font:
// where that has pixels, as the window's has, headings of so many points are none at all.
constexpr qreal kTextPoints = 12;
constexpr auto kOnPaper = R"css(
h1 { font-size: 24pt; font-weight: normal; margin-bottom: 14px; }
h2 { font-size: 16pt; font-weight: normal; margin-top: 24px; margin-bottom: 4px; }
h3 { font-size: 12pt; margin-top: 14px; margin-bottom: 2px; }
p { margin-top: 3px; margin-bottom: 3px; }
blockquote { margin-left: 20px; margin-top: 4px; margin-bottom: 4px; white-space: pre-wrap; }
)css";

}  // namespace

std::unique_ptr<QTextDocument> document_of(const std::string& html) {
  static const QRegularExpression style(QStringLiteral("<style>.*</style>"),
                                        QRegularExpression::DotMatchesEverythingOption);
  auto document = std::make_unique<QTextDocument>();
  document->setUndoRedoEnabled(false);
  QFont font(QStringLiteral("EB Garamond"));
  font.setPointSizeF(kTextPoints);
  document->setDefaultFont(font);
  document->setDefaultStyleSheet(QString::fromLatin1(kOnPaper));
  document->setHtml(QString::fromStdString(html).remove(style));
  return document;
}

Status write_pdf(const std::string& html, const QString& path) {
  QFile file(path);
  if (file.exists()) return refuse(Code::file_exists, path.toStdString());
  if (!file.open(QFile::WriteOnly | QFile::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
    return refuse(Code::file_not_written, path.toStdString());
  QPdfWriter writer(&file);
  writer.setTitle(QStringLiteral("Troth"));
  writer.setCreator(QStringLiteral("Troth"));
  writer.setPageSize(QPageSize(QPageSize::A4));
  document_of(html)->print(&writer);
  if (file.flush() && file.error() == QFile::NoError && file.size() > 0) return {};
  file.remove();
  return refuse(Code::file_not_written, path.toStdString());
}

}  // namespace troth::desktop
