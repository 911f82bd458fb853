// Line icons in any colour without a shader: image://icon/NAME/RRGGBB, or AARRGGBB. The engine owns
// it and may ask from a thread of its own. An unknown name gives an empty picture.
#pragma once

#include <QQuickImageProvider>

namespace troth::desktop {

class IconProvider : public QQuickImageProvider {
 public:
  IconProvider() : QQuickImageProvider(QQuickImageProvider::Image) {}
  // `size` receives the picture's size in pixels; without a requested one it is 24 by 24.
  QImage requestImage(const QString& id, QSize* size, const QSize& requested) override;
};

}  // namespace troth::desktop
