// Ratings from 1 to 5 of two people over the same periods: the first solid, the second dashed. A
// value that is no number is a gap, and the line stops there: nothing is drawn where nobody
// answered. The curves never leave the range between two neighbouring answers. Painted on the
// thread of the window.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QColor>
#include <QQuickPaintedItem>
#include <QVariantList>

namespace troth::desktop {

class TrendChart : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QVariantList first MEMBER first_ NOTIFY changed)
  Q_PROPERTY(QVariantList second MEMBER second_ NOTIFY changed)
  Q_PROPERTY(QStringList labels MEMBER labels_ NOTIFY changed)
  Q_PROPERTY(QColor firstColor MEMBER first_color_ NOTIFY changed)
  Q_PROPERTY(QColor secondColor MEMBER second_color_ NOTIFY changed)
  Q_PROPERTY(QColor gridColor MEMBER grid_color_ NOTIFY changed)
  Q_PROPERTY(QColor textColor MEMBER text_color_ NOTIFY changed)
  Q_PROPERTY(QColor surfaceColor MEMBER surface_color_ NOTIFY changed)
  Q_PROPERTY(QString fontFamily MEMBER family_ NOTIFY changed)
  // With the scale and the labels; without them it is a small line beside words.
  Q_PROPERTY(bool axes MEMBER axes_ NOTIFY changed)
  // The period under the pointer, or -1.
  Q_PROPERTY(int hoverIndex MEMBER hover_ NOTIFY changed)

 public:
  explicit TrendChart(QQuickItem* parent = nullptr);
  void paint(QPainter* painter) override;
  // The period whose place is nearest to `x`.
  Q_INVOKABLE int indexAt(qreal x) const;
  Q_INVOKABLE qreal xAt(int index) const;

 signals:
  void changed();

 private:
  struct Line {
    QColor color;
    bool dashed;
  };
  QRectF plot() const;
  int periods() const;
  qreal y_at(double value) const;
  void paint_grid(QPainter& painter) const;
  void paint_series(QPainter& painter, const QVariantList& values, const Line& line) const;
  void paint_stretch(QPainter& painter, const QList<QPointF>& points, const Line& line) const;
  void paint_answer(QPainter& painter, QPointF at, qreal radius, const Line& line) const;

  QVariantList first_, second_;
  QStringList labels_;
  QColor first_color_, second_color_, grid_color_, text_color_, surface_color_;
  QString family_;
  bool axes_ = true;
  int hover_ = -1;
};

}  // namespace troth::desktop
