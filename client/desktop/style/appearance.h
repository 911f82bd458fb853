// What a person may choose about how the window looks. One for each QML engine, which owns it; used
// on the thread of the window alone; nothing in it can fail. Theme.qml binds to it. It lives in C++
// because a singleton written in QML cannot be reached from C++ in Qt 6.4. It keeps nothing:
// whoever starts the program sets what was chosen before, and listens to what is chosen anew.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

namespace troth::desktop {

class Appearance : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(bool dark MEMBER dark_ NOTIFY changed)
  // 1.0 is the size as drawn; sensible from 0.9 to 1.5.
  Q_PROPERTY(double textScale MEMBER text_scale_ NOTIFY changed)
  Q_PROPERTY(bool reduceMotion MEMBER reduce_motion_ NOTIFY changed)

 public:
  using QObject::QObject;

 signals:
  void changed();

 private:
  bool dark_ = false;
  double text_scale_ = 1.0;
  bool reduce_motion_ = false;
};

}  // namespace troth::desktop
