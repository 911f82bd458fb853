// `text` as a QR code, centred, with its quiet zone, in whole pixels a module. Painted on the
// thread of the window. A text that fits no code leaves it empty (`fits` is false).
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QColor>
#include <QQuickPaintedItem>

namespace troth::desktop {

class QrCode : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QString text MEMBER text_ NOTIFY changed)
  Q_PROPERTY(QColor darkColor MEMBER dark_ NOTIFY changed)
  Q_PROPERTY(QColor lightColor MEMBER light_ NOTIFY changed)
  Q_PROPERTY(bool fits READ fits NOTIFY changed)

 public:
  explicit QrCode(QQuickItem* parent = nullptr);
  void paint(QPainter* painter) override;
  [[nodiscard]] bool fits() const;

 signals:
  void changed();

 private:
  QString text_;
  QColor dark_ = Qt::black;
  QColor light_ = Qt::white;
};

}  // namespace troth::desktop
