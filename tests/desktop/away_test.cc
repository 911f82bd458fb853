#include "client/desktop/models/away.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QKeyEvent>

namespace troth::desktop {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

class AwayTest : public testing::Test {
 protected:
  AwayTest() {
    QObject::connect(&away_, &Away::gone, [this] { ++gone_; });
    away_.set_minutes(10);
  }
  // Something happens at the clock's time; how often somebody was found to be gone.
  int look_after(milliseconds passed) {
    now_ += passed;
    away_.look();
    return gone_;
  }
  void press_a_key() {
    QObject window;
    QKeyEvent pressed(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &pressed);
  }

  milliseconds now_{1000};
  int gone_ = 0;
  Away away_{[this] { return now_; }};
};

TEST_F(AwayTest, WhoeverDoesNothingForSoLongIsGone) {
  EXPECT_EQ(look_after(minutes(9)), 0);
  EXPECT_EQ(look_after(minutes(1)), 1);
  EXPECT_EQ(look_after(minutes(1)), 1) << "said once";
}

TEST_F(AwayTest, AKeyBeginsItAnew) {
  EXPECT_EQ(look_after(minutes(9)), 0);
  press_a_key();
  EXPECT_EQ(look_after(minutes(9)), 0);
  EXPECT_EQ(look_after(minutes(1)), 1);
}

TEST_F(AwayTest, WhatIsNoInputDoesNot) {
  EXPECT_EQ(look_after(minutes(9)), 0);
  QEvent painted(QEvent::UpdateRequest);
  QCoreApplication::sendEvent(&away_, &painted);
  EXPECT_EQ(look_after(minutes(1)), 1);
}

TEST_F(AwayTest, AnotherNumberCountsFromNow) {
  look_after(minutes(9));
  away_.set_minutes(2);
  EXPECT_EQ(look_after(minutes(1)), 0);
  away_.set_minutes(2);  // told again, it changes nothing
  EXPECT_EQ(look_after(minutes(1)), 1);
}

TEST_F(AwayTest, TheClockGoesOn) {
  const auto before = Away::since_start();
  EXPECT_GT(before.count(), 0);
  EXPECT_GE(Away::since_start(), before);
}

}  // namespace
}  // namespace troth::desktop
