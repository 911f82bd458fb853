#include "client/desktop/models/named_files.h"

#include <QFile>
#include <QFileInfo>
#include <QPageSize>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QUrl>

namespace troth::desktop {
namespace {

constexpr qint64 kLargestRead = (qint64{1} << 20) + 1;

// Sizes in points, as paper wants them. A QTextDocument knows few properties.
constexpr auto kOnPaper = R"css(
body { font-family: 'EB Garamond'; font-size: 12pt; color: #21272a; }
h1 { font-size: 24pt; font-weight: 400; margin-bottom: 14pt; }
h2 { font-size: 16pt; font-weight: 500; margin-top: 20pt; margin-bottom: 4pt; }
h3 { font-size: 12pt; font-weight: 600; margin-top: 12pt; margin-bottom: 2pt; }
p { margin-top: 2pt; margin-bottom: 2pt; }
blockquote { margin-left: 18pt; margin-top: 3pt; margin-bottom: 3pt; white-space: pre-wrap; }
)css";

std::string name_of(const QString& path) { return path.toStdString(); }

}  // namespace

QString local_path(const QString& named) {
  return named.startsWith(QStringLiteral("file:")) ? QUrl(named).toLocalFile() : named;
}

Result<std::string> read_text(const QString& path) {
  QFile file(path);
  if (!QFileInfo(path).isFile() || !file.open(QFile::ReadOnly))
    return refuse(Code::file_unreadable, name_of(path));
  const QByteArray bytes = file.read(kLargestRead);
  if (file.error() != QFile::NoError) return refuse(Code::file_unreadable, name_of(path));
  if (bytes.size() < kLargestRead && !bytes.isValidUtf8())
    return refuse(Code::text_not_utf8, name_of(path));
  return bytes.toStdString();
}

std::unique_ptr<QTextDocument> document_of(const std::string& html) {
  static const QRegularExpression style(QStringLiteral("<style>.*</style>"),
                                        QRegularExpression::DotMatchesEverythingOption);
  auto document = std::make_unique<QTextDocument>();
  document->setUndoRedoEnabled(false);
  document->setDefaultStyleSheet(QString::fromLatin1(kOnPaper));
  document->setHtml(QString::fromStdString(html).remove(style));
  return document;
}

Status write_pdf(const std::string& html, const QString& path) {
  QFile file(path);
  if (file.exists()) return refuse(Code::file_exists, name_of(path));
  if (!file.open(QFile::WriteOnly | QFile::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
    return refuse(Code::file_not_written, name_of(path));
  QPdfWriter writer(&file);
  writer.setTitle(QStringLiteral("Troth"));
  writer.setCreator(QStringLiteral("Troth"));
  writer.setPageSize(QPageSize(QPageSize::A4));
  document_of(html)->print(&writer);
  if (file.flush() && file.error() == QFile::NoError && file.size() > 0) return {};
  file.remove();
  return refuse(Code::file_not_written, name_of(path));
}

}  // namespace troth::desktop
