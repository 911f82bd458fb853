// What is about to be pasted, before a field lays it out: a megabyte in one paragraph would
// keep the window from answering for minutes. `check`, a function of the page's script, is
// asked first where the text is long: check(name, text, holds, then), and `then` with a
// refusal or null. Main thread.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QClipboard>
#include <QGuiApplication>
#include <QJSValue>
#include <QObject>
#include <QString>

namespace troth::desktop {

class Pasted : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(QJSValue check READ check WRITE set_check NOTIFY changed)

 public:
  using QObject::QObject;

  [[nodiscard]] QJSValue check() const { return check_; }
  void set_check(const QJSValue& check) {
    check_ = check;
    emit changed();
  }

  Q_INVOKABLE [[nodiscard]] QString text() const { return QGuiApplication::clipboard()->text(); }
  // What was marked elsewhere, where the middle button pastes that; else empty.
  Q_INVOKABLE [[nodiscard]] QString marked() const {
    return QGuiApplication::clipboard()->text(QClipboard::Selection);
  }
  Q_INVOKABLE void copy(const QString& text) const { QGuiApplication::clipboard()->setText(text); }

 signals:
  void changed();

 private:
  QJSValue check_;
};

}  // namespace troth::desktop
