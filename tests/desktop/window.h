// One partner's desktop without its pages: a Desk in an engine of its own, asked from
// a script as a page does it; and what both partners share. Waits for what is
// to happen, by the events that tell of it, and fails after a long limit.
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QStringList>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "client/desktop/models/desk.h"
#include "tests/sync-server/program.h"

namespace troth::desktop {

// Handles events until it is so; false once the limit has passed.
bool wait_until(const std::function<bool()>& is_so);

class Window {
 public:
  explicit Window(const std::filesystem::path& profile);
  ~Window();

  // What the script got: an answer, or a refusal's code.
  struct Got {
    Json answer;
    Json refusal;
    [[nodiscard]] std::string code() const { return refusal.value("code", ""); }
  };
  Got try_to(const std::string& what, const Json& arguments = Json::object());
  // Asks, and does not wait.
  void begin(const std::string& what, const Json& arguments = Json::object());
  // Waits until there are more answers than so many; the last of them.
  Got answer_after(int answers);
  [[nodiscard]] int answers() const { return page_->property("answers").toInt(); }
  // An answer; the test fails at a refusal.
  Json ask(const std::string& what, const Json& arguments = Json::object());
  // Asks again whenever something is another, until it is so.
  Json ask_until(const std::string& what, const std::function<bool(const Json&)>& is_so);

  [[nodiscard]] Desk& desk() { return *desk_; }
  // The stage as the script sees it.
  [[nodiscard]] std::string stage() const;
  [[nodiscard]] std::string link() const { return desk_->link().toStdString(); }
  // What arrived since the window is there.
  [[nodiscard]] const QStringList& arrived() const { return arrived_; }
  [[nodiscard]] const QStringList& lost() const { return lost_; }
  // True once a sentence that has these words has come.
  bool hears(const QString& words);

 private:
  std::unique_ptr<Desk> desk_;
  QQmlEngine engine_;
  std::unique_ptr<QObject> page_;
  QStringList arrived_;
  QStringList lost_;
  int changes_ = 0;
};

}  // namespace troth::desktop
