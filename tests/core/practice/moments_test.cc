#include "core/practice/moments.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/core/practice/couple.h"

namespace troth::practice {
namespace {

using test::id_of;
using test::kNow;

struct Moments : testing::Test {
  Moment only() {
    const auto derive = [&](const std::vector<Note>& notes) {
      return moments_of(notes, [&](const EntryHash& moment) {
        const auto by = closed.find(moment);
        return by == closed.end() ? std::nullopt : std::optional(by->second);
      });
    };
    EXPECT_TRUE(test::same_in_any_order(couple.notes, derive));
    return derive(couple.notes).at(0);
  }
  // The note of a closing, which the rules of consent know of too.
  EntryHash close(test::Side& side, const EntryHash& moment, const std::string& reason) {
    const EntryHash entry = couple.write(side, MomentClosed{moment, reason});
    closed.emplace(moment, agreement::ClosedBy{entry, side.partner, kNow});
    return entry;
  }
  TalkWish talk() {
    EXPECT_TRUE(test::same_in_any_order(couple.notes, talks_of));
    return talks_of(couple.notes).at(0);
  }
  test::Couple couple;
  std::map<EntryHash, agreement::ClosedBy> closed;
};

TEST_F(Moments, IsOpenUntilItsEnd) {
  couple.write(couple.mara, MomentOpened{{id_of<ClauseId>(1)}, kNow + 10, "Till then"});
  EXPECT_TRUE(only().is_open(kNow + 9));
  EXPECT_FALSE(only().is_open(kNow + 10));
  EXPECT_EQ(only().areas, std::vector{id_of<ClauseId>(1)});
}

TEST_F(Moments, WithoutAnEndItIsOpenUntilItIsClosed) {
  const EntryHash moment = couple.write(couple.mara, MomentOpened{});
  EXPECT_TRUE(only().is_open(kNow + 1000 * kDayMs));
  couple.meet();
  close(couple.jonas, moment, "Enough.");
  EXPECT_FALSE(only().is_open(kNow));
  EXPECT_EQ(only().closed->text, "Enough.");
}

TEST_F(Moments, IsClosedByWhatTheRulesOfConsentSayAndByNothingElse) {
  const EntryHash moment = couple.write(couple.mara, MomentOpened{});
  couple.meet();
  couple.write(couple.mara, MomentClosed{moment, "Not by the rules."});
  EXPECT_TRUE(only().is_open(kNow));
  const EntryHash closing = close(couple.jonas, moment, "Enough.");
  EXPECT_EQ(only().closed, (Remark{closing, couple.jonas.partner, kNow, "Enough."}));
}

// By an unconfirmed device, or in a form that a newer version made.
TEST_F(Moments, IsClosedWithoutWordsWhereItsClosingIsNoNote) {
  const EntryHash moment = couple.write(couple.mara, MomentOpened{});
  closed.emplace(moment, agreement::ClosedBy{id_of<EntryHash>(3), couple.jonas.partner, kNow});
  EXPECT_FALSE(only().is_open(kNow));
  EXPECT_EQ(only().closed, (Remark{id_of<EntryHash>(3), couple.jonas.partner, kNow, ""}));
}

TEST_F(Moments, ATalkIsWishedUntilEitherSaysThatItWasHad) {
  const EntryHash wish = couple.write(couple.jonas, Talk{true, "About the journey"});
  EXPECT_TRUE(talk().as_equals);
  EXPECT_EQ(talk().wish.text, "About the journey");
  EXPECT_TRUE(may_be_had(talk()));
  couple.meet();
  const EntryHash had = couple.write(couple.mara, Talked{wish});
  EXPECT_EQ(talk().had->entry, had);
  EXPECT_EQ(may_be_had(talk()).error().code, Code::talk_had);
}

TEST_F(Moments, AnotherTalkWasHad) {
  couple.write(couple.jonas, Talk{});
  couple.write(couple.mara, Talked{id_of<EntryHash>(3)});
  EXPECT_EQ(talk().had, std::nullopt);
}

}  // namespace
}  // namespace troth::practice
