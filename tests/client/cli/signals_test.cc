#include "client/cli/signals.h"

#include <gtest/gtest.h>
#include <poll.h>

#include "client/host/host.h"

namespace troth::cli {
namespace {

bool is_noted(const Signals& signals) {
  pollfd watched{signals.fd(), POLLIN, 0};
  return poll(&watched, 1, 0) == 1;
}

TEST(Signals, CtrlCIsNotedUntilItIsForgotten) {
  Signals signals;
  EXPECT_FALSE(is_noted(signals));
  raise(SIGINT);
  EXPECT_TRUE(is_noted(signals));
  EXPECT_FALSE(signals.wants_the_end());
  signals.forget();
  EXPECT_FALSE(is_noted(signals));
}

TEST(Signals, TheWishToEndIsNotForgotten) {
  for (const int signal : {SIGTERM, SIGHUP}) {
    Signals signals;
    raise(signal);
    signals.forget();
    EXPECT_TRUE(signals.wants_the_end());
  }
  EXPECT_FALSE(Signals().wants_the_end()) << "it is that of one Signals alone";
}

TEST(Signals, EverythingIsAsBeforeWhenItGoes) {
  struct sigaction before{};
  sigaction(SIGINT, nullptr, &before);
  {
    const Signals signals;
  }
  struct sigaction after{};
  sigaction(SIGINT, nullptr, &after);
  EXPECT_EQ(before.sa_handler, after.sa_handler);
  EXPECT_EQ(Signals::noted(), -1);
}

asio::awaitable<Status> pressing(int signal) {
  raise(signal);
  for (;;) {
    asio::posix::stream_descriptor never(co_await asio::this_coro::executor);
    co_await asio::post(asio::use_awaitable);
  }
}

TEST(Signals, APumpThatIsStoppedLeavesThemAndTellsThem) {
  Signals signals;
  EXPECT_EQ(host::run(pressing(SIGINT)).error().code, Code::interrupted);
  EXPECT_TRUE(is_noted(signals));
  EXPECT_FALSE(signals.wants_the_end());
  signals.forget();
  EXPECT_EQ(host::run(pressing(SIGTERM)).error().code, Code::interrupted);
  EXPECT_TRUE(signals.wants_the_end());
  raise(SIGINT);  // would end this test, were it not noted again
  EXPECT_TRUE(is_noted(signals));
}

asio::awaitable<Status> nothing() { co_return Status(); }

TEST(Signals, WhatIsNotedBeforeAPumpBeginsStopsIt) {
  Signals signals;
  raise(SIGINT);
  EXPECT_EQ(host::run(nothing()).error().code, Code::interrupted);
  signals.forget();
  EXPECT_TRUE(host::run(nothing()));
}

}  // namespace
}  // namespace troth::cli
