// One partner's window as it is: Main.qml and the style over a Desk and a real profile.
// Does what hands do, with what is in view: keys, clicks, typing and pasting; and reads
// what stands there. What is to be clicked is waited for. One window at a time has
// the keys.
#pragma once

#include <QImage>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSize>
#include <QString>
#include <QStringList>
#include <filesystem>
#include <memory>

#include "client/desktop/models/desk.h"
#include "tests/desktop/window.h"

namespace troth::desktop {

class Screen {
 public:
  explicit Screen(const std::filesystem::path& profile);
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  ~Screen();

  [[nodiscard]] Desk& desk() { return desk_; }
  // Every text in view, from above to below as the pages have them.
  [[nodiscard]] QStringList texts() const;
  [[nodiscard]] bool shows(const QString& words) const;
  // True once it stands there; after a long while the test fails.
  bool comes_to_show(const QString& words) const;

  // A click on what has these words or this name (objectName), as soon as it can be used.
  void click(const QString& words);
  // Letter by letter, or from the clipboard, into the field of that name or placeholder.
  void type(const QString& field, const QString& text);
  // Where the focus is.
  void type(const QString& text);
  void paste(const QString& field, const QString& text);
  // True once that field has the keys.
  [[nodiscard]] bool is_focused(const QString& field);
  [[nodiscard]] QString text_in(const QString& field);
  // What the window looks like once nothing moves in it.
  [[nodiscard]] QImage picture(QSize size);
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);

 private:
  void to_front();
  [[nodiscard]] QQuickItem* usable(const QString& words) const;
  [[nodiscard]] QQuickItem* field(const QString& name);
  void reach(QQuickItem& item);
  [[nodiscard]] QPointF resting_place(const QString& words);

  Desk desk_;
  QQmlApplicationEngine engine_;
  QQuickWindow* window_ = nullptr;  // the engine's
};

}  // namespace troth::desktop
