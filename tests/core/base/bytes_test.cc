#include "core/base/bytes.h"

#include <gtest/gtest.h>

namespace troth {
namespace {

TEST(Bytes, WriterAndReaderAgreeOnLittleEndian) {
  const Bytes bytes = Writer().u8(1).u16(0x0302).u32(0x07060504).u64(0x0f0e0d0c0b0a0908).take();
  EXPECT_EQ(to_hex(bytes), "0102030405060708090a0b0c0d0e0f");
  Reader reader(bytes);
  EXPECT_EQ(reader.u8(), 1);
  EXPECT_EQ(reader.u16(), 0x0302);
  EXPECT_EQ(reader.u32(), 0x07060504U);
  EXPECT_EQ(reader.u64(), 0x0f0e0d0c0b0a0908U);
  EXPECT_TRUE(reader.done());
}

TEST(Bytes, ReaderFailsOnMissingBytesAndStaysFailed) {
  const Bytes bytes{5, 0, 0, 0, 'a'};
  Reader reader(bytes);
  EXPECT_TRUE(reader.lv().empty());
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.u8(), 0);
  EXPECT_FALSE(reader.done());
}

TEST(Bytes, ReaderWithBytesLeftIsNotDone) {
  const Bytes bytes{1, 2};
  Reader reader(bytes);
  reader.u8();
  EXPECT_TRUE(reader.ok());
  EXPECT_FALSE(reader.done());
}

TEST(Bytes, Base64urlHasTheVectorsOfRfc4648) {
  EXPECT_EQ(to_base64url(bytes_of("foobar")), "Zm9vYmFy");
  EXPECT_EQ(to_base64url(bytes_of("foob")), "Zm9vYg");
  EXPECT_EQ(from_base64url("Zm9vYg"), copy_of(bytes_of("foob")));
}

TEST(Bytes, Base64urlRefusesAnyOtherSpellingOfTheSameBytes) {
  EXPECT_FALSE(from_base64url("Zm9vYh"));    // stray bits
  EXPECT_FALSE(from_base64url("Zm9vYg=="));  // padding
  EXPECT_FALSE(from_base64url("Zm9v+g"));    // the other alphabet
  EXPECT_FALSE(from_base64url("Zm9vY"));     // a length that no bytes have
}

TEST(Bytes, HexRefusesOddLengthsAndOtherCharacters) {
  EXPECT_FALSE(from_hex("abc"));
  EXPECT_FALSE(from_hex("zz"));
  EXPECT_EQ(from_hex("00fF"), (Bytes{0, 255}));
}

}  // namespace
}  // namespace troth
