#include "core/net/frame.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace troth::net {
namespace {

Code code_of(const Result<Bytes>& result) { return result.error().code; }

// Gives an assembler bytes in pieces of `piece`; false where it refuses.
bool feed(MessageAssembler& assembler, ByteView bytes, std::size_t piece) {
  while (!bytes.empty() && !assembler.is_whole()) {
    const auto space = assembler.space();
    const std::size_t count = std::min({space.size(), bytes.size(), piece});
    std::ranges::copy(bytes.first(count), space.begin());
    if (!assembler.filled(count)) return false;
    bytes = bytes.subspan(count);
  }
  return true;
}

TEST(Frame, TakesTheSmallestSizeThatHoldsTheBody) {
  EXPECT_EQ(pad_frame(Bytes{}).size(), 512U);
  EXPECT_EQ(pad_frame(Bytes(510)).size(), 512U);
  EXPECT_EQ(pad_frame(Bytes(511)).size(), 1536U);
  EXPECT_EQ(pad_frame(Bytes(1535)).size(), 4608U);
  EXPECT_EQ(pad_frame(Bytes(16894)).size(), 16896U);
  EXPECT_EQ(pad_frame(Bytes(16895)).size(), 61952U);
  EXPECT_EQ(pad_frame(Bytes(kLargestBody)).size(), 61952U);
}

TEST(FrameDeathTest, ABodyThatFitsNoFrameIsOurOwnBug) {
  EXPECT_DEATH(pad_frame(Bytes(kLargestBody + 1)), "kLargestBody");
}

RC_GTEST_PROP(Frame, GivesBackEveryBody, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(0, kLargestBody + 1);
  const Bytes body(size, *rc::gen::arbitrary<std::uint8_t>());
  const auto back = unpad_frame(pad_frame(body));
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == body);
}

TEST(Frame, OfAnotherSizeIsRefused) {
  for (const std::size_t size : {0U, 1U, 2U, 511U, 513U, 1535U, 61951U, 61953U, 65535U})
    EXPECT_EQ(code_of(unpad_frame(Bytes(size))), Code::frame_malformed) << size;
}

TEST(Frame, WhoseLengthGoesBeyondItIsRefused) {
  Bytes frame(512, 7);
  frame[0] = 0xff;
  frame[1] = 0x01;  // 511 bytes, where there are 510
  EXPECT_EQ(code_of(unpad_frame(frame)), Code::frame_malformed);
  frame[1] = 0xff;
  EXPECT_EQ(code_of(unpad_frame(frame)), Code::frame_malformed);
}

TEST(Frame, LargerThanItsBodyNeedsIsRefused) {
  Bytes frame = pad_frame(Bytes(600, 1));
  frame[0] = 100;
  frame[1] = 0;
  std::fill(frame.begin() + 102, frame.end(), std::uint8_t{0});
  EXPECT_EQ(code_of(unpad_frame(frame)), Code::frame_malformed);
}

TEST(Frame, WithPaddingThatIsNotZeroIsRefused) {
  for (const std::size_t at : {12U, 511U}) {
    Bytes frame = pad_frame(Bytes(10, 1));
    frame[at] = 1;
    EXPECT_EQ(code_of(unpad_frame(frame)), Code::frame_malformed) << at;
  }
}

RC_GTEST_PROP(Frame, OfRandomBytesNeverCrashes, (const Bytes& bytes)) {
  Bytes padded = bytes;
  padded.resize(512);
  const auto body = unpad_frame(padded);
  RC_ASSERT(!body || body->size() <= 510U);
}

TEST(MessageAssembler, JoinsAMessageFromPiecesOfAnySize) {
  const Bytes message(528, 9);
  for (const std::size_t piece : {1U, 2U, 3U, 100U, 4096U}) {
    MessageAssembler assembler(sealed_frame_lengths());
    ASSERT_TRUE(feed(assembler, with_length(message), piece));
    ASSERT_TRUE(assembler.is_whole());
    EXPECT_EQ(assembler.take(), message);
    EXPECT_TRUE(assembler.is_empty());
  }
}

TEST(MessageAssembler, TakesOneMessageAfterAnother) {
  MessageAssembler assembler(handshake_lengths());
  for (const auto value : {std::uint8_t{1}, std::uint8_t{2}}) {
    ASSERT_TRUE(feed(assembler, with_length(Bytes(48, value)), 7));
    EXPECT_EQ(assembler.take(), Bytes(48, value));
  }
}

TEST(MessageAssembler, RefusesALengthBeforeItTakesMemoryForIt) {
  for (const std::size_t length : {0U, 1U, 527U, 529U, 61967U, 61969U, 65535U}) {
    MessageAssembler assembler(sealed_frame_lengths());
    EXPECT_FALSE(feed(assembler, with_length(Bytes(length)), 2)) << length;
    EXPECT_LE(assembler.space().size(), 2U) << length;
  }
}

TEST(MessageAssembler, IsNotWholeWhileAByteIsMissing) {
  MessageAssembler assembler(handshake_lengths());
  Bytes bytes = with_length(Bytes(48, 3));
  bytes.pop_back();
  ASSERT_TRUE(feed(assembler, bytes, 100));
  EXPECT_FALSE(assembler.is_whole());
  EXPECT_FALSE(assembler.is_empty());
  EXPECT_EQ(assembler.space().size(), 1U);
}

}  // namespace
}  // namespace troth::net
