#include "client/desktop/style/shadow_provider.h"

#include <algorithm>
#include <cmath>

namespace troth::desktop {
namespace {

constexpr int kSide = 96;
constexpr int kOutside = 24;
constexpr int kRadius = 14;

// How far (x, y) is from the rounded rectangle that casts the shadow; negative inside.
double distance(int x, int y) {
  const int first = kOutside + kRadius;
  const int last = kSide - 1 - kOutside - kRadius;
  const double across = std::max({first - x, x - last, 0});
  const double down = std::max({first - y, y - last, 0});
  return std::hypot(across, down) - kRadius;
}

}  // namespace

QImage ShadowProvider::requestImage(const QString& id, QSize* size, const QSize&) {
  const double alpha = id.toDouble() / 100.0;
  QImage image(kSide, kSide, QImage::Format_ARGB32_Premultiplied);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const double near = std::clamp(1.0 - (distance(x, y) + 10) / (kOutside + 10.0), 0.0, 1.0);
      const double dark = std::min(255.0, 255 * alpha * near * near * near * 2.2 + 0.5);
      image.setPixel(x, y, qRgba(0, 0, 0, static_cast<int>(dark)));
    }
  }
  if (size) *size = image.size();
  return image;
}

}  // namespace troth::desktop
