#include "client/desktop/models/away.h"

#include <QCoreApplication>
#include <QEvent>
#include <algorithm>
#include <ctime>

namespace troth::desktop {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongestLook{5000};
constexpr milliseconds kShortestLook{100};
constexpr int kMinuteMs = 60'000;

bool is_input(QEvent::Type type) {
  switch (type) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::InputMethod:
      return true;
    default:
      return false;
  }
}

}  // namespace

milliseconds Away::since_start() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return std::chrono::duration_cast<milliseconds>(std::chrono::seconds(now.tv_sec) +
                                                  std::chrono::nanoseconds(now.tv_nsec));
}

Away::Away(Clock clock, QObject* parent)
    : QObject(parent), clock_(std::move(clock)), last_(clock_()) {
  QCoreApplication::instance()->installEventFilter(this);
  connect(&timer_, &QTimer::timeout, this, &Away::look);
}

void Away::set_minutes(double minutes) {
  const milliseconds limit(static_cast<milliseconds::rep>(minutes * kMinuteMs));
  if (limit == limit_) return;
  limit_ = limit;
  last_ = clock_();
  timer_.start(std::clamp(limit_ / 10, kShortestLook, kLongestLook));
}

void Away::look() {
  if (limit_.count() == 0 || clock_() - last_ < limit_) return;
  last_ = clock_();
  emit gone();
}

bool Away::eventFilter(QObject* /*object*/, QEvent* event) {
  if (is_input(event->type())) last_ = clock_();
  return false;
}

}  // namespace troth::desktop
