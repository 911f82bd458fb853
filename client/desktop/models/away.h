// Tells when whoever sat here has gone: no key, no mouse and no touch for so many
// minutes, by a clock that goes on while the computer sleeps. Watches every event of
// the application. Lives on the main thread, and no longer than the application.
#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>
#include <functional>

namespace troth::desktop {

class Away : public QObject {
  Q_OBJECT

 public:
  using Clock = std::function<std::chrono::milliseconds()>;
  // Since the computer was started, its sleep included.
  static std::chrono::milliseconds since_start();

  explicit Away(Clock clock = since_start, QObject* parent = nullptr);

  // Counted from now.
  void set_minutes(double minutes);
  // Looks at the clock, as it does every few seconds by itself.
  void look();

 signals:
  void gone();

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  Clock clock_;
  QTimer timer_;
  std::chrono::milliseconds limit_{0};  // 0: none yet
  std::chrono::milliseconds last_{0};   // when something was done here
};

}  // namespace troth::desktop
