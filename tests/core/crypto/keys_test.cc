// Signatures and key agreement: what is refused.
#include <gtest/gtest.h>

#include "core/crypto/exchange.h"
#include "core/crypto/sign.h"
#include "tests/core/crypto/refused.h"

namespace troth::crypto {
namespace {

const ByteView kMessage = bytes_of("what is signed");

class Sign : public testing::Test {
 protected:
  SeededRandom random_{2};
  SigningKey key_ = SigningKey::generate(random_);
  Signature signature_ = key_.sign(label::kEntry, kMessage);
};

TEST_F(Sign, HoldsForItsKeyLabelAndMessageAlone) {
  EXPECT_TRUE(verify(key_.public_key(), label::kEntry, kMessage, signature_));
  EXPECT_FALSE(verify(key_.public_key(), label::kHello, kMessage, signature_));
  EXPECT_FALSE(verify(key_.public_key(), label::kEntry, bytes_of("what is not"), signature_));
  EXPECT_FALSE(verify(key_.public_key(), label::kEntry, {}, signature_));
  const SigningKey other = SigningKey::generate(random_);
  EXPECT_FALSE(verify(other.public_key(), label::kEntry, kMessage, signature_));
}

TEST_F(Sign, ALabelIsNotPartOfTheMessage) {
  Bytes prefixed = label_prefix(label::kEntry);
  prefixed.insert(prefixed.end(), kMessage.begin(), kMessage.end());
  EXPECT_TRUE(verify_unlabelled(key_.public_key(), prefixed, signature_));
  EXPECT_FALSE(verify_unlabelled(key_.public_key(), kMessage, signature_));
}

TEST_F(Sign, AFlippedBitAnywhereIsRefused) {
  for_each_flipped_bit(signature_.view(), [this](const Bytes& damaged) {
    EXPECT_FALSE(verify(key_.public_key(), label::kEntry, kMessage, *Signature::from(damaged)));
  });
  for_each_flipped_bit(key_.public_key().view(), [this](const Bytes& damaged) {
    EXPECT_FALSE(verify(*SignPublicKey::from(damaged), label::kEntry, kMessage, signature_));
  });
  for_each_flipped_bit(kMessage, [this](const Bytes& damaged) {
    EXPECT_FALSE(verify(key_.public_key(), label::kEntry, damaged, signature_));
  });
}

// With a key of small order and R = A, S = 0 verifies for many messages in a
// lenient implementation.
TEST_F(Sign, AKeyOfSmallOrderIsRefused) {
  SignPublicKey identity;
  identity.value[0] = 1;
  Signature forged;
  forged.value[0] = 1;
  EXPECT_FALSE(verify(identity, label::kEntry, kMessage, forged));
  EXPECT_FALSE(verify(SignPublicKey{}, label::kEntry, kMessage, Signature{}));
}

TEST_F(Sign, TheSeedMakesTheSameKey) {
  const SigningKey again = SigningKey::from_seed(key_.seed());
  EXPECT_EQ(again.public_key(), key_.public_key());
  EXPECT_EQ(again.sign(label::kEntry, kMessage), signature_);
  EXPECT_DEATH(static_cast<void>(SigningKey::from_seed(Secret(31))), "seed");
}

TEST(Exchange, BothSidesAgreeAndAThirdDoesNot) {
  SeededRandom random(3);
  const DhKey a = DhKey::generate(random);
  const DhKey b = DhKey::generate(random);
  const DhKey c = DhKey::generate(random);
  const Secret agreed = *a.agree(b.public_key());
  EXPECT_TRUE(equal(b.agree(a.public_key())->view(), agreed.view()));
  EXPECT_TRUE(equal(b.clone().agree(a.public_key())->view(), agreed.view()));
  EXPECT_FALSE(equal(c.agree(a.public_key())->view(), agreed.view()));
}

// The points of small order and their encodings that are not canonical
// (https://cr.yp.to/ecdh.html#validate).
TEST(Exchange, EveryPointOfSmallOrderIsRefused) {
  SeededRandom random(3);
  const DhKey key = DhKey::generate(random);
  for (const std::string_view hex : {
           "0000000000000000000000000000000000000000000000000000000000000000",
           "0100000000000000000000000000000000000000000000000000000000000000",
           "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
           "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
           "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
           "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
           "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
           "0000000000000000000000000000000000000000000000000000000000000080",
       }) {
    expect_refused(key.agree(*DhPublicKey::from(*from_hex(hex))), Code::weak_key);
  }
}

TEST(Exchange, ASecretOfAnotherLengthIsOurOwnBug) {
  EXPECT_DEATH(static_cast<void>(DhKey::from_secret(Secret(31))), "secret");
  EXPECT_DEATH(static_cast<void>(DhKey().agree({})), "secret");
}

}  // namespace
}  // namespace troth::crypto
