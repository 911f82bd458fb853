#include "tests/desktop/screen.h"

#include <gtest/gtest.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>
#include <QTimer>
#include <chrono>
#include <functional>
#include <utility>

#include "client/desktop/style/style.h"

namespace troth::desktop {
namespace {

constexpr int kStill = 20;
constexpr int kResting = 4;
constexpr int kBeatMs = 30;
constexpr auto kMain = "qrc:/qt/qml/Troth/Pages/Main.qml";

TimeMs now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::floor<std::chrono::milliseconds>(since_epoch).count();
}

// Every item in view, parents before their children.
void walk(QQuickItem& item, const std::function<void(QQuickItem&)>& visit) {
  if (!item.isVisible() || item.opacity() == 0) return;
  visit(item);
  const auto children = item.childItems();
  for (QQuickItem* child : children) walk(*child, visit);
}

QString text_of(const QQuickItem& item) { return item.property("text").toString(); }

bool is_clickable(const QQuickItem& item) {
  return item.metaObject()->indexOfSignal("clicked()") >= 0 || item.inherits("QQuickText");
}

bool is_field(const QQuickItem& item) {
  return item.metaObject()->indexOfProperty("cursorPosition") >= 0;
}

bool is_named(const QQuickItem& item, const QString& name) {
  return item.objectName() == name || item.property("placeholderText").toString() == name;
}

}  // namespace

Screen::Screen(const std::filesystem::path& profile) : desk_(profile, now) {
  static const bool has_style = use_style();
  EXPECT_TRUE(has_style);
  install_style(engine_);
  desk_.serve(engine_);
  engine_.load(QUrl(QString::fromLatin1(kMain)));
  EXPECT_EQ(engine_.rootObjects().size(), 1);
  window_ = qobject_cast<QQuickWindow*>(engine_.rootObjects().constFirst());
  to_front();
}

// The pages go before the Desk that they ask.
Screen::~Screen() { delete window_; }

QStringList Screen::texts() const {
  QStringList texts;
  walk(*window_->contentItem(), [&](QQuickItem& item) {
    const QString text = text_of(item);
    if (!text.isEmpty()) texts.append(text);
  });
  return texts;
}

bool Screen::shows(const QString& words) const {
  return texts().join(QLatin1Char('\n')).contains(words);
}

bool Screen::comes_to_show(const QString& words) const {
  const bool came = wait_until([&] { return shows(words); });
  EXPECT_TRUE(came) << words.toStdString() << " is not in view, but:\n"
                    << texts().join(QLatin1Char('\n')).toStdString();
  return came;
}

void Screen::to_front() {
  window_->requestActivate();
  EXPECT_TRUE(wait_until([this] { return window_->isActive() && window_->isExposed(); }));
}

// The last one: what lies above the page comes after it.
QQuickItem* Screen::usable(const QString& words) const {
  QQuickItem* named = nullptr;
  walk(*window_->contentItem(), [&](QQuickItem& item) {
    if (item.isEnabled() && is_clickable(item) &&
        (item.objectName() == words || text_of(item) == words))
      if (named == nullptr || !item.inherits("QQuickText") || named->inherits("QQuickText"))
        named = &item;
  });
  return named;
}

// By Tab's way, on which a page scrolls along; then it can be clicked.
void Screen::reach(QQuickItem& item) {
  const auto centre = [&] { return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)); };
  const QRectF room(QPointF(0, 0), window_->size());
  if (!room.contains(centre())) item.forceActiveFocus(Qt::TabFocusReason);
  EXPECT_TRUE(wait_until([&] { return room.contains(centre()); }))
      << item.objectName().toStdString();
}

// Hands do not click on what still moves: pages are laid out in steps, as answers come.
QPointF Screen::resting_place(const QString& words) {
  const QQuickItem* last = nullptr;
  QPointF at;
  int still = 0;
  const auto rests = [&] {
    QQuickItem* found = usable(words);
    if (found == nullptr) return false;
    reach(*found);
    const QPointF now = found->mapToScene(QPointF(found->width() / 2, found->height() / 2));
    still = found == last && now == at ? still + 1 : 0;
    last = found;
    at = now;
    return still >= kResting;
  };
  QTimer beat;  // looks again though nothing tells
  beat.start(kBeatMs);
  EXPECT_TRUE(wait_until(rests)) << words.toStdString() << " cannot be used; in view is:\n"
                                 << texts().join(QLatin1Char('\n')).toStdString();
  return at;
}

void Screen::click(const QString& words) {
  to_front();
  const QPointF at = resting_place(words);
  QTest::mouseClick(window_, Qt::LeftButton, Qt::NoModifier, at.toPoint());
}

QQuickItem* Screen::field(const QString& name) {
  QQuickItem* found = nullptr;
  const auto is_there = [&] {
    walk(*window_->contentItem(), [&](QQuickItem& item) {
      if (is_field(item) && item.isEnabled() && is_named(item, name)) found = &item;
    });
    return found != nullptr;
  };
  EXPECT_TRUE(wait_until(is_there)) << name.toStdString() << " is not in view, but:\n"
                                    << texts().join(QLatin1Char('\n')).toStdString();
  return found;
}

void Screen::type(const QString& name, const QString& text) {
  to_front();
  QQuickItem* into = field(name);
  ASSERT_NE(into, nullptr);
  into->forceActiveFocus(Qt::TabFocusReason);
  type(text);
}

void Screen::type(const QString& text) {
  to_front();
  for (const QChar letter : text) QTest::keyClick(window_, letter.toLatin1());
}

void Screen::paste(const QString& name, const QString& text) {
  to_front();
  QQuickItem* into = field(name);
  ASSERT_NE(into, nullptr);
  into->forceActiveFocus(Qt::TabFocusReason);
  QGuiApplication::clipboard()->setText(text);
  key(Qt::Key_V, Qt::ControlModifier);
}

bool Screen::is_focused(const QString& name) {
  const QQuickItem* named = field(name);
  return named != nullptr && wait_until([&] { return named->hasActiveFocus(); });
}

QString Screen::text_in(const QString& name) {
  const QQuickItem* from = field(name);
  return from == nullptr ? QString() : text_of(*from);
}

QImage Screen::picture(QSize size) {
  to_front();
  window_->resize(size);
  QImage before;
  QImage now = window_->grabWindow();
  const auto is_still = [&] {
    before = std::exchange(now, window_->grabWindow());
    return now.size() == size && now == before;
  };
  QTimer beat;  // looks again though nothing tells
  beat.start(kBeatMs);
  int still = 0;  // what came late, or fades, is over
  EXPECT_TRUE(wait_until([&] { return (still = is_still() ? still + 1 : 0) >= kStill; }));
  return now;
}

void Screen::key(Qt::Key key, Qt::KeyboardModifiers modifiers) {
  to_front();
  QTest::keyClick(window_, key, modifiers);
}

}  // namespace troth::desktop
