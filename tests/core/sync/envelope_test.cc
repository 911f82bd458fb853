#include "core/sync/envelope.h"

#include <gtest/gtest.h>

#include "core/crypto/seal.h"
#include "tests/support/pair.h"

namespace troth::sync {
namespace {

struct Post {
  explicit Post(std::uint64_t seed)
      : random(seed),
        roots(PairRoots::first(random.id<PairId>(), random.secret(32))),
        mailbox(random.id<MailboxId>()) {}
  Bytes seal(std::size_t size) {
    return *seal_envelope(roots.current(), mailbox, Bytes(size, 7), random);
  }
  Code code(ByteView envelope) const {
    const auto opened = open_envelope(roots, mailbox, envelope);
    return opened ? Code{} : opened.error().code;
  }
  // An envelope of ours in all but its text.
  Bytes sealed_text(ByteView text) {
    const Bytes associated =
        Writer().raw(crypto::label_prefix(crypto::label::kEnvelopeSeal)).raw(mailbox.view()).take();
    return crypto::seal(envelope_key(roots.current(), mailbox), associated, text, random);
  }

  crypto::SeededRandom random;
  PairRoots roots;
  MailboxId mailbox;
};

TEST(Envelope, TakesTheSmallestOfFourSizes) {
  Post post(1);
  for (const std::size_t size : kEnvelopeSizes) {
    EXPECT_EQ(post.seal(size - kEnvelopeOverhead).size(), size);
    EXPECT_EQ(post.seal(size / 2).size(), size);
  }
  EXPECT_EQ(post.seal(0).size(), kEnvelopeSizes.front());
  EXPECT_EQ(post.seal(1024 - kEnvelopeOverhead + 1).size(), 4096U);
}

TEST(Envelope, OpensToTheSameMessage) {
  Post post(2);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{980}, kLargestMessage})
    EXPECT_EQ(*open_envelope(post.roots, post.mailbox, post.seal(size)), Bytes(size, 7));
}

TEST(Envelope, AMessageAboveTheLargestIsRefused) {
  Post post(3);
  EXPECT_EQ(
      seal_envelope(post.roots.current(), post.mailbox, Bytes(kLargestMessage + 1), post.random)
          .error()
          .code,
      Code::message_too_large);
}

TEST(Envelope, OtherSizesAreRefused) {
  Post post(4);
  for (const std::size_t size : std::vector<std::size_t>{0, 1, 1023, 1025, 4095, 61441})
    EXPECT_EQ(post.code(Bytes(size)), Code::envelope_size_wrong);
}

TEST(Envelope, OfAnotherMailboxOrRootOrDamagedDoesNotOpen) {
  Post post(5);
  const Bytes envelope = post.seal(100);
  EXPECT_FALSE(open_envelope(post.roots, MailboxId{}, envelope));
  EXPECT_EQ(Post(6).code(envelope), Code::envelope_not_open);
  for (std::size_t at = 0; at < envelope.size(); at += 31) {
    Bytes changed = envelope;
    changed[at] ^= 1;
    EXPECT_EQ(post.code(changed), Code::envelope_not_open);
  }
}

TEST(Envelope, ALengthOrFillingThatNoSenderMakesDoesNotOpen) {
  Post post(7);
  const std::size_t size = 1024 - crypto::kSealOverhead;
  EXPECT_EQ(post.code(post.sealed_text(Writer().u32(size - 3).zeros(size - 4).bytes())),
            Code::envelope_not_open);
  Bytes filled = Writer().u32(4).zeros(size - 4).take();
  filled.back() = 1;
  EXPECT_EQ(post.code(post.sealed_text(filled)), Code::envelope_not_open);
}

TEST(Envelope, TwoOfOneMessageHaveNothingInCommon) {
  Post post(8);
  const Bytes a = post.seal(10);
  const Bytes b = post.seal(10);
  std::size_t same = 0;
  for (std::size_t i = 0; i < a.size(); ++i) same += a[i] == b[i] ? 1U : 0U;
  EXPECT_LT(same, 24U);  // 4 are expected by chance
}

TEST(Envelope, OpensUnderAnOldRootForThirtyDays) {
  Post post(9);
  const Bytes before = post.seal(10);
  post.roots.rotate(test::kStartMs, post.random);
  EXPECT_TRUE(open_envelope(post.roots, post.mailbox, before));
  EXPECT_FALSE(post.roots.tidy(test::kStartMs + kOldRootLifeMs - 1));
  EXPECT_TRUE(post.roots.tidy(test::kStartMs + kOldRootLifeMs));
  EXPECT_EQ(post.code(before), Code::envelope_not_open);
}

}  // namespace
}  // namespace troth::sync
