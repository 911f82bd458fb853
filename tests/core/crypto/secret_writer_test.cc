#include "core/crypto/secret_writer.h"

#include <gtest/gtest.h>

#include "core/base/ids.h"

namespace troth::crypto {
namespace {

TEST(SecretWriter, WritesWhatAWriterWritesHoweverOftenItGrows) {
  SecretWriter secret;
  Writer plain;
  for (std::uint8_t i = 0; i < 200; ++i) {
    const Bytes part(i, i);
    secret.u8(i).u16(i).u32(i).u64(i).raw(part).lv(part);
    plain.u8(i).u16(i).u32(i).u64(i).raw(part).lv(part);
  }
  EXPECT_EQ(secret.size(), plain.bytes().size());
  EXPECT_TRUE(equal(secret.take().view(), plain.bytes()));
}

TEST(SecretWriter, BeginsAnewOnceItsBytesAreTaken) {
  SecretWriter writer;
  writer.raw(bytes_of("the token"));
  EXPECT_EQ(writer.take().size(), 9U);
  EXPECT_EQ(writer.size(), 0U);
  writer.zeros(3);
  EXPECT_TRUE(equal(writer.take().view(), Bytes(3)));
  EXPECT_TRUE(writer.take().empty());
}

TEST(SecretWriter, TimesKeysAndIdsAreReadBack) {
  SecretWriter writer;
  const Secret key = Secret::copy_of(Bytes(32, 7));
  writer.time(-2).raw(key.view()).raw(Bytes(32, 8));
  const Secret written = writer.take();
  Reader reader(written.view());
  EXPECT_EQ(read_time(reader), -2);
  EXPECT_TRUE(equal(read_key(reader).view(), key.view()));
  EXPECT_TRUE(equal(read_id<Hash>(reader).view(), Bytes(32, 8)));
  EXPECT_TRUE(reader.done());
}

}  // namespace
}  // namespace troth::crypto
