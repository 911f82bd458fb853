// A soft shadow as a nine-patch, since the software renderer drops layer effects:
// image://shadow/ALPHA, ALPHA in hundredths. 96 by 96 pixels, borders of 44, of which 24 lie
// outside of what casts it. The engine owns it and may ask from a thread of its own.
#pragma once

#include <QQuickImageProvider>

namespace troth::desktop {

class ShadowProvider : public QQuickImageProvider {
 public:
  ShadowProvider() : QQuickImageProvider(QQuickImageProvider::Image) {}
  QImage requestImage(const QString& id, QSize* size, const QSize& requested) override;
};

}  // namespace troth::desktop
