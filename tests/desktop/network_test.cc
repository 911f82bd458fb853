// Nothing that anybody wrote makes the window reach for the network.
#include <gtest/gtest.h>

#include <QQmlComponent>
#include <QQmlEngine>
#include <QTcpServer>
#include <memory>

#include "client/desktop/style/style.h"
#include "tests/desktop/window.h"

namespace troth::desktop {
namespace {

using namespace Qt::StringLiterals;

// A server on loopback, and what the window's engine shows of it.
class NetworkTest : public testing::Test {
 protected:
  NetworkTest() {
    EXPECT_TRUE(server_.listen(QHostAddress::LocalHost));
    install_style(engine_);
  }
  [[nodiscard]] QString picture() const {
    return u"http://127.0.0.1:%1/a.png"_s.arg(server_.serverPort());
  }
  std::unique_ptr<QObject> show(const QString& element) {
    QQmlComponent component(&engine_);
    component.setData(u"import QtQuick\nimport Troth.Style\n"_s.append(element).toUtf8(), QUrl());
    std::unique_ptr<QObject> shown(component.create());
    EXPECT_TRUE(shown) << component.errorString().toStdString();
    return shown;
  }

  QTcpServer server_;
  QQmlEngine engine_;
};

TEST_F(NetworkTest, WhateverIsToBeFetchedIsRefusedAndNobodyIsAsked) {
  const auto image = show(u"Image { source: \"%1\" }"_s.arg(picture()));
  constexpr int kError = 3;
  EXPECT_TRUE(wait_until([&] { return image->property("status").toInt() == kError; }));
  EXPECT_FALSE(server_.hasPendingConnections());
}

TEST_F(NetworkTest, AScriptCannotAskEither) {
  const auto asking = show(
      u"QtObject { property int state; Component.onCompleted: { const ask = new XMLHttpRequest(); "
      "ask.onreadystatechange = () => state = ask.readyState; ask.open(\"GET\", \"%1\"); ask.send() } }"_s
          .arg(picture()));
  constexpr int kDone = 4;
  EXPECT_TRUE(wait_until([&] { return asking->property("state").toInt() == kDone; }));
  EXPECT_FALSE(server_.hasPendingConnections());
}

TEST_F(NetworkTest, MarkupInATextFetchesNothing) {
  const QString markup = u"<img src='%1'>"_s.arg(picture());
  // What reads markup asks for the picture; the one after it comes back once both were refused.
  const auto shown = show(
      u"Item { Text { textFormat: Text.RichText; text: \"%1\" } Image { id: after; source: \"%2b\" "
      u"} "
      "property int status: after.status }"_s.arg(markup, picture()));
  constexpr int kError = 3;
  EXPECT_TRUE(wait_until([&] { return shown->property("status").toInt() == kError; }));
  EXPECT_FALSE(server_.hasPendingConnections());
}

}  // namespace
}  // namespace troth::desktop
