#include "client/desktop/style/icon_provider.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace troth::desktop {

QImage IconProvider::requestImage(const QString& id, QSize* size, const QSize& requested) {
  const QString name = id.section(QLatin1Char('/'), 0, 0);
  const QColor tint(QLatin1Char('#') + id.section(QLatin1Char('/'), 1, 1));
  const bool is_sized = requested.width() > 0 && requested.height() > 0;
  QImage image(is_sized ? requested : QSize(24, 24), QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  if (size) *size = image.size();
  QFile file(QStringLiteral(":/troth/icons/") + name + QStringLiteral(".svg"));
  if (!tint.isValid() || !file.open(QIODevice::ReadOnly)) return image;
  QByteArray svg = file.readAll();
  svg.replace("currentColor", tint.name(QColor::HexRgb).toUtf8());
  QSvgRenderer renderer(svg);
  QPainter painter(&image);
  painter.setOpacity(tint.alphaF());
  renderer.render(&painter);
  return image;
}

}  // namespace troth::desktop
