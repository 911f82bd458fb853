#include "client/desktop/style/trend_chart.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace troth::desktop {
namespace {

constexpr int kLabelWidth = 62;

bool is_answer(const QVariant& value) { return value.canConvert<double>() && !value.isNull(); }

// Slopes by Fritsch and Carlson, so that the curve never overshoots an answer.
QList<qreal> slopes_of(const QList<QPointF>& points) {
  const auto n = points.size();
  QList<qreal> between(n - 1), at(n);
  for (int i = 0; i + 1 < n; ++i)
    between[i] = (points[i + 1].y() - points[i].y()) / (points[i + 1].x() - points[i].x());
  at.first() = between.first();
  at.last() = between.last();
  for (int i = 1; i + 1 < n; ++i) {
    const qreal a = between[i - 1], b = between[i];
    at[i] = a * b <= 0 ? 0 : 2 * a * b / (a + b);
  }
  return at;
}

QPainterPath curve_through(const QList<QPointF>& points) {
  const QList<qreal> slopes = slopes_of(points);
  QPainterPath path(points.first());
  for (int i = 0; i + 1 < points.size(); ++i) {
    const qreal third = (points[i + 1].x() - points[i].x()) / 3;
    path.cubicTo(points[i] + QPointF(third, third * slopes[i]),
                 points[i + 1] - QPointF(third, third * slopes[i + 1]), points[i + 1]);
  }
  return path;
}

}  // namespace

TrendChart::TrendChart(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAntialiasing(true);
  connect(this, &TrendChart::changed, this, [this] { update(); });
}

QRectF TrendChart::plot() const {
  return axes_ ? QRectF(24, 10, width() - 50, height() - 40)
               : QRectF(6, 7, width() - 13, height() - 14);
}

int TrendChart::periods() const { return std::max(static_cast<int>(labels_.size()), 2); }

qreal TrendChart::y_at(double value) const {
  return plot().bottom() - plot().height() * (value - 1) / 4.0;
}

qreal TrendChart::xAt(int index) const {
  return plot().left() + plot().width() * index / (periods() - 1);
}

int TrendChart::indexAt(qreal x) const {
  const qreal along = (x - plot().left()) / plot().width() * (periods() - 1);
  return std::clamp(static_cast<int>(std::lround(along)), 0, periods() - 1);
}

void TrendChart::paint_grid(QPainter& painter) const {
  for (int value = 1; value <= 5; value += 2) {
    const qreal y = std::round(y_at(value)) + 0.5;
    painter.setPen(QPen(grid_color_, 1));
    painter.drawLine(QPointF(plot().left(), y), QPointF(plot().right(), y));
    painter.setPen(text_color_);
    painter.drawText(QRectF(0, y - 8, 14, 16), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(value));
  }
  const int all = static_cast<int>(labels_.size());
  const int step = std::max(1, static_cast<int>(std::ceil(all * kLabelWidth / plot().width())));
  for (int i = all - 1; i >= 0; i -= step)
    painter.drawText(QRectF(xAt(i) - 32, plot().bottom() + 10, 64, 16), Qt::AlignCenter,
                     labels_[i]);
}

void TrendChart::paint_answer(QPainter& painter, QPointF at, qreal radius, const Line& line) const {
  painter.setPen(line.dashed ? QPen(line.color, 2) : QPen(surface_color_, 2.5));
  painter.setBrush(line.dashed ? surface_color_ : line.color);
  painter.drawEllipse(at, radius, radius);
}

void TrendChart::paint_stretch(QPainter& painter, const QList<QPointF>& points,
                               const Line& line) const {
  if (points.isEmpty()) return;
  if (points.size() == 1) return paint_answer(painter, points[0], line.dashed ? 3.6 : 5, line);
  const QPainterPath path = curve_through(points);
  if (!line.dashed) {
    QPainterPath below = path;
    below.lineTo(points.last().x(), plot().bottom());
    below.lineTo(points.first().x(), plot().bottom());
    below.closeSubpath();
    QLinearGradient fade(0, plot().top(), 0, plot().bottom());
    QColor top = line.color, bottom = line.color;
    top.setAlphaF(0.16F);
    bottom.setAlphaF(0.0F);
    fade.setColorAt(0, top);
    fade.setColorAt(1, bottom);
    painter.fillPath(below, fade);
  }
  QPen pen(line.color, axes_ ? 2.2 : 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
  if (line.dashed) pen.setDashPattern({3.2, 2.4});
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(path);
}

void TrendChart::paint_series(QPainter& painter, const QVariantList& values,
                              const Line& line) const {
  QList<QPointF> stretch;
  int last = -1;
  for (int i = 0; i < values.size(); ++i) {
    if (is_answer(values[i])) {
      stretch << QPointF(xAt(i), y_at(values[i].toDouble()));
      last = i;
    } else {
      paint_stretch(painter, stretch, line);
      stretch.clear();
    }
  }
  paint_stretch(painter, stretch, line);
  if (last < 0) return;
  paint_answer(painter, {xAt(last), y_at(values[last].toDouble())}, line.dashed ? 3.6 : 5, line);
  if (hover_ >= 0 && hover_ < values.size() && is_answer(values[hover_]))
    paint_answer(painter, {xAt(hover_), y_at(values[hover_].toDouble())}, 5.5, line);
}

void TrendChart::paint(QPainter* painter) {
  painter->setRenderHint(QPainter::Antialiasing);
  QFont font(QStringList{family_});
  font.setPixelSize(11);
  painter->setFont(font);
  if (axes_) paint_grid(*painter);
  if (hover_ >= 0) {
    painter->setPen(QPen(grid_color_, 1.5));
    painter->drawLine(QPointF(xAt(hover_), plot().top()), QPointF(xAt(hover_), plot().bottom()));
  }
  paint_series(*painter, second_, {second_color_, true});
  paint_series(*painter, first_, {first_color_, false});
}

}  // namespace troth::desktop
