#include "core/crypto/seal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "tests/core/crypto/refused.h"

namespace troth::crypto {
namespace {

const ByteView kPlace = bytes_of("the place");
const ByteView kMessage = bytes_of("the message");

class Seal : public testing::Test {
 protected:
  SeededRandom random_{1};
  Secret key_ = random_.secret(32);
};

TEST_F(Seal, OpensForItsKeyAndPlaceAlone) {
  const Bytes sealed = seal(key_, kPlace, kMessage, random_);
  ASSERT_EQ(sealed.size(), kMessage.size() + kSealOverhead);
  const auto opened = open(key_, kPlace, sealed);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(equal(opened->view(), kMessage));
  expect_refused(open(random_.secret(32), kPlace, sealed), Code::seal_not_open);
  expect_refused(open(key_, bytes_of("elsewhere"), sealed), Code::seal_not_open);
  expect_refused(open(key_, {}, sealed), Code::seal_not_open);
}

TEST_F(Seal, OfNothingOpensToNothing) {
  const auto opened = open(key_, {}, seal(key_, {}, {}, random_));
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->empty());
  const auto committed = open_committing(key_, {}, seal_committing(key_, {}, {}, random_));
  ASSERT_TRUE(committed);
  EXPECT_TRUE(committed->empty());
}

TEST_F(Seal, AFlippedBitAnywhereIsRefused) {
  for_each_flipped_bit(seal(key_, kPlace, kMessage, random_), [this](const Bytes& damaged) {
    expect_refused(open(key_, kPlace, damaged), Code::seal_not_open);
  });
  for_each_flipped_bit(
      seal_committing(key_, kPlace, kMessage, random_), [this](const Bytes& damaged) {
        expect_refused(open_committing(key_, kPlace, damaged), Code::seal_not_open);
      });
}

TEST_F(Seal, CutAndExtendedBytesAreRefused) {
  Bytes sealed = seal(key_, kPlace, kMessage, random_);
  Bytes committing = seal_committing(key_, kPlace, kMessage, random_);
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    expect_refused(open(key_, kPlace, ByteView(sealed).first(size)), Code::seal_not_open);
  }
  for (std::size_t size = 0; size < committing.size(); ++size) {
    expect_refused(open_committing(key_, kPlace, ByteView(committing).first(size)),
                   Code::seal_not_open);
  }
  sealed.push_back(0);
  committing.push_back(0);
  expect_refused(open(key_, kPlace, sealed), Code::seal_not_open);
  expect_refused(open_committing(key_, kPlace, committing), Code::seal_not_open);
}

TEST_F(Seal, TheCommittingFormOpensForItsKeyAndPlaceAlone) {
  const Bytes sealed = seal_committing(key_, kPlace, kMessage, random_);
  ASSERT_EQ(sealed.size(), kMessage.size() + kCommittingSealOverhead);
  const auto opened = open_committing(key_, kPlace, sealed);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(equal(opened->view(), kMessage));
  expect_refused(open_committing(random_.secret(32), kPlace, sealed), Code::seal_not_open);
  expect_refused(open_committing(key_, {}, sealed), Code::seal_not_open);
}

TEST_F(Seal, ACommitmentToAnotherKeyIsRefusedThoughTheRestWouldOpen) {
  const Bytes sealed = seal_committing(key_, kPlace, kMessage, random_);
  Bytes exchanged = seal_committing(random_.secret(32), kPlace, kMessage, random_);
  std::copy(sealed.begin() + 32, sealed.end(), exchanged.begin() + 32);
  EXPECT_TRUE(open(key_, kPlace, ByteView(exchanged).subspan(32)));
  expect_refused(open_committing(key_, kPlace, exchanged), Code::seal_not_open);
}

TEST_F(Seal, TheTwoFormsDoNotOpenForOneAnother) {
  expect_refused(open_committing(key_, kPlace, seal(key_, kPlace, Bytes(64), random_)),
                 Code::seal_not_open);
  expect_refused(open(key_, kPlace, seal_committing(key_, kPlace, kMessage, random_)),
                 Code::seal_not_open);
}

class StuckRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, std::uint8_t{9}); }
};

