#include <gtest/gtest.h>

#include "core/crypto/exchange.h"
#include "core/crypto/kdf.h"
#include "core/crypto/padding.h"
#include "core/crypto/passphrase.h"
#include "core/crypto/seal.h"
#include "core/crypto/sign.h"
#include "core/crypto/words.h"

namespace troth::crypto {
namespace {

Secret text(std::string_view words) { return Secret::copy_of(bytes_of(words)); }

TEST(Basics, InitializeSucceedsHere) { EXPECT_TRUE(initialize()); }

TEST(Basics, WhatIsSealedOpensAndNothingElseDoes) {
  SeededRandom random(1);
  const Secret key = random.secret(32);
  Bytes sealed = seal(key, bytes_of("place"), bytes_of("hello"), random);
  ASSERT_TRUE(open(key, bytes_of("place"), sealed));
  EXPECT_TRUE(equal(open(key, bytes_of("place"), sealed)->view(), bytes_of("hello")));
  EXPECT_EQ(open(key, bytes_of("other"), sealed).error().code, Code::seal_not_open);
  sealed.back() ^= 1;
  EXPECT_FALSE(open(key, bytes_of("place"), sealed));
}

TEST(Basics, ACommittingSealOpens) {
  SeededRandom random(1);
  const Secret key = random.secret(32);
  const Bytes sealed = seal_committing(key, {}, bytes_of("hello"), random);
  ASSERT_EQ(sealed.size(), 5 + kCommittingSealOverhead);
  EXPECT_TRUE(equal(open_committing(key, {}, sealed)->view(), bytes_of("hello")));
  EXPECT_FALSE(open_committing(random.secret(32), {}, sealed));
}

TEST(Basics, ASignatureHoldsForItsLabelAlone) {
  SeededRandom random(2);
  const SigningKey key = SigningKey::generate(random);
  const Signature signature = key.sign(label::kEntry, bytes_of("m"));
  EXPECT_TRUE(verify(key.public_key(), label::kEntry, bytes_of("m"), signature));
  EXPECT_FALSE(verify(key.public_key(), label::kHello, bytes_of("m"), signature));
}

TEST(Basics, TwoSidesAgreeAndAZeroPointIsRefused) {
  SeededRandom random(3);
  const DhKey a = DhKey::generate(random);
  const DhKey b = DhKey::generate(random);
  EXPECT_TRUE(equal(a.agree(b.public_key())->view(), b.agree(a.public_key())->view()));
  EXPECT_EQ(a.agree(DhPublicKey{}).error().code, Code::weak_key);
}

TEST(Basics, WordsComeBackAsTheirEntropy) {
  const Secret zeros(32);
  const Secret words = words_of(zeros);
  EXPECT_TRUE(words.view().size() > 100);
  EXPECT_TRUE(equal(entropy_of(words)->view(), zeros.view()));
  EXPECT_EQ(entropy_of(text("abandon")).error().code, Code::recovery_words_wrong);
}

TEST(Basics, ComposedAndDecomposedPassphrasesAreOne) {
  EXPECT_TRUE(equal(normalized(text("e\xCC\x81"))->view(), bytes_of("\xC3\xA9")));
  EXPECT_EQ(normalized(text("\xFF")).error().code, Code::text_not_utf8);
}

TEST(Basics, PadmeIsAsPublished) {
  EXPECT_EQ(padme(9), 10U);
  EXPECT_EQ(padme(2343242), 2359296U);
}

TEST(Basics, HkdfOutputsAreBeginningsOfOneAnother) {
  const Secret shorter = hkdf({}, bytes_of("k"), label::kSeal, {}, 32);
  const Secret longer = hkdf({}, bytes_of("k"), label::kSeal, {}, 96);
  EXPECT_TRUE(equal(shorter.view(), longer.view().first(32)));
}

}  // namespace
}  // namespace troth::crypto
