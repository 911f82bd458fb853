#include "client/desktop/style/qr_code.h"

#include <qrencode.h>

#include <QPainter>
#include <memory>

namespace troth::desktop {
namespace {

constexpr int kQuietZone = 4;  // modules, by ISO/IEC 18004

using Code = std::unique_ptr<QRcode, void (*)(QRcode*)>;

Code encode(const QString& text) {
  return {QRcode_encodeString8bit(text.toUtf8().constData(), 0, QR_ECLEVEL_M), QRcode_free};
}

}  // namespace

QrCode::QrCode(QQuickItem* parent) : QQuickPaintedItem(parent) {
  connect(this, &QrCode::changed, this, [this] { update(); });
}

bool QrCode::fits() const { return !text_.isEmpty() && encode(text_); }

void QrCode::paint(QPainter* painter) {
  const Code code = encode(text_);
  if (text_.isEmpty() || !code) return;
  painter->fillRect(boundingRect(), light_);
  const int modules = code->width;
  const int room = static_cast<int>(std::min(width(), height()));
  const int side = std::max(1, room / (modules + 2 * kQuietZone));
  const int left = (static_cast<int>(width()) - modules * side) / 2;
  const int top = (static_cast<int>(height()) - modules * side) / 2;
  for (int y = 0; y < modules; ++y)
    for (int x = 0; x < modules; ++x)
      if (code->data[y * modules + x] & 1)
        painter->fillRect(left + x * side, top + y * side, side, side, dark_);
}

}  // namespace troth::desktop