Bytes nonce_of(const Bytes& sealed) { return copy_of(ByteView(sealed).first(24)); }

TEST_F(Seal, WhereRandomnessRepeatsANonceRepeatsForTheSameMessageAlone) {
  StuckRandom random;
  const Bytes sealed = seal(key_, kPlace, kMessage, random);
  EXPECT_EQ(seal(key_, kPlace, kMessage, random), sealed);
  EXPECT_NE(nonce_of(seal(key_, kPlace, bytes_of("another"), random)), nonce_of(sealed));
  EXPECT_NE(nonce_of(seal(key_, bytes_of("another"), kMessage, random)), nonce_of(sealed));
  EXPECT_NE(nonce_of(seal(random_.secret(32), kPlace, kMessage, random)), nonce_of(sealed));
  EXPECT_NE(nonce_of(seal(key_, bytes_of("the place, the mess"), bytes_of("age"), random)),
            nonce_of(seal(key_, bytes_of("the place, the messa"), bytes_of("ge"), random)));
}

// The first eight bytes of the nonces of half a million seals of one message,
// of which even those hardly ever repeat by chance (one in 10^8).
void expect_no_nonce_twice(const Secret& key, Random& random) {
  constexpr std::size_t kSeals = 500'000;
  std::vector<std::uint64_t> nonces(kSeals);
  for (std::uint64_t& nonce : nonces) {
    const Bytes sealed = seal(key, kPlace, kMessage, random);
    std::memcpy(&nonce, sealed.data(), sizeof(nonce));
  }
  std::ranges::sort(nonces);
  EXPECT_EQ(std::ranges::adjacent_find(nonces), nonces.end());
}

TEST_F(Seal, AMillionSealsRepeatNoNonce) {
  SystemRandom system;
  expect_no_nonce_twice(key_, system);
  expect_no_nonce_twice(key_, random_);
}

class SealInPlace : public testing::Test {
 protected:
  [[nodiscard]] bool opens(const Secret& key, ByteView nonce, ByteView associated, Bytes message,
                           ByteView tag) const {
    return open_in_place(key, nonce, associated, message, tag) && equal(message, kMessage);
  }

  SeededRandom random_{1};
  Secret key_ = random_.secret(32);
  Bytes nonce_ = Bytes(24, 7);
  Bytes message_ = copy_of(kMessage);
  Bytes tag_ = Bytes(16);
};

TEST_F(SealInPlace, OpensAgainAndNothingElseDoes) {
  seal_in_place(key_, nonce_, kPlace, message_, tag_);
  EXPECT_FALSE(equal(message_, kMessage));
  EXPECT_TRUE(opens(key_, nonce_, kPlace, message_, tag_));
  EXPECT_FALSE(opens(random_.secret(32), nonce_, kPlace, message_, tag_));
  EXPECT_FALSE(opens(key_, nonce_, {}, message_, tag_));
  EXPECT_FALSE(opens(key_, nonce_, kPlace, {}, tag_));
  for_each_flipped_bit(nonce_, [this](const Bytes& damaged) {
    EXPECT_FALSE(opens(key_, damaged, kPlace, message_, tag_));
  });
  for_each_flipped_bit(message_, [this](const Bytes& damaged) {
    EXPECT_FALSE(opens(key_, nonce_, kPlace, damaged, tag_));
  });
  for_each_flipped_bit(tag_, [this](const Bytes& damaged) {
    EXPECT_FALSE(opens(key_, nonce_, kPlace, message_, damaged));
  });
}

TEST_F(SealInPlace, OtherLengthsAreOurOwnBugs) {
  EXPECT_DEATH(seal_in_place(Secret(31), nonce_, {}, message_, tag_), "key");
  EXPECT_DEATH(seal_in_place(key_, Bytes(12), {}, message_, tag_), "nonce");
  Bytes short_tag(15);
  EXPECT_DEATH(seal_in_place(key_, nonce_, {}, message_, short_tag), "tag");
  EXPECT_DEATH(static_cast<void>(seal(Secret(31), {}, {}, random_)), "key");
}

}  // namespace
}  // namespace troth::crypto
