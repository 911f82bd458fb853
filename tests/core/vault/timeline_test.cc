// The ledger as a timeline, filtered.
#include "core/vault/timeline.h"

#include <algorithm>

#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

class TimelineTest : public Couple {
 protected:
  using Wish = std::optional<std::string>;
  Result<std::vector<LedgerLine>> lines(Wish since, Wish kind, Wish by, std::size_t most = 1000) {
    return Timeline(mara_.vault(), now_)
        .lines({std::move(since), std::move(kind), std::move(by), most});
  }
  static constexpr std::nullopt_t kAny = std::nullopt;
};

TEST_F(TimelineTest, WithoutAWishItIsTheWholeLedger) {
  agree();
  EXPECT_EQ(must(lines(kAny, kAny, kAny)).size(), must(mara_.queries().ledger(1000)).size());
}

TEST_F(TimelineTest, EachWishLeavesOutWhatIsNotLikeIt) {
  agree();
  for (int i = 0; i < 3; ++i) must(mara_.commands().check_in(saying("hers")));
  must(jonas_.commands().check_in(saying("his")));
  sync();
  EXPECT_EQ(must(lines(kAny, "check_in", kAny)).size(), 4U);
  EXPECT_EQ(must(lines(kAny, "check_in", "Mara")).size(), 3U);
  EXPECT_EQ(must(lines(kAny, "check_in", "me")).size(), 3U);
  EXPECT_EQ(must(lines(kAny, "check_in", "partner")).size(), 1U);
  const auto newest = must(lines(kAny, "check_in", "Mara", 2));
  ASSERT_EQ(newest.size(), 2U);
  EXPECT_LT(newest[0].seq, newest[1].seq);
  EXPECT_TRUE(must(lines(kAny, "pause", kAny)).empty());
}

// Midnight in Amsterdam is 23:00 of the day before in UTC.
TEST_F(TimelineTest, ADayBeginsInTheAgreedTimeZone) {
  agree();
  now_ = 1'796'943'600'000;  // 2026-12-10 23:00 UTC
  must(mara_.commands().check_in(saying("the eleventh")));
  EXPECT_EQ(must(lines("2026-12-11", "check_in", kAny)).size(), 1U);
  EXPECT_TRUE(must(lines("2026-12-12", "check_in", kAny)).empty());
  now_ -= 1;
  must(mara_.commands().check_in(saying("still the tenth")));
  EXPECT_EQ(must(lines("2026-12-11", "check_in", kAny)).size(), 1U);
}

TEST_F(TimelineTest, BadWishesAreRefused) {
  agree();
  EXPECT_EQ(lines("yesterday", kAny, kAny).error().code, Code::day_malformed);
  EXPECT_EQ(lines(kAny, "kiss", kAny).error().code, Code::kind_unknown);
  EXPECT_NE(lines(kAny, "kiss", kAny).error().message.find("check_in"), std::string::npos);
  EXPECT_EQ(lines(kAny, kAny, "Anna").error().code, Code::name_unknown);
}

}  // namespace
}  // namespace troth::vault
