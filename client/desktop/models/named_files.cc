#include "client/desktop/models/named_files.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include "core/vault/parts.h"

namespace troth::desktop {
namespace {

constexpr qint64 kLargestRead = vault::kLargestFile + 1;

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

}  // namespace troth::desktop
