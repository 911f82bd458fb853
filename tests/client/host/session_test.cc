#include "client/host/session.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <future>
#include <thread>

#include "core/vault/process.h"

namespace troth::host {
namespace {

using namespace std::chrono_literals;
using After = Session::After;

constexpr auto kLimit = 120s;
constexpr TimeMs kNow = 1'795'300'000'000;

crypto::Secret secret_text(std::string_view text) {
  return crypto::Secret::copy_of(bytes_of(text));
}

template <class T>
T take(std::future<T> future) {
  if (future.wait_for(kLimit) != std::future_status::ready) {
    ADD_FAILURE() << "nothing came within the limit";
    std::abort();
  }
  return future.get();
}

// Its profile in a folder of its own, and what its listeners heard.
class SessionTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_TRUE(vault::prepare_process()); }

  SessionTest() {
    std::string name = (std::filesystem::temp_directory_path() / "troth-session-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    begin();
  }
  ~SessionTest() override {
    session_.reset();
    std::filesystem::remove_all(folder_);
  }

  void begin() {
    session_ = std::make_unique<Session>(
        place(), [] { return kNow; },
        Session::Listeners{[this](Profile&, const auto&) { ++changes_; },
                           {},
                           [this](const Error& why) { lost_.set_value(why.code); }});
  }

  [[nodiscard]] std::filesystem::path place() const { return folder_ / "profile"; }

  Result<crypto::Secret> make() {
    vault::NewProfile profile;
    profile.name = "Mara";
    profile.cost = crypto::kLowCost;
    const auto words = std::make_shared<std::promise<Result<crypto::Secret>>>();
    auto made = words->get_future();
    session_->make(secret_text("three small owls"), std::move(profile),
                   [words](auto result) { words->set_value(std::move(result)); });
    return take(std::move(made));
  }

  Status open(std::string_view passphrase) {
    const auto opened = std::make_shared<std::promise<Status>>();
    auto future = opened->get_future();
    session_->open(secret_text(passphrase), [opened](Status status) { opened->set_value(status); });
    return take(std::move(future));
  }

  void close() {
    const auto closed = std::make_shared<std::promise<void>>();
    auto future = closed->get_future();
    session_->close([closed] { closed->set_value(); });
    take(std::move(future));
  }

  Status change(std::string_view old, std::string_view next) {
    const auto changed = std::make_shared<std::promise<Status>>();
    auto future = changed->get_future();
    session_->change_passphrase(secret_text(old), secret_text(next),
                                [changed](Status status) { changed->set_value(status); });
    return take(std::move(future));
  }

  // The refusal that a work meets now, or what it did.
  std::future<Status> write_page(const std::string& text) {
    const auto written = std::make_shared<std::promise<Status>>();
    auto future = written->get_future();
    session_->post([written, text](Result<Profile*> profile) {
      if (!profile) {
        written->set_value(std::unexpected(profile.error()));
        return After::nothing;
      }
      const auto id = (*profile)->journal().write(text);
      written->set_value(id ? Status() : std::unexpected(id.error()));
      return After::changed;
    });
    return future;
  }

  std::size_t pages() {
    const auto counted = std::make_shared<std::promise<std::size_t>>();
    auto future = counted->get_future();
    session_->post([counted](Result<Profile*> profile) {
      counted->set_value(profile ? *(*profile)->journal().size() : 0);
      return After::nothing;
    });
    return take(std::move(future));
  }

  std::filesystem::path folder_;
  std::atomic<int> changes_ = 0;
  std::promise<Code> lost_;
  std::unique_ptr<Session> session_;
};

TEST_F(SessionTest, AProfileIsMadeAndIsOpenWithItsWords) {
  const auto words = make();
  ASSERT_TRUE(words);
  EXPECT_EQ(std::ranges::count(words->view(), std::uint8_t{' '}), 23);
  EXPECT_TRUE(take(write_page("It works.")));
  EXPECT_EQ(pages(), 1U);  // after the listener heard of the page
  EXPECT_EQ(changes_, 1);
}

TEST_F(SessionTest, AWorkOfAClosedOneIsRefusedAndNothingWaits) {
  ASSERT_TRUE(make());
  close();
  EXPECT_EQ(take(write_page("Too late.")).error().code, Code::profile_locked);
  ASSERT_TRUE(open("three small owls"));
  EXPECT_EQ(pages(), 0U);
}

TEST_F(SessionTest, AnotherPassphraseDoesNotOpenIt) {
  ASSERT_TRUE(make());
  EXPECT_EQ(open("three large owls").error().code, Code::passphrase_wrong);
  EXPECT_EQ(take(write_page("Locked.")).error().code, Code::profile_locked);
  EXPECT_TRUE(open("three small owls"));
}

TEST_F(SessionTest, AProfileThatIsThereIsNotMadeAnew) {
  ASSERT_TRUE(make());
  EXPECT_EQ(make().error().code, Code::profile_exists);
}

TEST_F(SessionTest, WorksAreDoneInTheOrderInWhichTheyCame) {
  ASSERT_TRUE(make());
  std::vector<int> done;
  const auto last = std::make_shared<std::promise<void>>();
  auto all = last->get_future();
  for (int i = 0; i < 100; ++i)
    session_->post([&done, i, last](Result<Profile*>) {
      done.push_back(i);
      if (i == 99) last->set_value();
      return i % 10 == 0 ? After::signed_ : After::nothing;  // which begins the pump anew
    });
  take(std::move(all));
  EXPECT_TRUE(std::ranges::is_sorted(done));
  EXPECT_EQ(done.size(), 100U);
}

TEST_F(SessionTest, WhoeverElseOpensItIsLetInAndWhatIsPostedMeanwhileWaits) {
  ASSERT_TRUE(make());
  std::promise<void> is_in;
  std::promise<void> may_go;
  auto other = std::async(std::launch::async, [&, go = may_go.get_future()] {
    auto profile = Profile::open(place(), secret_text("three small owls"), [] { return kNow; });
    is_in.set_value();
    go.wait();
    return profile ? Status() : Status(std::unexpected(profile.error()));
  });
  take(is_in.get_future());
  auto written = write_page("After them.");
  EXPECT_EQ(written.wait_for(0s), std::future_status::timeout);
  may_go.set_value();
  EXPECT_TRUE(take(std::move(other)));
  EXPECT_TRUE(take(std::move(written)));
  EXPECT_EQ(pages(), 1U);
}

TEST_F(SessionTest, ThePassphraseIsChangedWhileItIsOpen) {
  ASSERT_TRUE(make());
  EXPECT_EQ(change("three large owls", "a bicycle").error().code, Code::passphrase_wrong);
  EXPECT_TRUE(take(write_page("Still open.")));
  EXPECT_TRUE(change("three small owls", "a bicycle"));
  EXPECT_EQ(pages(), 1U);
  EXPECT_EQ(open("three small owls").error().code, Code::passphrase_wrong);
  EXPECT_TRUE(open("a bicycle"));
}

TEST_F(SessionTest, ALockByAnotherProgramClosesItAndSaysSo) {
  ASSERT_TRUE(make());
  ASSERT_TRUE(Profile::lock(place()));
  EXPECT_EQ(take(lost_.get_future()), Code::profile_locked);
  EXPECT_EQ(take(write_page("Locked.")).error().code, Code::profile_locked);
  EXPECT_TRUE(open("three small owls"));
}

TEST_F(SessionTest, WhatIsDeletedIsGone) {
  ASSERT_TRUE(make());
  const auto removed = std::make_shared<std::promise<Result<vault::Deletion>>>();
  auto future = removed->get_future();
  session_->remove([removed](auto result) { removed->set_value(std::move(result)); });
  const auto deletion = take(std::move(future));
  ASSERT_TRUE(deletion);
  EXPECT_TRUE(deletion->folder_gone);
  EXPECT_EQ(open("three small owls").error().code, Code::profile_missing);
}

TEST_F(SessionTest, ItEndsWhateverWaits) {
  ASSERT_TRUE(make());
  for (int i = 0; i < 1000; ++i) session_->post([](Result<Profile*>) { return After::signed_; });
  session_.reset();  // joins, and does not hang
  begin();
  EXPECT_TRUE(open("three small owls"));
}

}  // namespace
}  // namespace troth::host
