#include "core/crypto/cpace.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace troth::crypto {
namespace {

constexpr std::string_view kChannel = "troth pair, a relay, a rendezvous";

struct Side {
  CpaceContext context;
  CpaceKey key;
};

class Cpace : public testing::Test {
 protected:
  CpaceContext context_of(std::string_view password, std::string_view channel = kChannel) {
    return {bytes_of(password), bytes_of(channel), session_};
  }
  Side side(const CpaceContext& context) { return {context, cpace_key(context, random_)}; }
  static CpaceTranscript transcript(const Side& a, const Side& b) {
    return {a.key.share, copy_of(bytes_of("ADa")), b.key.share, copy_of(bytes_of("ADb"))};
  }
  static Secret session_key(const Side& own, const CpaceShare& theirs,
                            const CpaceTranscript& transcript) {
    auto key = cpace_session_key(own.context, own.key.scalar, theirs, transcript);
    EXPECT_TRUE(key);
    return std::move(*key);
  }
  bool agree(const Side& a, const Side& b) {
    const CpaceTranscript t = transcript(a, b);
    return equal(session_key(a, b.key.share, t).view(), session_key(b, a.key.share, t).view());
  }

  SeededRandom random_{11};
  Bytes session_ = Bytes(32, 5);
};

TEST_F(Cpace, TheSamePasswordAgrees) {
  EXPECT_TRUE(agree(side(context_of("acid-bridge-kite-zebra")),
                    side(context_of("acid-bridge-kite-zebra"))));
}

TEST_F(Cpace, AnotherPasswordChannelOrSessionDoesNotAgree) {
  const Side a = side(context_of("acid-bridge-kite-zebra"));
  EXPECT_FALSE(agree(a, side(context_of("acid-bridge-kite-zebras"))));
  EXPECT_FALSE(agree(a, side(context_of("acid-bridge-kite-zebra", "another relay"))));
  const Bytes other_session(32, 6);
  CpaceContext other = a.context;
  other.session_id = other_session;
  EXPECT_FALSE(agree(a, side(other)));
}

TEST_F(Cpace, AssociatedDataAndSharesAreBound) {
  const Side a = side(context_of("p"));
  const Side b = side(context_of("p"));
  const CpaceTranscript t = transcript(a, b);
  const Secret right = session_key(a, b.key.share, t);
  CpaceTranscript other = t;
  other.associated_a.push_back(0);
  EXPECT_FALSE(equal(session_key(b, a.key.share, other).view(), right.view()));
  other = t;
  other.associated_b.push_back(0);
  EXPECT_FALSE(equal(session_key(b, a.key.share, other).view(), right.view()));
  other = t;
  std::swap(other.share_a, other.share_b);
  EXPECT_FALSE(equal(session_key(b, a.key.share, other).view(), right.view()));
}

TEST_F(Cpace, TheIdentityElementIsRefused) {
  const Side a = side(context_of("p"));
  const auto refused = cpace_session_key(a.context, a.key.scalar, CpaceShare{}, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::weak_key);
}

TEST_F(Cpace, WhatIsNoCanonicalElementIsRefused) {
  const Side a = side(context_of("p"));
  CpaceShare negative = side(context_of("p")).key.share;
  negative.value[0] |= 1;  // an odd encoding is "negative", hence none
  CpaceShare beyond_the_field;
  beyond_the_field.value.fill(0xff);
  for (const CpaceShare& share : {negative, beyond_the_field}) {
    const auto refused = cpace_shared_point(a.key.scalar, share);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::weak_key);
  }
}

TEST_F(Cpace, TheTagsOfBothSidesMatchAndDifferFromEachOther) {
  const Side a = side(context_of("p"));
  const Side b = side(context_of("p"));
  const CpaceTranscript t = transcript(a, b);
  const CpaceTags from_a = cpace_tags(session_, session_key(a, b.key.share, t), t);
  const CpaceTags from_b = cpace_tags(session_, session_key(b, a.key.share, t), t);
  EXPECT_EQ(from_a.a, from_b.a);
  EXPECT_EQ(from_a.b, from_b.b);
  EXPECT_NE(from_a.a, from_a.b);
}

TEST_F(Cpace, AWrongPasswordGivesOtherTags) {
  const Side a = side(context_of("p"));
  const Side b = side(context_of("q"));
  const CpaceTranscript t = transcript(a, b);
  const CpaceTags from_a = cpace_tags(session_, session_key(a, b.key.share, t), t);
  const CpaceTags from_b = cpace_tags(session_, session_key(b, a.key.share, t), t);
  EXPECT_NE(from_a.a, from_b.a);
  EXPECT_NE(from_a.b, from_b.b);
}

TEST_F(Cpace, TheTagsBindTheSession) {
  const Side a = side(context_of("p"));
  const CpaceTranscript t = transcript(a, a);
  const Secret key = session_key(a, a.key.share, t);
  EXPECT_NE(cpace_tags(session_, key, t).a, cpace_tags(Bytes(32, 6), key, t).a);
}

TEST_F(Cpace, EveryKeyIsFresh) {
  const CpaceContext context = context_of("p");
  EXPECT_NE(cpace_key(context, random_).share, cpace_key(context, random_).share);
}

TEST_F(Cpace, LengthsStandInLeb128) {
  EXPECT_EQ(to_hex(lv_cat({bytes_of("1234"), bytes_of("5"), {}, bytes_of("6789")})),
            "043132333401350004"
            "36373839");
  const Bytes long_part(128, 0xaa);
  EXPECT_EQ(to_hex(ByteView(lv_cat({long_part})).first(3)), "8001aa");
  EXPECT_EQ(lv_cat({Bytes(16384)}).size(), 16384U + 3);
}

TEST_F(Cpace, APasswordOfAnyLengthMakesAGenerator) {
  std::set<Bytes> seen;
  for (const std::size_t size : {0U, 1U, 108U, 109U, 127U, 128U, 300U}) {
    const std::string password(size, 'x');
    EXPECT_TRUE(seen.insert(copy_of(cpace_generator(context_of(password)).view())).second);
  }
}

}  // namespace
}  // namespace troth::crypto
