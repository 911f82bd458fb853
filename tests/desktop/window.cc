#include "tests/desktop/window.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QQmlComponent>
#include <QTimer>
#include <chrono>

namespace troth::desktop {
namespace {

constexpr auto kLimit = std::chrono::seconds(120);

constexpr auto kPage = R"(
import QtQml
import Troth.Desk
QtObject {
  readonly property string stage: Desk.stage
  property int answers: 0
  property string answer
  property string refusal
  function ask(what, given) {
    Desk.ask(what, JSON.parse(given), function(answer, refusal) {
      page.answer = JSON.stringify(answer)
      page.refusal = JSON.stringify(refusal)
      page.answers += 1
    })
  }
  property QtObject page: this
}
)";

TimeMs now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::floor<std::chrono::milliseconds>(since_epoch).count();
}

}  // namespace

bool wait_until(const std::function<bool()>& is_so) {
  QTimer limit;
  limit.setSingleShot(true);
  limit.start(kLimit);
  while (!is_so() && limit.isActive()) {
    QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    // As under exec(), which no test is in: what is to be deleted later goes now.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }
  return is_so();
}

Window::Window(const std::filesystem::path& profile) : desk_(std::make_unique<Desk>(profile, now)) {
  engine_.addImportPath(QStringLiteral("qrc:/qt/qml"));
  desk_->serve(engine_);
  QObject::connect(desk_.get(), &Desk::arrived, desk_.get(),
                   [this](const QString& sentence) { arrived_.append(sentence); });
  QObject::connect(desk_.get(), &Desk::lost, desk_.get(),
                   [this](const QString& sentence) { lost_.append(sentence); });
  QObject::connect(desk_.get(), &Desk::changed, desk_.get(), [this] { ++changes_; });
  QQmlComponent component(&engine_);
  component.setData(kPage, QUrl());
  page_.reset(component.create());
  EXPECT_TRUE(page_) << component.errorString().toStdString();
}

Window::~Window() {
  page_.reset();
  engine_.collectGarbage();
}

std::string Window::stage() const { return page_->property("stage").toString().toStdString(); }

Window::Got Window::try_to(const std::string& what, const Json& arguments) {
  const int before = answers();
  begin(what, arguments);
  return answer_after(before);
}

void Window::begin(const std::string& what, const Json& arguments) {
  QMetaObject::invokeMethod(page_.get(), "ask", Q_ARG(QVariant, QString::fromStdString(what)),
                            Q_ARG(QVariant, QString::fromStdString(arguments.dump())));
}

Window::Got Window::answer_after(int answers) {
  EXPECT_TRUE(wait_until([&] { return this->answers() > answers; }));
  const auto parsed = [&](const char* name) {
    return Json::parse(page_->property(name).toString().toStdString());
  };
  return {parsed("answer"), parsed("refusal")};
}

Json Window::ask(const std::string& what, const Json& arguments) {
  Got got = try_to(what, arguments);
  EXPECT_TRUE(got.refusal.is_null()) << what << ": " << got.refusal.dump();
  return std::move(got.answer);
}

Json Window::ask_until(const std::string& what, const std::function<bool(const Json&)>& is_so) {
  for (;;) {
    const int before = changes_;
    Json answer = ask(what);
    if (is_so(answer)) return answer;
    const bool is_another = wait_until([&] { return changes_ > before; });
    EXPECT_TRUE(is_another) << what << ": " << answer.dump();
    if (!is_another) return answer;
  }
}

bool Window::hears(const QString& words) {
  return wait_until([&] { return arrived_.join(QLatin1Char('\n')).contains(words); });
}

}  // namespace troth::desktop
